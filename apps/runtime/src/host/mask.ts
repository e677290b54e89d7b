/** `李晓婷` to `李*婷`, `陈勇` to `陈*`, `Anna Berg` to `A*g`: enough to recognise a row by, not to know a person (H10). */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  const [first, last] = [letters[0], letters.at(-1)];
  if (first === undefined || last === undefined) return "";
  return letters.length < 3 ? `${first}*` : `${first}*${last}`;
}

/** The last four digits, by which a person at the phone is found. */
export function phoneLast4(phone: string | undefined): string | undefined {
  const digits = phone?.replaceAll(/\D/g, "") ?? "";
  return digits.length >= 7 ? digits.slice(-4) : undefined;
}
