import type { Facts } from "../expression/values.ts";
import type { OperatorName } from "../schema/condition.ts";
import type { Notes } from "./notes.ts";
import { isScalar, type Scalar } from "./search/source.ts";
import type { OrderName, Quick, Test } from "./test.ts";

/** A value that the quick test does not know: the operator itself must say, or there is nothing to compare. */
type Slow = (value: unknown, notes: Notes) => boolean;
type See = (facts: Facts, notes: Notes) => unknown;

/** Undefined: the operator itself must be called. */
export function quickOf(name: OperatorName, literal: unknown): Quick | undefined {
  switch (name) {
    case "equal":
    case "notEqual":
      return isScalar(literal) ? { name, literal } : undefined;
    case "in":
    case "notIn":
      return Array.isArray(literal) && literal.every(isScalar) ? { name, literal } : undefined;
    case "lessThan":
    case "lessThanInclusive":
    case "greaterThan":
    case "greaterThanInclusive":
      return typeof literal === "number" ? { name, literal } : undefined;
    case "contains":
    case "doesNotContain":
      return undefined;
  }
}

export function quickTest(quick: Quick, see: See, slow: Slow): Test {
  switch (quick.name) {
    case "equal":
    case "notEqual":
      return equality(quick.literal, quick.name === "equal", see, slow);
    case "in":
    case "notIn":
      return membership(quick.literal, quick.name === "in", see, slow);
    default:
      return order(quick.name, quick.literal, see, slow);
  }
}

function equality(literal: Scalar, equal: boolean, see: See, slow: Slow): Test {
  return (facts, notes) => {
    const value = see(facts, notes);
    return value === literal ? equal : isScalar(value) ? !equal : slow(value, notes);
  };
}

/** Looked through item by item. */
export const shortList = 8;

function membership(items: readonly Scalar[], inside: boolean, see: See, slow: Slow): Test {
  if (items.length <= shortList) {
    return (facts, notes) => {
      const value = see(facts, notes);
      return isScalar(value) ? items.includes(value) === inside : slow(value, notes);
    };
  }
  const set: ReadonlySet<unknown> = new Set(items);
  return (facts, notes) => {
    const value = see(facts, notes);
    return isScalar(value) ? set.has(value) === inside : slow(value, notes);
  };
}

function order(name: OrderName, bound: number, see: See, slow: Slow): Test {
  switch (name) {
    case "lessThan":
      return (facts, notes) => {
        const value = see(facts, notes);
        return typeof value === "number" ? value < bound : slow(value, notes);
      };
    case "lessThanInclusive":
      return (facts, notes) => {
        const value = see(facts, notes);
        return typeof value === "number" ? value <= bound : slow(value, notes);
      };
    case "greaterThan":
      return (facts, notes) => {
        const value = see(facts, notes);
        return typeof value === "number" ? value > bound : slow(value, notes);
      };
    case "greaterThanInclusive":
      return (facts, notes) => {
        const value = see(facts, notes);
        return typeof value === "number" ? value >= bound : slow(value, notes);
      };
  }
}
