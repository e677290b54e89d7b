/**
 * The comparisons that people write most, read off an expression's text: `sum(order.lines.quantity) < 3`,
 * `vars.credit.used + order.total <= vars.credit.limit`. Any other expression is not one.
 */

export type ComparisonSign = "=" | "!=" | "<" | "<=" | ">" | ">=";
export interface ComparisonText {
  readonly left: string;
  readonly sign: ComparisonSign;
  readonly right: string;
}

const path = String.raw`[a-z]\w*(?:\.[A-Za-z]\w*)+`;
const number = String.raw`-?\d+(?:\.\d+)?`;
const term = String.raw`(?:(?:count|sum|min|max)\(${path}\)|${path}|${number})`;
const side = String.raw`${term}(?:\s*[-+]\s*${term})*|"[^"\\]*"|true|false|null`;
const comparison = new RegExp(String.raw`^\s*(${side})\s*(<=|>=|!=|=|<|>)\s*(${side})\s*$`);

export function comparisonIn(feel: string): ComparisonText | undefined {
  const [, left, sign, right] = comparison.exec(feel) ?? [];
  if (left === undefined || right === undefined || sign === undefined) return undefined;
  return { left, sign: sign as ComparisonSign, right }; // the pattern's own choices
}

/** One side of a comparison. `sum` of several terms is `other`. */
export type ComparisonSide =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "aggregate"; readonly of: "count" | "sum" | "min" | "max"; readonly path: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "other"; readonly text: string };

const onlyPath = new RegExp(`^${path}$`);
const onlyNumber = new RegExp(`^${number}$`);
const aggregate = new RegExp(String.raw`^(count|sum|min|max)\((${path})\)$`);
const words: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

export function sideOf(text: string): ComparisonSide {
  if (onlyNumber.test(text)) return { kind: "literal", value: Number(text) };
  if (text.startsWith('"')) return { kind: "literal", value: text.slice(1, -1) };
  const word = words.get(text);
  if (word !== undefined) return { kind: "literal", value: word };
  if (onlyPath.test(text)) return { kind: "path", path: text };
  const [, of, list] = aggregate.exec(text) ?? [];
  if (of === undefined || list === undefined) return { kind: "other", text };
  return { kind: "aggregate", of: of as "count", path: list }; // one of the pattern's choices
}
