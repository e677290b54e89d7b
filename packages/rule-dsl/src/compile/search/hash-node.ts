import { dirtyOf, fewBeside, type SearchNode } from "./node.ts";
import { isScalar, type Scalar, type Source, usable } from "./source.ts";

/** All entries of one source that ask for equality, by the value they ask for. */
export interface HashPart<G> {
  readonly source: Source<G>;
  /** What is read before the source, by any of the entries. */
  readonly guards: readonly Source<G>[];
  readonly orders: readonly number[];
  readonly byValue: ReadonlyMap<Scalar, SearchNode<G>>;
}

export function hashNode<G>({ source, guards, orders, byValue }: HashPart<G>): SearchNode<G> {
  const [first = Infinity] = orders;
  const watched = [...guards, source];
  const noGuards = guards.length === 0;
  return {
    first,
    visit(given, trial) {
      const value = usable(source, given);
      if (isScalar(value)) {
        const child = byValue.get(value);
        if (child !== undefined && child.first <= trial.last) child.visit(given, trial);
        if (noGuards) return;
      } else if (value !== undefined) {
        // A list equals no text and no number; an exact decimal may.
        for (const order of orders) trial.offer(order, given);
        return;
      }
      const dirty = dirtyOf(watched, given);
      if (dirty !== undefined) trial.suspect(orders, dirty, given);
    },
    near(given, trial) {
      const value = usable(source, given);
      const own = isScalar(value) ? byValue.get(value) : undefined;
      own?.near(given, trial);
      let beside = 0;
      for (const child of byValue.values()) {
        if (child === own) continue;
        child.visit(given, trial);
        beside += 1;
        if (beside === fewBeside) return;
      }
    },
  };
}
