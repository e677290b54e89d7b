/**
 * The operators of json-rules-engine 7 with its decorators, equal to it wherever it gives an answer.
 * Source: json-rules-engine 7.3.1, engine-default-operators.js and engine-default-operator-decorators.js.
 *
 * Both operands are comparable (comparable.ts) and present: a missing value never comes here (S10).
 */
import { compareNumbers, equalNumbers, isDecimal } from "../expression/numbers.ts";
import type { DecoratorName, OperatorName } from "../schema/condition.ts";
import { isNumeric } from "./comparable.ts";

/** Undefined: these operands cannot be compared so (json-rules-engine throws there). */
export type Operator = (left: unknown, right: unknown) => boolean | undefined;

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" && typeof right !== "object") return false;
  return (isDecimal(left) || isDecimal(right)) && isNumeric(left) && isNumeric(right) && equalNumbers(left, right);
}

function holds(list: readonly unknown[], item: unknown): boolean {
  return list.includes(item) || ((isDecimal(item) || list.some(isDecimal)) && list.some((each) => same(each, item)));
}

/** In a list, or, as json-rules-engine has it, a part of a text. */
function isIn(left: unknown, right: unknown): boolean | undefined {
  if (Array.isArray(right)) return holds(right, left);
  return typeof right === "string" ? right.includes(String(primitiveOf(left))) : undefined;
}

function negated(held: boolean | undefined): boolean | undefined {
  return held === undefined ? undefined : !held;
}

type Order = (comparison: number) => boolean;

/** json-rules-engine compares what reads as a number, by JavaScript's own order of the two values. */
function ordered(accepts: Order): Operator {
  return (left, right) => {
    if (typeof left === "number" && typeof right === "number") return accepts(left - right);
    if (isDecimal(left) || isDecimal(right))
      return isNumeric(left) && isNumeric(right) && accepts(compareNumbers(left, right));
    const text = primitiveOf(left);
    return !Number.isNaN(Number.parseFloat(String(text))) && accepts(plainOrder(text, primitiveOf(right)));
  };
}

type Primitive = string | number | boolean;

/** What JavaScript compares in place of a value: a list by its text. Never calls anything of the value's own. */
function primitiveOf(value: unknown): Primitive {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  return Array.isArray(value)
    ? value.map((item: unknown) => (item === null ? "" : primitiveOf(item))).join()
    : "[object Object]";
}

/** Two texts by their letters, everything else as numbers; NaN where there is no order, which no operator accepts. */
function plainOrder(left: Primitive, right: Primitive): number {
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  return Number(left) - Number(right);
}

const operators: Readonly<Record<OperatorName, Operator>> = {
  equal: same,
  notEqual: (left, right) => !same(left, right),
  in: isIn,
  notIn: (left, right) => negated(isIn(left, right)),
  contains: (left, right) => Array.isArray(left) && holds(left, right),
  doesNotContain: (left, right) => Array.isArray(left) && !holds(left, right),
  lessThan: ordered((order) => order < 0),
  lessThanInclusive: ordered((order) => order <= 0),
  greaterThan: ordered((order) => order > 0),
  greaterThanInclusive: ordered((order) => order >= 0),
};

const decorators: Readonly<Record<DecoratorName, (next: Operator) => Operator>> = {
  someFact: (next) => (left, right) => Array.isArray(left) && some(left, (item) => next(item, right)),
  everyFact: (next) => (left, right) => Array.isArray(left) && every(left, (item) => next(item, right)),
  someValue: (next) => (left, right) => (Array.isArray(right) ? some(right, (item) => next(left, item)) : undefined),
  everyValue: (next) => (left, right) => (Array.isArray(right) ? every(right, (item) => next(left, item)) : undefined),
  swap: (next) => (left, right) => next(right, left),
  not: (next) => (left, right) => negated(next(left, right)),
};

function some(items: readonly unknown[], test: (item: unknown) => boolean | undefined): boolean | undefined {
  for (const item of items) {
    const held = test(item);
    if (held !== false) return held;
  }
  return false;
}

function every(items: readonly unknown[], test: (item: unknown) => boolean | undefined): boolean | undefined {
  for (const item of items) {
    const held = test(item);
    if (held !== true) return held;
  }
  return true;
}

/** `everyFact:greaterThan` as its parts, outermost decorator first; undefined when a part is unknown. */
export function operatorParts(
  text: string,
): { readonly decorators: readonly DecoratorName[]; readonly name: OperatorName } | undefined {
  const parts = text.split(":");
  const name = parts.pop() ?? "";
  if (!isOperatorName(name) || !parts.every(isDecoratorName)) return undefined;
  return { decorators: parts, name };
}

export const isOperatorName = (text: string): text is OperatorName => Object.hasOwn(operators, text);
const isDecoratorName = (text: string): text is DecoratorName => Object.hasOwn(decorators, text);

/** The operator that `everyFact:greaterThan` names. */
export function operatorFor(text: string): Operator | undefined {
  if (isOperatorName(text)) return operators[text];
  const parts = operatorParts(text);
  return parts?.decorators.reduceRight<Operator>(
    (next, decorator) => decorators[decorator](next),
    operators[parts.name],
  );
}
