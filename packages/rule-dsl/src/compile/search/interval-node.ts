import { dirtyOf, fewBeside, type SearchNode } from "./node.ts";
import { type Source, usable } from "./source.ts";

/** What each entry asks of one source; unbounded where it asks nothing. */
export interface IntervalColumn<G> {
  readonly source: Source<G>;
  readonly from: Float64Array;
  readonly to: Float64Array;
}

export interface IntervalPart<G> {
  readonly columns: readonly IntervalColumn<G>[];
  readonly guards: readonly Source<G>[];
  readonly orders: readonly number[];
}

/**
 * Entries that ask for ranges. Each end of each source is sorted, and a set of bits is kept for every few entries of
 * that order, so that a value finds by bisection the set of those it lies inside of, give or take a few which are then
 * held against their own ends. The sets of all ends are intersected a word at a time, and the first entry that holds
 * ends it.
 */
export function intervalNode<G>({ columns, guards, orders }: IntervalPart<G>): SearchNode<G> {
  const words = Math.ceil(orders.length / 32);
  const ends = columns.map((column) => ({
    ...column,
    below: startsOf(column.from, words),
    above: endsOf(column.to, words),
  }));
  const watched = [...guards, ...columns.map((column) => column.source)];
  const [first = Infinity] = orders;
  const node: SearchNode<G> = {
    first,
    visit(given, trial) {
      const sets: Uint32Array[] = [];
      const values: number[] = [];
      const bounds: IntervalColumn<G>[] = [];
      let isClean = true;
      for (const end of ends) {
        const value = usable(end.source, given);
        if (typeof value !== "number") {
          isClean &&= value !== undefined;
          // Of another kind: the condition itself decides. Nothing usable: only those that ask nothing of it may hold.
          if (value !== undefined) continue;
        }
        const number = typeof value === "number" ? value : Number.NaN;
        sets.push(end.below.upTo(number), end.above.upTo(-number));
        values.push(number);
        bounds.push(end);
      }
      const lies = (place: number): boolean => {
        for (let column = 0; column < bounds.length; column += 1) {
          const bound = bounds[column];
          const value = values[column] ?? Number.NaN;
          const from = bound?.from[place] ?? 0;
          const to = bound?.to[place] ?? 0;
          if (!(value >= from && value <= to) && !(from === -Infinity && to === Infinity)) return false;
        }
        return true;
      };
      search: for (let word = 0; word < words; word += 1) {
        let bits = -1;
        for (let set = 0; set < sets.length; set += 1) bits &= sets[set]?.[word] ?? 0;
        while (bits !== 0) {
          const place = word * 32 + (31 - Math.clz32(bits & -bits));
          bits &= bits - 1;
          const order = orders[place];
          if (order === undefined || order > trial.last) break search;
          if (lies(place)) trial.offer(order, given);
        }
      }
      if (isClean && guards.length === 0) return;
      const dirty = dirtyOf(watched, given);
      if (dirty !== undefined) trial.suspect(orders, dirty, given);
    },
    near(given, trial) {
      node.visit(given, trial);
      for (const order of orders.slice(0, fewBeside)) trial.offer(order, given);
    },
  };
  return node;
}

/** So many entries share a set of bits. */
const step = 32;

interface Sorted {
  /** The set of entries whose end is at most `value`, and up to `step` more; those without an end are always in it. */
  upTo(value: number): Uint32Array;
}

const startsOf = (from: Float64Array, words: number): Sorted => sortedEnds(from, words);

/** Ends from above are starts from below, turned around. */
function endsOf(to: Float64Array, words: number): Sorted {
  return sortedEnds(
    to.map((end) => -end),
    words,
  );
}

function sortedEnds(ends: Float64Array, words: number): Sorted {
  const places = Uint32Array.from(ends.keys()).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  const sorted = Float64Array.from(places, (place) => ends[place] ?? 0);
  const sets: Uint32Array[] = [];
  const set = new Uint32Array(words);
  let free = 0;
  for (const [rank, place] of places.entries()) {
    set[place >>> 5] = (set[place >>> 5] ?? 0) | (1 << (place & 31));
    if (sorted[rank] === -Infinity) free = rank + 1;
    if ((rank + 1) % step === 0) sets.push(set.slice());
  }
  sets.push(set.slice());
  const none = new Uint32Array(words);
  const free_ = new Uint32Array(words);
  for (const place of places.subarray(0, free)) free_[place >>> 5] = (free_[place >>> 5] ?? 0) | (1 << (place & 31));
  return {
    upTo(value) {
      if (Number.isNaN(value)) return free_;
      const count = countUpTo(sorted, value);
      return count === 0 ? none : (sets[Math.ceil(count / step) - 1] ?? none);
    },
  };
}

/** How many of the sorted ends are at most `value`. */
function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
