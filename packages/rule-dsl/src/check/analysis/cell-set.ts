/**
 * A set of cells of one axis: the first and last of each run, ascending, runs neither touching nor overlapping. All
 * that can be said of a field is said with these operations, whatever the field holds.
 */
export type CellSet = readonly number[];

export const noCells: CellSet = [];
export const runOf = (first: number, last: number): CellSet => (first > last ? noCells : [first, last]);

/** Any runs, brought into order and joined. */
export function cellSet(runs: readonly (readonly [number, number])[]): CellSet {
  const out: number[] = [];
  for (const [first, last] of runs.filter(([a, b]) => a <= b).toSorted((a, b) => a[0] - b[0])) {
    const end = out.at(-1);
    if (end !== undefined && first <= end + 1) out[out.length - 1] = Math.max(end, last);
    else out.push(first, last);
  }
  return out;
}

export function intersectionOf(a: CellSet, b: CellSet): CellSet {
  const out: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const first = Math.max(at(a, i), at(b, j));
    const last = Math.min(at(a, i + 1), at(b, j + 1));
    if (first <= last) out.push(first, last);
    if (at(a, i + 1) < at(b, j + 1)) i += 2;
    else j += 2;
  }
  return out;
}

/** What of `a` is not in `b`. */
export function differenceOf(a: CellSet, b: CellSet): CellSet {
  const out: number[] = [];
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    let first = at(a, i);
    const last = at(a, i + 1);
    while (j < b.length && at(b, j + 1) < first) j += 2;
    for (let k = j; k < b.length && at(b, k) <= last; k += 2) {
      if (at(b, k) > first) out.push(first, at(b, k) - 1);
      first = at(b, k + 1) + 1;
    }
    if (first <= last) out.push(first, last);
  }
  return out;
}

export function touches(a: CellSet, b: CellSet): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (at(a, i) <= at(b, j + 1) && at(b, j) <= at(a, i + 1)) return true;
    if (at(a, i + 1) < at(b, j + 1)) i += 2;
    else j += 2;
  }
  return false;
}

export function includes(outer: CellSet, inner: CellSet): boolean {
  let j = 0;
  for (let i = 0; i < inner.length; i += 2) {
    while (j < outer.length && at(outer, j + 1) < at(inner, i)) j += 2;
    if (j >= outer.length || at(outer, j) > at(inner, i) || at(outer, j + 1) < at(inner, i + 1)) return false;
  }
  return true;
}

export const sameCells = (a: CellSet, b: CellSet): boolean =>
  a.length === b.length && a.every((cell, index) => cell === b[index]);

/** Runs as pairs. */
export function runsOf(set: CellSet): [number, number][] {
  const runs: [number, number][] = [];
  for (let i = 0; i < set.length; i += 2) runs.push([at(set, i), at(set, i + 1)]);
  return runs;
}

/** Up to `most` cells, from the start of each run first. */
export function cellsIn(set: CellSet, most: number): readonly number[] {
  const runs = runsOf(set);
  const out: number[] = [];
  for (let depth = 0; out.length < most; depth += 1) {
    const found = runs.filter(([first, last]) => first + depth <= last).map(([first]) => first + depth);
    if (found.length === 0) break;
    out.push(...found);
  }
  return out.slice(0, most);
}

const at = (set: CellSet, index: number): number => set[index] ?? Number.NaN;
