import type { Facts } from "../expression/values.ts";
import type { ConditionTrace } from "../explain/trace.ts";
import type { JsonValue } from "../schema/common.ts";
import type { FactLeaf, FactReference } from "../schema/condition.ts";
import { comparable, ForeignAmount } from "./comparable.ts";
import { type CompileScope, isUnfetched } from "./compile-scope.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { accessor, factPath, parsePath, rootAccessor } from "./json-path.ts";
import { Notes } from "./notes.ts";
import { type Operator, operatorFor } from "./operators.ts";
import { brokenTest } from "./broken-test.ts";
import type { CompiledTest, Outcome, Test } from "./test.ts";

/** One side of a comparison. */
interface Side {
  readonly read: (facts: Facts) => unknown;
  /** Fact path, absent for a literal. */
  readonly path?: string;
  /** The fetched fact it needs, if any. */
  readonly fetched?: string;
}

/** A leaf such as `{fact: "order", path: "$.channel", operator: "equal", value: "tmall"}`. */
export function compileFactLeaf(leaf: FactLeaf, scope: CompileScope): CompiledTest {
  const operator = operatorFor(leaf.operator);
  if (operator === undefined) return brokenTest(scope.warning("unknown-operator", { operator: leaf.operator }));
  const left = factSide(leaf, scope);
  const right = isFactReference(leaf.value) ? factSide(leaf.value, scope) : literalSide(leaf.value, scope);
  if (left === undefined || right === undefined)
    return brokenTest(scope.warning("bad-path", { path: leaf.path ?? "" }));
  if (leaf.value === null) return presenceTest(leaf, left, scope);
  return comparison({ left, right, operator, name: leaf.operator, scope });
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

function factSide(source: FactReference, scope: CompileScope): Side | undefined {
  const steps = parsePath(source.path ?? "$");
  if (steps === undefined) return undefined;
  const path = factPath(source.fact, steps);
  scope.read(scope.canonical(path));
  const root = rootAccessor(source.fact);
  const below = accessor(steps);
  const read = steps.length === 0 ? root : (facts: Facts) => below(root(facts));
  return scope.fetched.has(source.fact) ? { read, path, fetched: source.fact } : { read, path };
}

function literalSide(value: JsonValue | FactReference, scope: CompileScope): Side {
  const literal = comparable(value, scope.baseCurrency);
  return { read: () => literal };
}

interface Comparison {
  readonly left: Side;
  readonly right: Side;
  readonly operator: Operator;
  readonly name: string;
  readonly scope: CompileScope;
}

function comparison(parts: Comparison): CompiledTest {
  const { left, right } = parts;
  const test = right.path === undefined ? literalTest(parts) : pairTest(parts);
  return {
    test: afterFetching(left, right, test),
    tracer: (at) => (facts) => traceLeaf(parts, at, facts, test),
  };
}

/** The common case: a fact against a literal. Equality with a text or a number takes no operator call. */
function literalTest({ left, right, operator, name, scope }: Comparison): Test {
  const literal = right.read({});
  const { read, path = "" } = left;
  const unusable = unusableNote(path, name, scope);
  if (name === "equal" && typeof literal !== "object") {
    return (facts, notes) => {
      const value = read(facts);
      return (
        value === literal ||
        (typeof value === "object" || value === undefined ? unusable.compare(value, literal, operator, notes) : false)
      );
    };
  }
  return (facts, notes) => {
    const value = read(facts);
    if (typeof value !== "object" && value !== undefined) return unusable.settle(operator(value, literal), notes);
    return unusable.compare(value, literal, operator, notes);
  };
}

function pairTest({ left, right, operator, name, scope }: Comparison): Test {
  const onLeft = unusableNote(left.path ?? "", name, scope);
  const onRight = unusableNote(right.path ?? "", name, scope);
  return (facts, notes) => {
    const value = onRight.usable(right.read(facts), notes);
    const given = onLeft.usable(left.read(facts), notes);
    return given === undefined || value === undefined ? false : onLeft.settle(operator(given, value), notes);
  };
}

/** What a leaf does with values that cannot be compared: it is false, and says why (S10, S20). */
interface UnusableNote {
  /** The value as operators take it, undefined after a warning. */
  readonly usable: (value: unknown, notes: Notes) => unknown;
  readonly compare: (value: unknown, other: unknown, operator: Operator, notes: Notes) => boolean;
  readonly settle: (held: Outcome, notes: Notes) => boolean;
}

function unusableNote(path: string, operatorName: string, scope: CompileScope): UnusableNote {
  const missing = scope.warning("missing-value", { path });
  const usable = (value: unknown, notes: Notes): unknown => {
    if (value === undefined || value === null) return undefinedAfter(notes, missing);
    const ready = comparable(value, scope.baseCurrency);
    if (!(ready instanceof ForeignAmount)) return ready;
    return undefinedAfter(
      notes,
      scope.warning("currency-mismatch", { path, given: ready.currency, base: scope.baseCurrency }),
    );
  };
  const settle = (held: Outcome, notes: Notes): boolean => {
    if (held === undefined) notes.warn(scope.warning("wrong-operand", { path, operator: operatorName }));
    return held === true;
  };
  const compare: UnusableNote["compare"] = (value, other, operator, notes) => {
    const ready = usable(value, notes);
    return ready !== undefined && settleOther(ready, other, operator, notes);
  };
  const settleOther: UnusableNote["compare"] = (value, other, operator, notes) => {
    if (!(other instanceof ForeignAmount)) return settle(operator(value, other), notes);
    notes.warn(scope.warning("currency-mismatch", { path, given: other.currency, base: scope.baseCurrency }));
    return false;
  };
  return { usable, compare, settle };
}

function undefinedAfter(notes: Notes, warning: EvaluationWarning): undefined {
  notes.warn(warning);
  return undefined;
}

/** `equal null` asks whether a value is missing, `notEqual null` whether it is there; neither warns. Every other operator is false. */
function presenceTest(leaf: FactLeaf, left: Side, scope: CompileScope): CompiledTest {
  const missingHolds = leaf.operator === "equal";
  const isQuestion = missingHolds || leaf.operator === "notEqual";
  if (!isQuestion) return brokenTest(scope.warning("missing-value", { path: leaf.operator }));
  const test: Test = (facts) => {
    const value = left.read(facts);
    return (value === undefined || value === null) === missingHolds;
  };
  const parts = { left, right: { read: () => null }, operator: () => undefined, name: leaf.operator, scope };
  return { test: afterFetching(left, undefined, test), tracer: (at) => (facts) => traceLeaf(parts, at, facts, test) };
}

function afterFetching(left: Side, right: Side | undefined, test: Test): Test {
  const needed = [left.fetched, right?.fetched].filter((id) => id !== undefined);
  if (needed.length === 0) return test;
  return (facts, notes) => {
    const missing = needed.filter((id) => isUnfetched(facts, id));
    for (const id of missing) notes.need(id);
    return missing.length > 0 ? undefined : test(facts, notes);
  };
}

function traceLeaf({ left, right, scope }: Comparison, at: string, facts: Facts, test: Test): ConditionTrace {
  if ([left.fetched, right.fetched].some((id) => id !== undefined && isUnfetched(facts, id)))
    return { at, held: false, unread: true };
  const { path = "" } = left;
  const value = left.read(facts);
  const seen = { at, held: test(facts, new Notes()) === true, observed: scope.traced(path, value) };
  const against = right.path === undefined ? seen : { ...seen, against: scope.traced(right.path, right.read(facts)) };
  return value === undefined || value === null ? { ...against, missing: true } : against;
}
