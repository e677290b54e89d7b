import { type Source, usable } from "./source.ts";

/**
 * One evaluation under way. The search offers it the entries that may hold; it tries them, and knows when it is over.
 */
export interface Trial<G> {
  /** Entries after this one no longer matter. */
  readonly last: number;
  /** Tries an entry: in full, or what is left to ask of it where the search has led to it. */
  offer(order: number, given: G, found?: Found): void;
  /**
   * These entries cannot hold as far as the search can tell, but some of `dirty` (sources without a usable value) stand
   * in them, and looking at one warns: tries them in order until every such warning has been given.
   */
  suspect(orders: readonly number[], dirty: readonly Source<G>[], given: G): void;
}

/** An entry at the end of a way through the tree. */
export interface Found {
  readonly order: number;
  /** The members that are known to hold there, without a warning. */
  readonly settled: readonly number[];
  /** What the trial makes of the others, kept from one evaluation to the next. */
  rest?: unknown;
}

/**
 * A part of the tree over entries. It skips only what is false without a warning, so that trying what it offers gives
 * the answer and the warnings of trying everything.
 */
export interface SearchNode<G> {
  /** The first entry below. */
  readonly first: number;
  visit(given: G, trial: Trial<G>): void;
  /** Offers also what is missed by one value alone, a few of it where it is much: for why-not. */
  near(given: G, trial: Trial<G>): void;
}

/** So many entries or values beside the right ones are looked at for why-not. */
export const fewBeside = 20;

/** Few enough to try one after the other. */
export function scanNode<G>(entries: readonly Found[]): SearchNode<G> {
  const [only] = entries;
  const first = only?.order ?? Infinity;
  if (only !== undefined && entries.length === 1) {
    const offerOnly: SearchNode<G>["visit"] = (given, trial) => {
      trial.offer(first, given, only);
    };
    return { first, visit: offerOnly, near: offerOnly };
  }
  const offerAll: SearchNode<G>["visit"] = (given, trial) => {
    for (const entry of entries) {
      if (entry.order > trial.last) return;
      trial.offer(entry.order, given, entry);
    }
  };
  return { first, visit: offerAll, near: offerAll };
}

export function jointNode<G>(parts: readonly SearchNode<G>[]): SearchNode<G> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const sorted = parts.toSorted((a, b) => a.first - b.first);
  return {
    first: sorted[0]?.first ?? Infinity,
    visit(given, trial) {
      for (const part of sorted) {
        if (part.first > trial.last) return;
        part.visit(given, trial);
      }
    },
    near(given, trial) {
      for (const part of sorted) part.near(given, trial);
    },
  };
}

/** Which of the guards have no usable value; undefined when all have. */
export function dirtyOf<G>(guards: readonly Source<G>[], given: G): readonly Source<G>[] | undefined {
  for (let place = 0; place < guards.length; place += 1) {
    const guard = guards[place];
    if (guard !== undefined && usable(guard, given) === undefined)
      return guards.filter((each) => usable(each, given) === undefined);
  }
  return undefined;
}
