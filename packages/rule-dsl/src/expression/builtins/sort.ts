/** `sort`: stable, by a function that tells whether one element precedes another. */
import { compareValues } from "../compare.ts";
import { askBoolean, type Call } from "../runtime/functions.ts";
import { type FeelFunction, type FeelList, type FeelValue, fromFact, kindOf } from "../values.ts";

/**
 * Merge sort, so that a function that contradicts itself still ends. Without a function, by natural order. Null if two
 * elements have no order, or the function does not say which precedes.
 */
export function sortList(call: Call, items: FeelList, precedes: FeelFunction | undefined): FeelValue {
  const isBefore: IsBefore = (left, right) => {
    if (precedes !== undefined) return askBoolean(call, precedes, [left, right]);
    const order = compareValues(left, right, call.frame.zone);
    if (order !== null) return order < 0;
    return call.frame.warn("not-comparable", call.span, { left: kindOf(left), right: kindOf(right) });
  };
  return mergeSort(call, items.map(fromFact), isBefore);
}

type IsBefore = (left: FeelValue, right: FeelValue) => boolean | null;

/** Shorter lists are sorted in place. */
const shortList = 8;

function mergeSort(call: Call, items: FeelList, isBefore: IsBefore): FeelList | null {
  call.frame.charge(items.length, call.span);
  if (items.length <= shortList) return insertionSort(items, isBefore);
  const middle = items.length >> 1;
  const left = mergeSort(call, items.slice(0, middle), isBefore);
  const right = left && mergeSort(call, items.slice(middle), isBefore);
  return left && right && merge(left, right, isBefore);
}

function insertionSort(items: FeelList, isBefore: IsBefore): FeelList | null {
  const sorted: FeelValue[] = [];
  for (const item of items) {
    let at = sorted.length;
    for (; at > 0; at -= 1) {
      const other = sorted[at - 1] ?? null;
      const goesFirst = isBefore(item, other);
      if (goesFirst === null) return null;
      if (!goesFirst) break;
      sorted[at] = other;
    }
    sorted[at] = item;
  }
  return sorted;
}

function merge(left: FeelList, right: FeelList, isBefore: IsBefore): FeelList | null {
  const merged: FeelValue[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const takesRight = isBefore(right[r] ?? null, left[l] ?? null);
    if (takesRight === null) return null;
    merged.push((takesRight ? right[r] : left[l]) ?? null);
    if (takesRight) r += 1;
    else l += 1;
  }
  return [...merged, ...left.slice(l), ...right.slice(r)];
}
