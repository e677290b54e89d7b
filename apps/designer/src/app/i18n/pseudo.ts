/** A tree of texts, as the language files have it. */
export interface Texts {
  readonly [key: string]: string | Texts;
}

const accents: Readonly<Record<string, string>> = { a: "á", e: "é", i: "í", o: "ó", u: "ú", n: "ñ", c: "ç", s: "š" };

/** `Show all {{count}}` becomes `[Šhów áll {{count}} ···]`: accented, a third longer, placeholders untouched. */
function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\})/);
  const accented = parts.map((part) =>
    part.startsWith("{{") ? part : part.replace(/[a-z]/g, (letter) => accents[letter] ?? letter),
  );
  return `[${accented.join("")} ${"·".repeat(Math.ceil(text.length / 3))}]`;
}

export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, typeof value === "string" ? pseudo(value) : pseudoTexts(value)]),
  );
}
