/** Ranges, `between`, `in`, and unary tests: what a value is held against. */
import { inRange } from "../compare.ts";
import { comparePair, equalPair } from "../runtime/comparison.ts";
import type { Frame, Run } from "../runtime/frame.ts";
import type { CompareOperator, FeelNode, IntervalNode, Span, UnaryTestsNode } from "../syntax/feel-node.ts";
import { FeelRange, type FeelValue, fromFact, isList, kindOf } from "../values.ts";
import { doubtComparison } from "./doubts.ts";
import { fold } from "./fold.ts";
import { readBinding } from "./names.ts";
import { compileComparison } from "./operators.ts";
import { type Binding, type Compiled, constantOf, type Scope } from "./scope.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

export function compileInterval(node: IntervalNode, scope: Scope): Compiled {
  const start = scope.compile(node.start);
  const end = scope.compile(node.end);
  const included = { start: node.startIncluded, end: node.endIncluded };
  const run: Run = (frame) => makeRange({ start: start.run(frame), end: end.run(frame), included }, node, frame);
  return fold(run, [start, end], scope);
}

interface Ends {
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly included: { readonly start: boolean; readonly end: boolean };
}

/** Both ends must have an order with each other. An end without a value is open: nothing bounds the range there. */
function makeRange({ start, end, included }: Ends, span: Span, frame: Frame): FeelValue {
  if ((start === null) !== (end === null) && !(start === null ? included.start : included.end)) {
    return new FeelRange(start, end, included);
  }
  const order = comparePair({ operator: "<=", span }, start, end, frame);
  return order === null ? null : new FeelRange(start, end, included);
}

/** `> 5` where a value is expected: the test of `?` if there is one, else the range of all that passes. */
export function compileTest(node: Node<"test">, scope: Scope): Compiled {
  const operand = scope.compile(node.operand);
  const { operator } = node;
  return fold((frame) => unboundedRange(operator, operand.run(frame)), [operand], scope);
}

function unboundedRange(operator: CompareOperator, value: FeelValue): FeelValue {
  if (value === null) return null;
  const included = { start: operator !== ">", end: operator !== "<" };
  if (operator === "<" || operator === "<=") return new FeelRange(null, value, { start: false, end: included.end });
  if (operator === ">" || operator === ">=") return new FeelRange(value, null, { start: included.start, end: false });
  return operator === "=" ? new FeelRange(value, value, { start: true, end: true }) : null;
}

export function compileBetween(node: Node<"between">, scope: Scope): Compiled {
  const value = scope.compile(node.value);
  const low = scope.compile(node.low);
  const high = scope.compile(node.high);
  const run: Run = (frame) => {
    const tested = value.run(frame);
    const above = comparePair({ operator: ">=", span: node }, tested, low.run(frame), frame);
    if (above === false) return false;
    const below = comparePair({ operator: "<=", span: node }, tested, high.run(frame), frame);
    return below === false ? false : above === null ? null : below;
  };
  return { ...fold(run, [value, low, high], scope), isLogical: true };
}

/** True if one test holds. */
export function compileIn(node: Node<"in">, scope: Scope): Compiled {
  const value = scope.compile(node.value);
  const input: Binding = { slot: scope.compilation.newSlot(), path: value.path, fields: value.fields };
  const inner = scope.innerWithInput(input);
  const tests = node.tests.map((test) => {
    doubtTest(value, test, inner);
    return compileOneTest(test, inner, input);
  });
  const anyOf = runAny(tests);
  const run: Run = (frame) => {
    frame.locals[input.slot] = value.run(frame);
    return anyOf(frame);
  };
  return { run, isLogical: true };
}

/** Of the value against what a test holds it to: the operand of a sign, the ends of a range, or a literal. */
function doubtTest(value: Compiled, test: FeelNode, scope: Scope): void {
  const doubt = (operator: CompareOperator, node: FeelNode): void => {
    doubtComparison({ operator, span: node }, { left: value, right: scope.compile(node) }, scope);
  };
  if (test.kind === "test") doubt(test.operator, test.operand);
  else if (test.kind === "interval") doubt("<=", test.start);
  else if (test.kind === "number" || test.kind === "string") doubt("=", test);
}

