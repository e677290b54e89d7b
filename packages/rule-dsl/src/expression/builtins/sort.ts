/** `sort`: stable, by a function that tells whether one element precedes another. */
import { compareValues } from "../compare.ts";
import { type Call, callFunction } from "../runtime/functions.ts";
import { type FeelFunction, type FeelList, type FeelValue, fromFact } from "../values.ts";

/** Merge sort, so that a function that contradicts itself still ends. Without a function, by natural order. */
export function sortList(call: Call, items: FeelList, precedes: FeelFunction | undefined): FeelValue {
  const isBefore = (left: FeelValue, right: FeelValue): boolean =>
    precedes === undefined
      ? (compareValues(left, right, call.frame.zone) ?? 0) < 0
      : callFunction(precedes, [left, right], call) === true;
  return mergeSort(call, items.map(fromFact), isBefore);
}

type IsBefore = (left: FeelValue, right: FeelValue) => boolean;

function mergeSort(call: Call, items: FeelList, isBefore: IsBefore): FeelList {
  call.frame.charge(items.length, call.span);
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = mergeSort(call, items.slice(0, middle), isBefore);
  const right = mergeSort(call, items.slice(middle), isBefore);
  return merge(left, right, isBefore);
}

function merge(left: FeelList, right: FeelList, isBefore: IsBefore): FeelList {
  const merged: FeelValue[] = [];
  let [l, r] = [0, 0];
  while (l < left.length && r < right.length) {
    const takesRight = isBefore(right[r] ?? null, left[l] ?? null);
    merged.push((takesRight ? right[r] : left[l]) ?? null);
    if (takesRight) r += 1;
    else l += 1;
  }
  return [...merged, ...left.slice(l), ...right.slice(r)];
}
