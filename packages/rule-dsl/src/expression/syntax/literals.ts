/** The text of literals. */
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "'": "'", "\\": "\\" };

/** The value of a string literal with its quotes; an escape FEEL does not know stays as it is written. */
export function stringValue(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt"'\\]))/g, (whole, short, long, simple) => {
      if (typeof simple === "string") return escapes[simple] ?? whole;
      const code = Number.parseInt(typeof short === "string" ? short : String(long), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}
