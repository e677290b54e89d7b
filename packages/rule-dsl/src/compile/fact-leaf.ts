import type { JsonValue } from "../schema/common.ts";
import type { FactLeaf, FactReference } from "../schema/condition.ts";
import { comparable, ForeignAmount } from "./comparable.ts";
import { type CompileScope, isUnfetched } from "./compile-scope.ts";
import type { EvaluationWarning } from "./evaluation.ts";
import { quickOf, quickTest } from "./literal-test.ts";
import { foreignAmount, type Notes } from "./notes.ts";
import { isOperatorName, type Operator, operatorFor } from "./operators.ts";
import { brokenTest } from "./broken-test.ts";
import { type FactSide, factSide, isFactReference, literalOf, type Side } from "./sides.ts";
import { type CompiledTest, type LiteralForm, missOf, type Outcome, type Test, type Tracer } from "./test.ts";

/** A leaf such as `{fact: "order", path: "$.channel", operator: "equal", value: "tmall"}`. */
export function compileFactLeaf(leaf: FactLeaf, scope: CompileScope): CompiledTest {
  const { fact, path = "$", operator, value } = leaf;
  return scope.shared(`leaf ${JSON.stringify([fact, path, operator, value])}`, () => makeLeaf(leaf, scope));
}

function makeLeaf(leaf: FactLeaf, scope: CompileScope): CompiledTest {
  const operator = operatorFor(leaf.operator);
  if (operator === undefined) return brokenTest(scope.warning("unknown-operator", { operator: leaf.operator }));
  const left = factSide(leaf, scope);
  const right = isFactReference(leaf.value) ? factSide(leaf.value, scope) : literalSide(leaf.value, scope);
  if (left === undefined || right === undefined)
    return brokenTest(scope.warning("bad-path", { path: leaf.path ?? "" }));
  if (leaf.value === null) return presenceTest(leaf, left, scope);
  const literal = right.fact === undefined ? right.read({}) : undefined;
  if (literal instanceof ForeignAmount) return brokenTest(foreignAmount(left.fact.path, literal, scope));
  return comparison({ left, right, operator, name: leaf.operator, scope });
}

interface Comparison {
  readonly left: FactSide;
  readonly right: Side;
  readonly operator: Operator;
  readonly name: string;
  readonly scope: CompileScope;
}

function comparison(parts: Comparison): CompiledTest {
  if (parts.right.fact !== undefined) return leafForms(parts, pairTest(parts));
  const slow = slowTest(parts);
  const literal = parts.right.read({});
  const quick = isOperatorName(parts.name) ? quickOf(parts.name, literal) : undefined;
  const { left: side } = parts;
  if (quick === undefined) return leafForms(parts, (facts, notes) => slow(side.see(facts, notes), notes));
  return { ...leafForms(parts, quickTest(quick, side.see, slow)), form: { kind: "literal", side, quick, slow } };
}

function leafForms(parts: Comparison, test: Test): CompiledTest {
  const ready = afterFetching(parts.left, parts.right, test);
  return { test: ready, misses: missOf(ready), tracer: (at) => leafTracer(parts, at, test) };
}

function literalSide(value: JsonValue | FactReference, scope: CompileScope): Side {
  const literal = literalOf(value, scope);
  return { read: () => literal, see: () => literal };
}

/** A value against a literal by the operator itself. */
function slowTest({ left, right, operator, name, scope }: Comparison): LiteralForm["slow"] {
  const literal = right.read({});
  const { path } = left.fact;
  const look = scope.shared(`look ${name} ${path}`, () => new Look(path, name, scope));
  return (value, notes) => {
    const given = look.usable(value, notes);
    return given !== undefined && look.settle(operator(given, literal), notes);
  };
}

function pairTest({ left, right, operator, name, scope }: Comparison): Test {
  const onLeft = new Look(left.fact.path, name, scope);
  const onRight = new Look(right.fact?.path ?? "", name, scope);
  return (facts, notes) => {
    const [seenRight, seenLeft] = [right.see(facts, notes), left.see(facts, notes)];
    const value = onRight.usable(seenRight, notes);
    const given = onLeft.usable(seenLeft, notes);
    if (given === undefined || value === undefined) return false;
    // A list of amounts is itself, though each look makes numbers of it.
    return onLeft.settle(operator(seenLeft === seenRight ? value : given, value), notes);
  };
}

/** How a leaf looks at a fact: what cannot be compared makes it false, with a warning that says why (S10, S20). */
class Look {
  private readonly path: string;
  private readonly operatorName: string;
  private readonly scope: CompileScope;
  private readonly missing: EvaluationWarning;

  constructor(path: string, operatorName: string, scope: CompileScope) {
    this.path = path;
    this.operatorName = operatorName;
    this.scope = scope;
    this.missing = scope.warning("missing-value", { path });
  }

  /** The value as operators take it, undefined after a warning. */
  usable(value: unknown, notes: Notes): unknown {
    if (typeof value !== "object" && value !== undefined) return value;
    const ready = value === undefined || value === null ? undefined : comparable(value, this.scope.baseCurrency);
    if (ready === undefined) notes.warn(this.missing);
    if (!(ready instanceof ForeignAmount)) return ready;
    notes.warn(foreignAmount(this.path, ready, this.scope));
    return undefined;
  }

  settle(held: Outcome, notes: Notes): boolean {
    if (held === undefined)
      notes.warn(this.scope.warning("wrong-operand", { path: this.path, operator: this.operatorName }));
    return held === true;
  }
}

/** `equal null` asks whether a value is missing, `notEqual null` whether it is there; neither warns. Every other operator is false. */
function presenceTest(leaf: FactLeaf, left: FactSide, scope: CompileScope): CompiledTest {
  const missingHolds = leaf.operator === "equal";
  const isQuestion = missingHolds || leaf.operator === "notEqual";
  if (!isQuestion) return brokenTest(scope.warning("missing-value", { path: leaf.operator }));
  const test: Test = (facts, notes) => {
    const value = left.see(facts, notes);
    return (value === undefined || value === null) === missingHolds;
  };
  const parts = { left, right: literalSide(null, scope), operator: () => undefined, name: leaf.operator, scope };
  return leafForms(parts, test);
}

function fetchedOf(left: Side, right: Side): readonly string[] {
  return [left.fact?.fetched, right.fact?.fetched].filter((id) => id !== undefined);
}

function afterFetching(left: Side, right: Side, test: Test): Test {
  const needed = fetchedOf(left, right);
  if (needed.length === 0) return test;
  return (facts, notes) => {
    const missing = needed.filter((id) => isUnfetched(facts, id));
    for (const id of missing) notes.need(id);
    return missing.length > 0 ? undefined : test(facts, notes);
  };
}

function leafTracer({ left, right }: Comparison, at: string, test: Test): Tracer {
  const { show } = left.fact;
  const showOther = right.fact?.show;
  const fetched = fetchedOf(left, right);
  return (facts, notes) => {
    if (fetched.length > 0 && fetched.some((id) => isUnfetched(facts, id))) return { at, held: false, unread: true };
    const held = test(facts, notes) === true;
    const observed = show(facts, notes);
    const value = left.see(facts, notes);
    const isMissing = value === undefined || value === null;
    if (showOther === undefined) return isMissing ? { at, held, observed, missing: true } : { at, held, observed };
    const against = showOther(facts, notes);
    return isMissing ? { at, held, observed, against, missing: true } : { at, held, observed, against };
  };
}
