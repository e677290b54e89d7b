import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { FactReference } from "../schema/condition.ts";
import { comparable } from "./comparable.ts";
import type { CompileScope } from "./compile-scope.ts";
import { accessor, factPath, parsePath, rootAccessor } from "./json-path.ts";
import type { Notes } from "./notes.ts";

/** One side of a comparison. */
export interface Side {
  readonly read: (facts: Facts) => unknown;
  /** The same, read once in an evaluation however many conditions look at it. */
  readonly see: (facts: Facts, notes: Notes) => unknown;
  /** Fact path, absent for a literal. */
  readonly path?: string;
  /** The fact and the keys below it, where the path is no more than that. */
  readonly keys?: readonly string[];
  /** The fetched fact it needs, if any. */
  readonly fetched?: string;
}

/** A place in the facts; undefined when its path is not of the subset. One object for each place of a scope. */
export function factSide(source: FactReference, scope: CompileScope): Side | undefined {
  const { fact, path = "$" } = source;
  return scope.shared(`side ${fact} ${path}`, () => ({ side: makeSide(source, scope) })).side;
}

function makeSide(source: FactReference, scope: CompileScope): Side | undefined {
  const steps = parsePath(source.path ?? "$");
  if (steps === undefined) return undefined;
  const path = factPath(source.fact, steps);
  scope.read(scope.canonical(path));
  const root = rootAccessor(source.fact);
  const below = accessor(steps);
  const read = steps.length === 0 ? root : (facts: Facts) => below(root(facts));
  const see = onceEach(read, scope.takePlace());
  const keys = steps.flatMap((each) => (each === "every" ? [] : [each.key]));
  return {
    read,
    see,
    path,
    ...(keys.length === steps.length && { keys: [source.fact, ...keys] }),
    ...(scope.fetched.has(source.fact) && { fetched: source.fact }),
  };
}

/** `place` is the reader's own in the notes of an evaluation. */
function onceEach(read: Side["read"], place: number): Side["see"] {
  return (facts, notes) => {
    const seen = notes.seenOf(facts);
    const known = seen[place];
    if (known !== undefined) return known;
    const value = read(facts);
    seen[place] = value;
    return value;
  };
}

export function literalOf(value: JsonValue | FactReference, scope: CompileScope): unknown {
  return comparable(value, scope.baseCurrency);
}

export function isFactReference(value: JsonValue | FactReference): value is FactReference {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    "fact" in value &&
    typeof value.fact === "string"
  );
}
