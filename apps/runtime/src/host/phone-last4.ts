/** The last four digits, by which a person at the phone is found. */
export function phoneLast4(phone: string | undefined): string | undefined {
  const digits = phone?.replaceAll(/\D/g, "") ?? "";
  return digits.length >= 7 ? digits.slice(-4) : undefined;
}
