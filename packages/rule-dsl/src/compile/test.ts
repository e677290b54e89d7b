import type { ConditionTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { Notes } from "./notes.ts";

/** Undefined: it depends on a fact that is not fetched yet, which `notes` names (S15). */
export type Outcome = boolean | undefined;
export type Test = (facts: Facts, notes: Notes) => Outcome;
/** Looks at every leaf, also those that no longer matter, for why-not. `at` is where the condition stands. */
export type Tracer = (facts: Facts) => ConditionTrace;

/** A condition in its forms. The tracer is made when the first trace is asked for. */
export interface CompiledTest {
  readonly test: Test;
  /** How many leaves stand in the way: 0 when it holds. An `any` is as near as its nearest member. */
  readonly misses: (facts: Facts, notes: Notes) => number;
  readonly tracer: (at: string) => Tracer;
}

/** The misses of a leaf. */
export function missOf(test: Test): CompiledTest["misses"] {
  return (facts, notes) => (test(facts, notes) === true ? 0 : 1);
}

/** Asks for those of `needed` that are not fetched; true when there are any. */
export function askFor(needed: readonly string[], facts: Facts, notes: Notes): boolean {
  let asked = false;
  for (const id of needed) {
    if (Object.hasOwn(facts, id) && facts[id] !== undefined) continue;
    notes.need(id);
    asked = true;
  }
  return asked;
}
