/** Functions from many values to one. Of an empty list most are null. */
import { compareValues } from "../compare.ts";
import { add, compareNumbers, Decimal, divide, type FeelNumber, fromDecimal, multiply } from "../numbers.ts";
import type { Call } from "../runtime/functions.ts";
import { type FeelList, type FeelValue, fromFact, kindOf } from "../values.ts";

/** False if one is false, else null if one is not true, else true. */
export function all(call: Call, items: FeelList): FeelValue {
  return settle(call, items, false);
}

/** True if one is true, else null if one is not false, else false. */
export function anyOf(call: Call, items: FeelList): FeelValue {
  return settle(call, items, true);
}

function settle(call: Call, items: FeelList, decisive: boolean): FeelValue {
  call.frame.charge(items.length, call.span);
  if (items.includes(decisive)) return decisive;
  const other = items.find((item) => typeof item !== "boolean");
  if (other === undefined) return !decisive;
  if (other === null) return null;
  return call.frame.warn("argument-kinds", call.span, { function: decisive ? "any" : "all", given: [kindOf(other)] });
}

/** The first greatest (direction 1) or smallest (-1) value; null if two cannot be compared. */
export function extreme(call: Call, items: FeelList, direction: 1 | -1): FeelValue {
  call.frame.charge(items.length, call.span);
  let best = fromFact(items[0]);
  for (const raw of items) {
    const item = fromFact(raw);
    const order = compareValues(item, best, call.frame.zone);
    if (order === null) return incomparable(call, item, best);
    if (order * direction > 0) best = item;
  }
  return best;
}

function incomparable(call: Call, left: FeelValue, right: FeelValue): null {
  return call.frame.warn("not-comparable", call.span, { left: kindOf(left), right: kindOf(right) });
}

export function sum(call: Call, items: readonly FeelNumber[]): FeelValue {
  return combine(call, items, add);
}

export function product(call: Call, items: readonly FeelNumber[]): FeelValue {
  return combine(call, items, multiply);
}

function combine(call: Call, items: readonly FeelNumber[], by: typeof add): FeelValue {
  call.frame.charge(items.length, call.span);
  const [first, ...others] = items;
  if (first === undefined) return null;
  const result = others.reduce<FeelNumber | null>((so, item) => (so === null ? null : by(so, item)), first);
  return result ?? call.frame.warn("result-out-of-range", call.span);
}

export function mean(call: Call, items: readonly FeelNumber[]): FeelValue {
  const total = items.length === 0 ? null : exactSum(call, items);
  return total === null ? null : divide(total, items.length);
}

function exactSum(call: Call, items: readonly FeelNumber[]): FeelNumber | null {
  call.frame.charge(items.length, call.span);
  return items.reduce<FeelNumber | null>((total, item) => (total === null ? null : add(total, item)), 0);
}

function sorted(call: Call, items: readonly FeelNumber[]): readonly FeelNumber[] {
  call.frame.charge(items.length * 4, call.span);
  return items.toSorted(compareNumbers);
}

export function median(call: Call, items: readonly FeelNumber[]): FeelValue {
  const ordered = sorted(call, items);
  const upper = ordered[Math.floor(ordered.length / 2)];
  if (upper === undefined) return null;
  const lower = ordered[ordered.length / 2 - 1];
  const total = lower === undefined ? null : add(lower, upper);
  return total === null ? upper : divide(total, 2);
}

/** All most frequent values, ascending; empty for an empty list. */
export function mode(call: Call, items: readonly FeelNumber[]): FeelValue {
  const counts = new Map<string, { value: FeelNumber; count: number }>();
  for (const value of sorted(call, items)) {
    const key = String(value);
    const known = counts.get(key) ?? { value, count: 0 };
    counts.set(key, { value, count: known.count + 1 });
  }
  const most = [...counts.values()].reduce((highest, { count }) => Math.max(highest, count), 0);
  return [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value);
}

/** Of a sample (divided by n - 1); null for fewer than two values. */
export function standardDeviation(call: Call, items: readonly FeelNumber[]): FeelValue {
  const total = exactSum(call, items);
  if (items.length < 2 || total === null) return call.frame.warn("argument-out-of-range", call.span);
  const average = Decimal.div(total, items.length);
  const squares = items.reduce<Decimal>((sumOf, item) => sumOf.plus(Decimal.sub(item, average).pow(2)), new Decimal(0));
  return fromDecimal(squares.div(items.length - 1).sqrt());
}
