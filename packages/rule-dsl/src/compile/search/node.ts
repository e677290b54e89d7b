import { type Source, usable } from "./source.ts";

/**
 * One evaluation under way. The search offers it the entries that may hold; it tries them, and knows when it is over.
 */
export interface Trial<G> {
  /** Entries after this one no longer matter. */
  readonly last: number;
  /** Tries an entry in full. */
  offer(order: number, given: G): void;
  /** Tries the entries at the end of a way, of which some is known already. */
  offerEnd(end: WayEnd, given: G): void;
  /**
   * These entries cannot hold as far as the search can tell, but some of `dirty` (sources without a usable value) stand
   * in them, and looking at one warns: tries them in order until every such warning has been given.
   */
  suspect(orders: readonly number[], dirty: readonly Source<G>[], given: G): void;
}

/** Few entries that the search has nothing more to say about. */
export interface WayEnd {
  /** In their order; `settled` are the members that are known to hold here, without a warning. */
  readonly entries: readonly { readonly order: number; readonly settled: readonly number[] }[];
  /** What a trial has made of them, kept for the next evaluation. */
  made?: unknown;
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
export function scanNode<G>(entries: WayEnd["entries"]): SearchNode<G> {
  const end: WayEnd = { entries, made: undefined };
  const offerAll: SearchNode<G>["visit"] = (given, trial) => {
    trial.offerEnd(end, given);
  };
  return { first: entries[0]?.order ?? Infinity, visit: offerAll, near: offerAll };
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
