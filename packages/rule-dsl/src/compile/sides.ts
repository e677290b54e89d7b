import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { FactReference } from "../schema/condition.ts";
import { comparable } from "./comparable.ts";
import type { CompileScope } from "./compile-scope.ts";
import { accessor, factPath, parsePath, rootAccessor } from "./json-path.ts";

/** One side of a comparison. */
export interface Side {
  readonly read: (facts: Facts) => unknown;
  /** Fact path, absent for a literal. */
  readonly path?: string;
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
  return scope.fetched.has(source.fact) ? { read, path, fetched: source.fact } : { read, path };
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
