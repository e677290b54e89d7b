import type { Facts } from "../expression/values.ts";
import type { TracedValue } from "../explain/trace.ts";
import type { JsonValue } from "../schema/common.ts";
import type { FactReference } from "../schema/condition.ts";
import { comparable } from "./comparable.ts";
import type { CompileScope } from "./compile-scope.ts";
import { accessor, factPath, parsePath, rootAccessor } from "./json-path.ts";
import type { Notes } from "./notes.ts";

type Look<T> = (facts: Facts, notes: Notes) => T;

/** One side of a comparison. */
export interface Side {
  readonly read: (facts: Facts) => unknown;
  /** The same, read once in an evaluation however many conditions look at it. */
  readonly see: Look<unknown>;
  /** Absent for a literal. */
  readonly fact?: FactPlace;
}

export interface FactPlace {
  readonly path: string;
  /** The fact and the keys below it, where there is no more to it than that. */
  readonly keys?: readonly string[];
  /** Where notes keep what has been read of it; undefined where it is read anew each time. */
  readonly place?: number;
  /** The fetched fact it needs, if any. */
  readonly fetched?: string;
  /** What a trace keeps of it, one object for all conditions that look at it. */
  readonly show: Look<TracedValue>;
}

export interface FactSide extends Side {
  readonly fact: FactPlace;
}

/** A place in the facts; undefined when its path is not of the subset. One object for each place of a scope. */
export function factSide(source: FactReference, scope: CompileScope): FactSide | undefined {
  const { fact, path = "$" } = source;
  return scope.shared(`side ${fact} ${path}`, () => ({ side: makeSide(source, scope) })).side;
}

function makeSide(source: FactReference, scope: CompileScope): FactSide | undefined {
  const steps = parsePath(source.path ?? "$");
  if (steps === undefined) return undefined;
  const path = factPath(source.fact, steps);
  scope.read(scope.canonical(path));
  const root = rootAccessor(source.fact);
  const below = accessor(steps);
  const read = steps.length === 0 ? root : (facts: Facts) => below(root(facts));
  const shown = scope.tracing(path);
  const keys = steps.flatMap((each) => (each === "every" ? [] : [each.key]));
  // A list of finds is a new one at each look, so that it equals no other: lists are compared by identity.
  const place = keys.length === steps.length ? scope.takePlace() : undefined;
  const see = place === undefined ? read : onceEach(read, place);
  const fact = {
    path,
    show: onceEach((facts, notes) => shown(see(facts, notes)), scope.takePlace()),
    ...(place !== undefined && { place, keys: [source.fact, ...keys] }),
    ...(scope.fetched.has(source.fact) && { fetched: source.fact }),
  };
  return { read, see, fact };
}

/** Looks once in an evaluation. `place` is its own in the notes. */
function onceEach<T>(look: Look<T>, place: number): Look<T> {
  return (facts, notes) => {
    const seen = notes.seenOf(facts);
    const known = seen[place] as T | undefined; // as kept below, by nobody else
    if (known !== undefined) return known;
    const value = look(facts, notes);
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
