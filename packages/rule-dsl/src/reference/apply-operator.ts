import { compareNumbers, equalNumbers, isDecimal } from "../expression/numbers.ts";

/** json-rules-engine 7's operators and decorators, read off its source one by one. Undefined: it would throw. */
export function applyOperator(text: string, left: unknown, right: unknown): boolean | undefined {
  const colon = text.indexOf(":");
  if (colon >= 0) return decorated(text.slice(0, colon), text.slice(colon + 1), left, right);
  switch (text) {
    case "equal":
      return identical(left, right);
    case "notEqual":
      return !identical(left, right);
    case "in":
      return foundIn(left, right);
    case "notIn":
      return negated(foundIn(left, right));
    case "contains":
      return Array.isArray(left) ? left.some((item) => identical(item, right)) : false;
    case "doesNotContain":
      return Array.isArray(left) ? !left.some((item) => identical(item, right)) : false;
    case "lessThan":
      return inOrder(left, right, (order) => order < 0);
    case "lessThanInclusive":
      return inOrder(left, right, (order) => order <= 0);
    case "greaterThan":
      return inOrder(left, right, (order) => order > 0);
    case "greaterThanInclusive":
      return inOrder(left, right, (order) => order >= 0);
    default:
      return undefined;
  }
}

export function isKnownOperator(text: string): boolean {
  const parts = text.split(":");
  const last = parts.at(-1) ?? "";
  const plain = [
    "equal",
    "notEqual",
    "in",
    "notIn",
    "contains",
    "doesNotContain",
    "lessThan",
    "lessThanInclusive",
    "greaterThan",
    "greaterThanInclusive",
  ];
  const decorators = ["someFact", "someValue", "everyFact", "everyValue", "swap", "not"];
  return plain.includes(last) && parts.slice(0, -1).every((part) => decorators.includes(part));
}

function decorated(decorator: string, inner: string, left: unknown, right: unknown): boolean | undefined {
  switch (decorator) {
    case "someFact":
      return Array.isArray(left)
        ? untilOne(left.map((item: unknown) => () => applyOperator(inner, item, right)))
        : false;
    case "someValue":
      return Array.isArray(right)
        ? untilOne(right.map((item: unknown) => () => applyOperator(inner, left, item)))
        : undefined;
    case "everyFact":
      return Array.isArray(left)
        ? negated(untilOne(left.map((item: unknown) => () => negated(applyOperator(inner, item, right)))))
        : false;
    case "everyValue":
      return Array.isArray(right)
        ? negated(untilOne(right.map((item: unknown) => () => negated(applyOperator(inner, left, item)))))
        : undefined;
    case "swap":
      return applyOperator(inner, right, left);
    case "not":
      return negated(applyOperator(inner, left, right));
    default:
      return undefined;
  }
}

function untilOne(tests: readonly (() => boolean | undefined)[]): boolean | undefined {
  for (const test of tests) {
    const answer = test();
    if (answer === undefined) return undefined;
    if (answer) return true;
  }
  return false;
}

function negated(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

/** `right.indexOf(left)`, which lists and texts have. */
function foundIn(left: unknown, right: unknown): boolean | undefined {
  if (Array.isArray(right)) return right.some((item) => identical(item, left));
  if (typeof right !== "string") return undefined;
  try {
    return right.includes(String(left));
  } catch {
    return false;
  }
}

function identical(left: unknown, right: unknown): boolean {
  if (isDecimal(left) || isDecimal(right)) {
    const bothNumbers =
      (isDecimal(left) || typeof left === "number") && (isDecimal(right) || typeof right === "number");
    return bothNumbers && equalNumbers(left, right);
  }
  return left === right;
}

/** Its numbers are what `Number.parseFloat` can read; the two are then compared as JavaScript does. */
function inOrder(left: unknown, right: unknown, accepts: (order: number) => boolean): boolean {
  if (isDecimal(left) || isDecimal(right)) {
    const bothNumbers =
      (isDecimal(left) || typeof left === "number") && (isDecimal(right) || typeof right === "number");
    return bothNumbers && accepts(compareNumbers(left, right));
  }
  try {
    if (Number.isNaN(Number.parseFloat(left as string))) return false; // as json-rules-engine calls it, on any value
    const [a, b] = [left as number, right as number]; // JavaScript's order of any two values is what is meant
    return accepts(a < b ? -1 : a > b ? 1 : a <= b ? 0 : Number.NaN);
  } catch {
    return false;
  }
}
