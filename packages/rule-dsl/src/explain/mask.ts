/** How personal values are shown (H10): enough to recognise by, not enough to know. */

/** `李晓婷` to `李*婷`, `陈勇` to `陈*`, `Anna Berg` to `A***g`. */
export function maskName(name: string): string {
  const letters = Array.from(name.trim());
  const [first, last] = [letters[0], letters.at(-1)];
  if (first === undefined || last === undefined) return "*";
  if (letters.length < 3) return `${first}*`;
  return /[\u4e00-\u9fff]/.test(first) ? `${first}*${last}` : `${first}***${last}`;
}

/** `13800006021` to `138****6021`. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, "");
  return digits.length < 7 ? "****" : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

export function maskEmail(email: string): string {
  return email.includes("@") ? email.replace(/^(.).*@/, "$1***@") : "****";
}

/** A personal value by what its path says it is; undefined where nothing of it may be shown. */
export function maskByPath(path: string, value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  const name = path.split(".").at(-1) ?? "";
  if (/(phone|mobile|tel)$/i.test(name)) return maskPhone(value);
  if (/e?mail$/i.test(name)) return maskEmail(value);
  return /(name|placedBy)$/i.test(name) ? maskName(value) : undefined;
}
