import type { ConditionTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { Notes } from "./notes.ts";
import type { Scalar } from "./search/source.ts";
import type { FactSide } from "./sides.ts";

/** Undefined: it depends on a fact that is not fetched yet, which `notes` names (S15). */
export type Outcome = boolean | undefined;
export type Test = (facts: Facts, notes: Notes) => Outcome;
/** Looks at every leaf, also those that no longer matter, for why-not. `at` is where the condition stands. */
export type Tracer = (facts: Facts, notes: Notes) => ConditionTrace;

/** A condition in its forms. The tracer is made when the first trace is asked for. */
export interface CompiledTest {
  readonly test: Test;
  /** What it is made of, where that is all there is to it. */
  readonly form?: GroupForm | NotForm | LiteralForm;
  /** How many leaves stand in the way: 0 when it holds. An `any` is as near as its nearest member. */
  readonly misses: (facts: Facts, notes: Notes) => number;
  readonly tracer: (at: string) => Tracer;
}

export interface GroupForm {
  readonly kind: "all" | "any";
  /** In the order they are looked at. */
  readonly members: readonly CompiledTest[];
}

export interface NotForm {
  readonly kind: "not";
  readonly inner: CompiledTest;
}

/** A fact against a literal. `slow` decides about values that the quick comparison does not know. */
export interface LiteralForm {
  readonly kind: "literal";
  readonly side: FactSide;
  readonly quick: Quick;
  readonly slow: (value: unknown, notes: Notes) => boolean;
}

/** The commonest comparisons with a literal, which need no call of the operator for texts, numbers and truth values. */
export type Quick =
  | { readonly name: "equal" | "notEqual"; readonly literal: Scalar }
  | { readonly name: "in" | "notIn"; readonly literal: readonly Scalar[] }
  | { readonly name: OrderName; readonly literal: number };

export type OrderName = "lessThan" | "lessThanInclusive" | "greaterThan" | "greaterThanInclusive";

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
