import type { FeelValue } from "../expression/values.ts";
import type { Accepts } from "./search/source.ts";

/*
 * Cells that are plain literals, read without FEEL's parser: most cells of a large table are. They mean what FEEL makes
 * of them (compiled-is-reference.test.ts), for texts and numbers; for any other input FEEL itself is asked.
 */

const text = String.raw`"[^"\\]*"`;
const number = String.raw`-?(?:[1-9]\d{0,14}|0)(?:\.\d{1,9})?`;
const textsOnly = new RegExp(`^${text}(?:\\s*,\\s*${text})*$`);
const numbersOnly = new RegExp(`^${number}(?:\\s*,\\s*${number})*$`);
const comparison = new RegExp(`^(?<sign><=?|>=?)\\s*(?<bound>${number})$`);
const interval = new RegExp(
  `^(?<open>[[\\](])\\s*(?<from>${number})\\s*\\.\\.\\s*(?<to>${number})\\s*(?<close>[\\])[])$`,
);

export interface LiteralCell {
  readonly accepts: Accepts;
  /** Undefined: neither text nor number, so FEEL must say. */
  readonly test: (input: FeelValue) => boolean | undefined;
}

/** Beyond so many digits a number may be no double. */
const mostDigits = 15;
const isExact = (numeral: string): boolean => numeral.replaceAll(/\D/g, "").length <= mostDigits;

export function literalCell(cell: string): LiteralCell | undefined {
  if (textsOnly.test(cell)) return oneOf(partsOf(cell, text).map((part) => part.slice(1, -1)));
  if (!partsOf(cell, number).every(isExact)) return undefined;
  if (numbersOnly.test(cell)) return oneOf(partsOf(cell, number).map(Number));
  const bound = comparison.exec(cell)?.groups;
  if (bound !== undefined) return comparedWith(bound["sign"] ?? "", Number(bound["bound"]));
  const ends = interval.exec(cell)?.groups;
  return ends === undefined ? undefined : between(ends);
}

function partsOf(cell: string, part: string): readonly string[] {
  return cell.match(new RegExp(part, "g")) ?? [];
}

function oneOf(values: readonly (string | number)[]): LiteralCell {
  const set: ReadonlySet<unknown> = new Set(values);
  return { accepts: { kind: "values", values }, test: (input) => (isPlain(input) ? set.has(input) : undefined) };
}

const isPlain = (input: FeelValue): input is string | number => typeof input === "string" || typeof input === "number";

function comparedWith(sign: string, bound: number): LiteralCell {
  const isUpper = sign.startsWith("<");
  const accepts: Accepts = { kind: "interval", from: isUpper ? -Infinity : bound, to: isUpper ? bound : Infinity };
  switch (sign) {
    case "<":
      return numeric(accepts, (input) => input < bound);
    case "<=":
      return numeric(accepts, (input) => input <= bound);
    case ">":
      return numeric(accepts, (input) => input > bound);
    default:
      return numeric(accepts, (input) => input >= bound);
  }
}

function between(ends: Readonly<Record<string, string>>): LiteralCell | undefined {
  const [from, to] = [Number(ends["from"]), Number(ends["to"])];
  const [withFrom, withTo] = [ends["open"] === "[", ends["close"] === "]"];
  if (from > to) return undefined;
  return numeric(
    { kind: "interval", from, to },
    (input) => (withFrom ? input >= from : input > from) && (withTo ? input <= to : input < to),
  );
}

/** A text is in no range of numbers. */
function numeric(accepts: Accepts, test: (input: number) => boolean): LiteralCell {
  return {
    accepts,
    test: (input) => (typeof input === "number" ? test(input) : typeof input === "string" ? false : undefined),
  };
}

const onlyText = new RegExp(`^${text}$`);
const onlyNumber = new RegExp(`^${number}$`);

/** The value of an output cell that is one plain literal. */
export function literalValue(cell: string): string | number | undefined {
  if (onlyText.test(cell)) return cell.slice(1, -1);
  return onlyNumber.test(cell) && isExact(cell) && Number(cell) !== 0 ? Number(cell) : undefined;
}
