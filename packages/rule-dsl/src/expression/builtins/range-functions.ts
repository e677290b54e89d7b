/** How points and ranges lie to each other (DMN 1.5, table 82), and ranges from text. */
import { compareValues } from "../compare.ts";
import type { Call } from "../runtime/functions.ts";
import { parseAtLiteral } from "../temporal/parse-temporal.ts";
import { parseNumber } from "../numbers.ts";
import { FeelRange, type FeelValue, isList } from "../values.ts";
import { type BuiltinTable, type Builtin, builtin, some, text } from "./signature.ts";
import { notConverted } from "./conversion-functions.ts";
import { stringValue } from "../syntax/literals.ts";

export const rangeFunctions: BuiltinTable = {
  after: relation("point1", "point2", (a, b, order) => isBefore(b, a, order)),
  before: relation("point1", "point2", isBefore),
  coincides: relation(
    "point1",
    "point2",
    (a, b, order) =>
      order(a.start, b.start) === 0 &&
      order(a.end, b.end) === 0 &&
      a.startIncluded === b.startIncluded &&
      a.endIncluded === b.endIncluded,
  ),
  during: relation("point", "range", (a, b, order) => includes(b, a, order)),
  "finished by": relation("range", "point", (a, b, order) => finishes(b, a, order)),
  finishes: relation("point", "range", finishes),
  includes: relation("range", "point", includes),
  meets: relation("range1", "range2", meets),
  "met by": relation("range1", "range2", (a, b, order) => meets(b, a, order)),
  overlaps: relation("range1", "range2", (a, b, order) => !isBefore(a, b, order) && !isBefore(b, a, order)),
  "overlaps after": relation("range1", "range2", (a, b, order) => overlapsBefore(b, a, order)),
  "overlaps before": relation("range1", "range2", overlapsBefore),
  range: builtin([text("from")], parseRange),
  "started by": relation("range", "point", (a, b, order) => starts(b, a, order)),
  starts: relation("point", "range", starts),
};

/** Order of two bounds; an unbounded end is beyond all. */
type Order = (left: FeelValue, right: FeelValue) => number;
type Relation = (left: FeelRange, right: FeelRange, order: Order) => boolean;

/** A point is taken for the range of itself. Null if the two have no common order. */
function relation(first: string, second: string, holds: Relation): Builtin {
  return builtin([some(first), some(second)], (call, left, right) => {
    const [a, b] = [asRange(left), asRange(right)];
    const order: Order = (x, y) => compareValues(x, y, call.frame.zone) ?? 0;
    const isComparable = compareValues(a.start ?? a.end, b.start ?? b.end, call.frame.zone) !== null;
    if (!isComparable) return call.frame.warn("not-comparable", call.span);
    return holds(a, b, order);
  });
}

function asRange(value: Exclude<FeelValue, null>): FeelRange {
  if (value instanceof FeelRange) return value;
  const point = isList(value) && value.length === 1 ? (value[0] ?? null) : value;
  return point instanceof FeelRange ? point : new FeelRange(point, point, { start: true, end: true });
}

function isBefore(a: FeelRange, b: FeelRange, order: Order): boolean {
  if (a.end === null || b.start === null) return false;
  const gap = order(a.end, b.start);
  return gap < 0 || (gap === 0 && !(a.endIncluded && b.startIncluded));
}

function meets(a: FeelRange, b: FeelRange, order: Order): boolean {
  return a.end !== null && b.start !== null && a.endIncluded && b.startIncluded && order(a.end, b.start) === 0;
}

function includes(a: FeelRange, b: FeelRange, order: Order): boolean {
  return compareStarts(a, b, order) <= 0 && compareEnds(a, b, order) >= 0;
}

function starts(a: FeelRange, b: FeelRange, order: Order): boolean {
  return b.start !== null && compareStarts(a, b, order) === 0 && compareEnds(a, b, order) <= 0;
}

function finishes(a: FeelRange, b: FeelRange, order: Order): boolean {
  return b.end !== null && compareEnds(a, b, order) === 0 && compareStarts(a, b, order) >= 0;
}

function overlapsBefore(a: FeelRange, b: FeelRange, order: Order): boolean {
  const reachesIn = !isBefore(a, b, order) && !isBefore(b, a, order);
  return reachesIn && compareStarts(a, b, order) < 0 && compareEnds(a, b, order) <= 0;
}

/** An included start is before an excluded one at the same point. */
function compareStarts(a: FeelRange, b: FeelRange, order: Order): number {
  if (a.start === null || b.start === null) return a.start === b.start ? 0 : a.start === null ? -1 : 1;
  return order(a.start, b.start) || Number(b.startIncluded) - Number(a.startIncluded);
}

function compareEnds(a: FeelRange, b: FeelRange, order: Order): number {
  if (a.end === null || b.end === null) return a.end === b.end ? 0 : a.end === null ? 1 : -1;
  return order(a.end, b.end) || Number(a.endIncluded) - Number(b.endIncluded);
}

const rangePattern = /^\s*([[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

/** `[1..5]`, `(@"2026-01-01"..)`: both ends literals of one kind, one of them may be missing where it is excluded. */
function parseRange(call: Call, from: string): FeelValue {
  const match = from.length > 200 ? null : rangePattern.exec(from);
  const [, open = "", startText = "", endText = "", close = ""] = match ?? [];
  const start = literalValue(startText);
  const end = literalValue(endText);
  const included = { start: open === "[", end: close === "]" };
  const isWhole = match !== null && start !== undefined && end !== undefined && (start !== null || end !== null);
  const isOpenWhereUnbounded = !(start === null && included.start) && !(end === null && included.end);
  if (!isWhole || !isOpenWhereUnbounded) return notConverted(call, from);
  const made = new FeelRange(start, end, included);
  const isOrdered = start === null || end === null || (compareValues(start, end, call.frame.zone) ?? 1) <= 0;
  return isOrdered ? made : notConverted(call, from);
}

/** Undefined if the text is no literal; null if there is none. */
function literalValue(literal: string): FeelValue | undefined {
  if (literal === "") return null;
  if (/^"(?:[^"\\]|\\.)*"$/.test(literal)) return stringValue(literal);
  const inner = /^(?:@|(?:date and time|date|time|duration)\(\s*)("(?:[^"\\]|\\.)*")\s*\)?$/.exec(literal)?.[1];
  return (inner === undefined ? parseNumber(literal) : parseAtLiteral(stringValue(inner))) ?? undefined;
}
