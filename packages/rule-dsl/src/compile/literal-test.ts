import type { Facts } from "../expression/values.ts";
import type { OperatorName } from "../schema/condition.ts";
import type { Notes } from "./notes.ts";
import { isScalar, type Scalar } from "./search/source.ts";
import type { Test } from "./test.ts";

/** A value that the quick test does not know: the operator itself must say, or there is nothing to compare. */
type Slow = (value: unknown, notes: Notes) => boolean;
type Read = (facts: Facts) => unknown;

/**
 * The commonest comparisons with a literal, which are decided for texts, numbers and truth values without a call of the
 * operator. Undefined: there is no quick test.
 */
export function quickTest(name: OperatorName, literal: unknown, read: Read, slow: Slow): Test | undefined {
  switch (name) {
    case "equal":
    case "notEqual":
      return isScalar(literal) ? equality(literal, name === "equal", read, slow) : undefined;
    case "in":
    case "notIn":
      return Array.isArray(literal) && literal.every(isScalar)
        ? membership(literal, name === "in", read, slow)
        : undefined;
    case "lessThan":
    case "lessThanInclusive":
    case "greaterThan":
    case "greaterThanInclusive":
      return typeof literal === "number" ? order(name, literal, read, slow) : undefined;
    case "contains":
    case "doesNotContain":
      return undefined;
  }
}

function equality(literal: Scalar, equal: boolean, read: Read, slow: Slow): Test {
  return (facts, notes) => {
    const value = read(facts);
    return value === literal ? equal : isScalar(value) ? !equal : slow(value, notes);
  };
}

const shortList = 8;

function membership(items: readonly Scalar[], inside: boolean, read: Read, slow: Slow): Test {
  if (items.length <= shortList) {
    return (facts, notes) => {
      const value = read(facts);
      return isScalar(value) ? items.includes(value) === inside : slow(value, notes);
    };
  }
  const set: ReadonlySet<unknown> = new Set(items);
  return (facts, notes) => {
    const value = read(facts);
    return isScalar(value) ? set.has(value) === inside : slow(value, notes);
  };
}

type OrderName = "lessThan" | "lessThanInclusive" | "greaterThan" | "greaterThanInclusive";

function order(name: OrderName, bound: number, read: Read, slow: Slow): Test {
  switch (name) {
    case "lessThan":
      return (facts, notes) => {
        const value = read(facts);
        return typeof value === "number" ? value < bound : slow(value, notes);
      };
    case "lessThanInclusive":
      return (facts, notes) => {
        const value = read(facts);
        return typeof value === "number" ? value <= bound : slow(value, notes);
      };
    case "greaterThan":
      return (facts, notes) => {
        const value = read(facts);
        return typeof value === "number" ? value > bound : slow(value, notes);
      };
    case "greaterThanInclusive":
      return (facts, notes) => {
        const value = read(facts);
        return typeof value === "number" ? value >= bound : slow(value, notes);
      };
  }
}