/** A whole cell. `-` holds for everything; `not(...)` turns the result around, null stays null. */
export function compileUnaryTestsNode(node: UnaryTestsNode, scope: Scope, input: Binding): Compiled {
  if (node.wildcard) return constantOf(true);
  const anyOf = runAny(node.tests.map((test) => compileOneTest(test, scope, input)));
  if (!node.negated) return { run: anyOf, isLogical: true };
  const run: Run = (frame) => {
    const value = anyOf(frame);
    return typeof value === "boolean" ? !value : null;
  };
  return { run, isLogical: true };
}

function runAny(tests: readonly Run[]): Run {
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (frame) => {
    let result: boolean | null = false;
    for (const test of tests) {
      const value = test(frame);
      if (value === true) return true;
      if (value !== false) result = null;
    }
    return result;
  };
}

/** One alternative of a unary test, over the value in `input`. */
function compileOneTest(node: FeelNode, scope: Scope, input: Binding): Run {
  const tested = readBinding(input);
  if (node.kind === "test") {
    const sides = { left: tested, right: scope.compile(node.operand) };
    return compileComparison({ operator: node.operator, span: node }, sides, scope).run;
  }
  const uses = mentionsInput(node);
  const test = scope.compile(node);
  if (uses) return logicalOnly(test.run, node);
  const { constant } = test;
  if (constant?.value instanceof FeelRange) return runInRange(tested.run, constant.value, node);
  if (typeof constant?.value === "string" || typeof constant?.value === "number") {
    return runIsValue(tested.run, constant.value, node);
  }
  if (node.kind === "interval") return runInInterval(tested.run, test.run, node);
  return (frame) => matches(tested.run(frame), test.run(frame), { span: node, frame });
}

/** A range that cannot be made is no reason to say that the value does not lie in it. */
function runInInterval(tested: Run, interval: Run, span: Span): Run {
  return (frame) => {
    const range = interval(frame);
    return range === null ? null : matches(tested(frame), range, { span, frame });
  };
}

function logicalOnly(run: Run, span: Span): Run {
  return (frame) => {
    const value = run(frame);
    if (value === null || typeof value === "boolean") return value;
    return frame.warn("condition-not-boolean", span, { found: kindOf(value) });
  };
}

function runInRange(tested: Run, range: FeelRange, span: Span): Run {
  return (frame) => isInside(tested(frame), range, { span, frame });
}

/** The commonest cell: a text or a number that the value must be. */
function runIsValue(tested: Run, expected: string | number, span: Span): Run {
  return (frame) => {
    const value = tested(frame);
    return typeof value === typeof expected ? value === expected : matches(value, expected, { span, frame });
  };
}

interface Place {
  readonly span: Span;
  readonly frame: Frame;
}

/** A list means any of its elements, a range what lies in it, all else itself; a true or false cell is its own answer. */
function matches(tested: FeelValue, expected: FeelValue, place: Place): boolean | null {
  if (expected instanceof FeelRange && !(tested instanceof FeelRange)) return isInside(tested, expected, place);
  if (isList(expected)) return isAnyOf(tested, expected, place);
  if (typeof expected === "boolean" && typeof tested !== "boolean" && tested !== null) return expected;
  return equalPair({ operator: "=", span: place.span }, tested, expected, place.frame);
}

function isAnyOf(tested: FeelValue, expected: readonly FeelValue[], place: Place): boolean | null {
  place.frame.charge(expected.length, place.span);
  if (isList(tested) && equalPair({ operator: "=", span: place.span }, tested, expected, place.frame) === true)
    return true;
  let result: boolean | null = false;
  for (const raw of expected) {
    const value = matches(tested, fromFact(raw), place);
    if (value === true) return true;
    if (value === null) result = null;
  }
  return result;
}

function isInside(value: FeelValue, range: FeelRange, { span, frame }: Place): boolean | null {
  const inside = inRange(value, range, frame.zone);
  if (inside !== null || (value === null && frame.warningCount > 0)) return inside;
  return frame.warn(value === null ? "null-operand" : "not-comparable", span, {
    operator: "in",
    left: kindOf(value),
    right: kindOf(range.start ?? range.end),
  });
}

/** Whether the node reads `?` of this test, not of an `in` inside of it. */
function mentionsInput(node: FeelNode): boolean {
  if (node.kind === "input") return true;
  return Object.entries(node).some(([key, part]: [string, unknown]) => key !== "tests" && mentionsInside(part));
}

function mentionsInside(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(mentionsInside);
  if (typeof part !== "object" || part === null) return false;
  // A part of a node with a kind is a node: nothing else in the union carries one but types, which read nothing.
  return "kind" in part ? mentionsInput(part as FeelNode) : Object.values(part).some(mentionsInside);
}
