import type { Code } from "../codes/codes.ts";
import type { CellValue } from "./sheet.ts";

type CellText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: Code; readonly data: Readonly<Record<string, unknown>> };

/** Words of FEEL and roots of facts: what stands in a cell like this is meant as written. */
const meant: ReadonlySet<string> = new Set([
  "true",
  "false",
  "null",
  "-",
  "order",
  "orders",
  "vars",
  "metrics",
  "quotas",
  "now",
  "not",
]);
/** Words, digits, hyphens and blanks: no dot of a path, no other operator, bracket, quote or comma of FEEL. */
const plain = /^[\p{L}\p{N}][\p{L}\p{N} _\-]*$/u;
const number = /^-?\d+(\.\d+)?$/;
const errorValue = /^#(REF|N\/A|VALUE|NAME\?|DIV\/0|NUM|NULL)!?/;

/**
 * A cell as FEEL. People who type into a spreadsheet leave the quotes away: in a column of texts a plain word is taken as that text. A date
 * becomes a FEEL date.
 */
export function cellText(value: CellValue, type: string): CellText {
  if (value === null) return { ok: true, text: "" };
  if (typeof value === "number" || typeof value === "boolean") {
    const text = String(value);
    return { ok: true, text: type === "string" ? JSON.stringify(text) : text };
  }
  const text = value.trim();
  if (errorValue.test(text)) return { ok: false, code: "sheet-cell-error", data: { given: text } };
  if (type === "string" && isPlainWord(text)) return { ok: true, text: JSON.stringify(text) };
  if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { ok: true, text: `date("${text}")` };
  if (type === "date-time" && /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text))
    return { ok: true, text: `date and time("${text}")` };
  return { ok: true, text };
}

const isPlainWord = (text: string): boolean =>
  plain.test(text) && !number.test(text) && !meant.has(text.split(" ")[0] ?? "");
