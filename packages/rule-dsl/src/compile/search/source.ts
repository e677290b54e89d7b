/**
 * What the search knows of the facts: a place that many rules or rows ask about, read once where a node of the tree
 * stands for all of them.
 */
export interface Source<G> {
  /** The value as it stands. */
  readonly read: (given: G) => unknown;
  /** What is neither text, number nor truth value, ready to be compared. Undefined when it cannot be. */
  readonly ready: (value: unknown) => unknown;
}

/** Ready to be compared; undefined when there is nothing that could be: a condition on it is false and warns. */
export function usable<G>(source: Source<G>, given: G): unknown {
  const value = source.read(given);
  return isScalar(value) ? value : source.ready(value);
}

export type Scalar = string | number | boolean;

export function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What a value must be for a condition to hold; it may hold for fewer, never for more. */
export type Accepts =
  | { readonly kind: "values"; readonly values: readonly Scalar[] }
  /** Ends are taken as included: what stands on an excluded one is refused by the condition itself. */
  | { readonly kind: "interval"; readonly from: number; readonly to: number };

/** A condition that must hold for the whole to hold, and which no other member can make up for. */
export interface Key<G> {
  readonly source: Source<G>;
  readonly accepts: Accepts;
  /** What is read before this is looked at, inside its own member. */
  readonly before: readonly Source<G>[];
  /** True when `accepts` says all there is to say, so that a member that is accepted is true. */
  readonly exact: boolean;
}

/** One of the conditions that all must hold, in the order they are looked at. */
export interface Member<G> {
  readonly reads: readonly Source<G>[];
  readonly keys: readonly Key<G>[];
}

/** A rule or row: `order` is its place among those that are tried. Members end before the first that could warn by itself. */
export interface Entry<G> {
  readonly order: number;
  readonly members: readonly Member<G>[];
}

/** The hull of two, where one of them is enough. */
export function either(a: Accepts, b: Accepts): Accepts | undefined {
  if (a.kind === "values" && b.kind === "values")
    return { kind: "values", values: [...new Set([...a.values, ...b.values])] };
  if (a.kind === "interval" && b.kind === "interval")
    return { kind: "interval", from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
  return undefined;
}
