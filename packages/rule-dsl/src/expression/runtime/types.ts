/**
 * Types as tests on values, for `instance of` and for the parameters of functions (DMN 1.5, 10.3.2.9). Null is of every
 * type inside lists and contexts, since it stands for what is missing, but alone only of the type Null.
 */
import type { FeelFunctionType, FeelKind, FeelType } from "../feel-type.ts";
import { FeelDate, firstMoment } from "../temporal/date-values.ts";
import { FeelFunction, FeelRange, type FeelValue, fromFact, isList, isRecord, kindOf, ownProperty } from "../values.ts";

export const anyType: FeelType = { kind: "any" };

/** Recursive types have no end. */
const maxDepth = 50;

export function isOfType(value: FeelValue, type: FeelType, depth = 0): boolean {
  if (depth > maxDepth) return false;
  switch (type.kind) {
    case "any":
      return value !== null;
    case "simple":
      return kindOf(value) === type.of && type.passes?.(value) !== false;
    case "list":
      return isList(value) && isListOf(value, type.of, depth);
    case "range":
      return value instanceof FeelRange && [value.start, value.end].every((end) => isPart(end, type.of, depth));
    case "context":
      return isRecord(value) && Object.entries(type.fields).every(([key, of]) => hasField(value, { key, of }, depth));
    case "function":
      return value instanceof FeelFunction && conforms(typeOfFunction(value), type);
  }
}

/** The type as `instance of` asks for it: the kinds and shapes of values, whichever of them are allowed. */
export function withoutLimits(type: FeelType): FeelType {
  switch (type.kind) {
    case "any":
    case "function":
      return type;
    case "simple":
      return { kind: "simple", of: type.of };
    case "list":
    case "range":
      return { kind: type.kind, of: withoutLimits(type.of) };
    case "context": {
      const fields = Object.entries(type.fields).map(([key, field]) => [key, withoutLimits(field)] as const);
      return { kind: "context", fields: Object.fromEntries(fields) };
    }
  }
}

function isPart(value: FeelValue, type: FeelType, depth: number): boolean {
  return value === null || isOfType(value, type, depth + 1);
}

/** Functions in a list are of the one type that they have in common. */
function isListOf(list: readonly FeelValue[], of: FeelType, depth: number): boolean {
  if (of.kind !== "function") return list.every((item) => isPart(fromFact(item), of, depth));
  const [first, ...others] = list.filter((item) => item instanceof FeelFunction).map(typeOfFunction);
  if (first === undefined) return list.length === 0;
  return others.length === list.length - 1 && conforms(others.reduce(common, first), of);
}

function hasField(
  value: Readonly<Record<string, FeelValue>>,
  { key, of }: { readonly key: string; readonly of: FeelType },
  depth: number,
): boolean {
  const field = ownProperty(value, key);
  return field !== undefined && isPart(fromFact(field), of, depth);
}

/** What is not declared is Any. */
function typeOfFunction({ parameters, type }: FeelFunction): FeelType {
  return type ?? { kind: "function", parameters: parameters.map(() => anyType), result: anyType };
}

/** The type of two functions that stand for each other: what differs in a parameter or the result is Any. */
function common(left: FeelType, right: FeelType): FeelType {
  if (conforms(left, right) && conforms(right, left)) return left;
  if (left.kind !== "function" || right.kind !== "function") return anyType;
  if (left.parameters.length !== right.parameters.length) return anyType;
  return {
    kind: "function",
    parameters: left.parameters.map((parameter, index) => common(parameter, right.parameters[index] ?? anyType)),
    result: common(left.result, right.result),
  };
}

/** Whether every value of `type` is one of `wider`. */
function conforms(type: FeelType, wider: FeelType, depth = 0): boolean {
  if (wider.kind === "any") return true;
  if (depth > maxDepth) return false;
  switch (type.kind) {
    case "any":
      return false;
    case "simple":
      return type.of === "null" || (wider.kind === "simple" && wider.of === type.of);
    case "list":
    case "range":
      return isSimple(wider, type.kind) || (wider.kind === type.kind && conforms(type.of, wider.of, depth + 1));
    case "context":
      return (
        isSimple(wider, "context") || (wider.kind === "context" && fieldsConform(type.fields, wider.fields, depth))
      );
    case "function":
      return isSimple(wider, "function") || (wider.kind === "function" && functionConforms(type, wider, depth));
  }
}

function isSimple(type: FeelType, kind: FeelKind): boolean {
  return type.kind === "simple" && type.of === kind;
}

type Fields = Readonly<Record<string, FeelType>>;

function fieldsConform(fields: Fields, wider: Fields, depth: number): boolean {
  return Object.entries(wider).every(([key, of]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return field !== undefined && conforms(field, of, depth + 1);
  });
}

/** A function stands for another if it takes all that the other takes, and gives nothing that the other does not. */
function functionConforms(type: FeelFunctionType, wider: FeelFunctionType, depth: number): boolean {
  return (
    type.parameters.length === wider.parameters.length &&
    wider.parameters.every((taken, index) => conforms(taken, type.parameters[index] ?? anyType, depth + 1)) &&
    conforms(type.result, wider.result, depth + 1)
  );
}

/**
 * The value as one of the type: itself, out of a list of one, in one, or a date as its first moment (DMN 1.5,
 * 10.3.2.9.4); undefined if it is none.
 */
export function coerce(value: FeelValue, type: FeelType): FeelValue | undefined {
  if (isPart(value, type, 0)) return value;
  if (isList(value) && value.length === 1) {
    const only = fromFact(value[0]);
    if (isPart(only, type, 0)) return only;
  }
  if (type.kind === "list" && !isList(value) && isPart(value, type.of, 0)) return [value];
  if (type.kind === "simple" && type.of === "date and time" && value instanceof FeelDate) return firstMoment(value);
  return undefined;
}
