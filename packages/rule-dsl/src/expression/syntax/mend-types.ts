/**
 * Types that the standard has and lezer-feel's grammar does not: `range<number>`, `context<>` and `function` alone. They
 * are written over with what the grammar reads in the same place and of the same length, so that every offset still
 * holds; the reader of types looks at the text as it was (read-type.ts).
 */
const quotedOrType =
  /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\/|\brange(?=\s*<)|\bcontext\s*<\s*>|\bfunction\b(?!\s*[<(])/g;

/** The text with such types mended; the same text if it has none. */
export function mendTypes(text: string): string {
  return text.replace(quotedOrType, (found) => {
    if (found === "range") return "list ";
    if (found === "function") return "Function";
    return found.startsWith("context") ? "context".padEnd(found.length) : found;
  });
}
