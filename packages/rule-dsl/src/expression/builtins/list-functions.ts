/** List functions (DMN 1.5, table 75). */
import { askBoolean, type Call } from "../runtime/functions.ts";
import { type FeelFunction, type FeelList, type FeelValue, fromFact, isList } from "../values.ts";
import { equalValues } from "../compare.ts";
import { all, anyOf, extreme, mean, median, mode, product, standardDeviation, sum } from "./aggregates.ts";
import {
  any,
  type BuiltinTable,
  builtin,
  callable,
  integer,
  list,
  number,
  numbers,
  optional,
  overloaded,
  rest,
  signature,
} from "./signature.ts";
import { sortList } from "./sort.ts";

export const listFunctions: BuiltinTable = {
  all: overloaded(signature([list("list")], all), signature([rest(any("b"))], all)),
  any: overloaded(signature([list("list")], anyOf), signature([rest(any("b"))], anyOf)),
  append: builtin([list("list"), rest(any("item"))], (call, items, more) =>
    paid(call, items.length + more.length, () => [...items, ...more]),
  ),
  concatenate: builtin([rest(list("list"))], (call, lists) => joined(call, lists)),
  count: builtin([list("list")], (_call, items) => items.length),
  "distinct values": builtin([list("list")], distinct),
  flatten: builtin([list("list")], (call, items) => flatten(call, items)),
  "index of": builtin([list("list"), any("match")], indexesOf),
  "insert before": builtin([list("list"), integer("position"), any("newItem")], insertBefore),
  "list contains": builtin([list("list"), any("element")], (call, items, element) => contains(call, items, element)),
  "list replace": overloaded(
    signature([list("list"), integer("position"), any("newItem")], replaceAt),
    signature([list("list"), callable("match"), any("newItem")], replaceWhere),
  ),
  max: overloaded(
    signature([list("list")], (call, items) => extreme(call, items, 1)),
    signature([rest(any("c"))], (call, items) => extreme(call, items, 1)),
  ),
  mean: overloaded(signature([numbers("list")], mean), signature([rest(number("n"))], mean)),
  median: overloaded(signature([numbers("list")], median), signature([rest(number("n"))], median)),
  min: overloaded(
    signature([list("list")], (call, items) => extreme(call, items, -1)),
    signature([rest(any("c"))], (call, items) => extreme(call, items, -1)),
  ),
  mode: overloaded(signature([numbers("list")], mode), signature([rest(number("n"))], mode)),
  product: overloaded(signature([numbers("list")], product), signature([rest(number("n"))], product)),
  remove: builtin([list("list"), integer("position")], remove),
  reverse: builtin([list("list")], (call, items) => paid(call, items.length, () => items.toReversed())),
  sort: builtin([list("list"), optional(callable("precedes"))], sortList),
  stddev: overloaded(
    signature([numbers("list")], standardDeviation),
    signature([rest(number("n"))], standardDeviation),
  ),
  sublist: builtin([list("list"), integer("start position"), optional(integer("length"))], sublist),
  sum: overloaded(signature([numbers("list")], sum), signature([rest(number("n"))], sum)),
  union: builtin([rest(list("list"))], (call, lists) => distinct(call, joined(call, lists))),
};

/** A new list of `elements`, paid for before it is made. */
function paid(call: Call, elements: number, make: () => FeelList): FeelList {
  call.frame.charge(elements, call.span);
  return make();
}

function joined(call: Call, lists: readonly FeelList[]): FeelList {
  const elements = lists.reduce((total, each) => total + each.length, 0);
  return paid(call, elements, () => lists.flat(1));
}

function isSame(call: Call, left: FeelValue, right: FeelValue): boolean {
  call.frame.charge(1, call.span);
  return (
    equalValues(fromFact(left), fromFact(right), call.frame.zone, (steps) => {
      call.frame.charge(steps, call.span);
    }) === true
  );
}

function contains(call: Call, items: FeelList, element: FeelValue): boolean {
  return items.some((item) => isSame(call, item, element));
}

function distinct(call: Call, items: FeelList): FeelList {
  const found: FeelValue[] = [];
  for (const item of items) if (!contains(call, found, item)) found.push(fromFact(item));
  return found;
}

const maxDepth = 100;

function flatten(call: Call, items: FeelList, depth = 0): FeelList {
  return items.flatMap((item) => {
    call.frame.charge(1, call.span);
    return isList(item) && depth < maxDepth ? flatten(call, item, depth + 1) : [fromFact(item)];
  });
}

function indexesOf(call: Call, items: FeelList, match: FeelValue): FeelList {
  return items.flatMap((item, index) => (isSame(call, item, match) ? [index + 1] : []));
}

/** The index of a position that counts from 1, or from the end if negative; null with a warning if there is none. */
function indexAt(call: Call, items: FeelList, position: number): number | null {
  const index = position > 0 ? position - 1 : items.length + position;
  if (position !== 0 && index >= 0 && index < items.length) return index;
  return call.frame.warn("index-out-of-range", call.span, { index: position, length: items.length });
}

function insertBefore(call: Call, items: FeelList, position: number, item: FeelValue): FeelValue {
  const index = indexAt(call, items, position);
  return index === null ? null : paid(call, items.length + 1, () => items.toSpliced(index, 0, item));
}

function remove(call: Call, items: FeelList, position: number): FeelValue {
  const index = indexAt(call, items, position);
  return index === null ? null : paid(call, items.length, () => items.toSpliced(index, 1));
}

function replaceAt(call: Call, items: FeelList, position: number, item: FeelValue): FeelValue {
  const index = indexAt(call, items, position);
  return index === null ? null : paid(call, items.length, () => items.with(index, item));
}

/** `match(item, newItem)` says for each element whether it is replaced; null if it does not say so. */
function replaceWhere(call: Call, items: FeelList, match: FeelFunction, item: FeelValue): FeelValue {
  const replaced: FeelValue[] = [];
  call.frame.charge(items.length, call.span);
  for (const raw of items) {
    const element = fromFact(raw);
    const isMatch = askBoolean(call, match, [element, item]);
    if (isMatch === null) return null;
    replaced.push(isMatch ? item : element);
  }
  return replaced;
}

function sublist(call: Call, items: FeelList, start: number, length: number | undefined): FeelValue {
  const from = indexAt(call, items, start);
  if (from === null) return null;
  const to = length === undefined ? items.length : from + length;
  if (to > items.length || (length !== undefined && length < 1)) {
    return call.frame.warn("argument-out-of-range", call.span);
  }
  return paid(call, to - from, () => items.slice(from, to));
}
