/**
 * Personal values in the same shape (H10): as long as they were, digits stay digits, so that what looks at length, prefix or form decides the same.
 */
export function shapeOf(path: string, text: string): string {
  const name = path.split(".").at(-1) ?? "";
  if (/(phone|mobile|tel)$/i.test(name)) return hidden(text, 3, 4);
  if (/e?mail$/i.test(name) && text.includes("@")) return hidden(text, 1, text.length - text.lastIndexOf("@"));
  if (/name$/i.test(name)) return hidden(text, 1, Array.from(text).length > 2 ? 1 : 0);
  return hidden(text, 0, 0);
}

/** Keeps a few at the beginning and at the end. */
function hidden(text: string, first: number, last: number): string {
  const letters = Array.from(text);
  const until = letters.length - last;
  return letters.map((letter, index) => (index < first || index >= until ? letter : hiddenLetter(letter))).join("");
}

function hiddenLetter(letter: string): string {
  if (/\d/.test(letter)) return "0";
  if (/[a-z]/i.test(letter)) return "x";
  return /\p{L}/u.test(letter) ? "某" : letter;
}
