/** The operators on values of any kind. Unlike kinds give null and the reason. */
import { add, Decimal, divide, type FeelNumber, fromDecimal, multiply, negate, power, subtract } from "../numbers.ts";
import type { ArithmeticOperator, Span } from "../syntax/feel-node.ts";
import {
  addDurations,
  addToPoint,
  lengthOf,
  type Point,
  scaleDuration,
  spanBetween,
  zonesDiffer,
} from "../temporal/arithmetic.ts";
import { FeelDate, FeelDateTime, FeelTime } from "../temporal/date-values.ts";
import { DaysTimeDuration, type FeelDuration, negateDuration, YearsMonthsDuration } from "../temporal/durations.ts";
import { type FeelValue, isNumber, kindOf } from "../values.ts";
import type { Frame } from "./frame.ts";

export interface Operation {
  readonly operator: ArithmeticOperator;
  readonly span: Span;
}

export function calculate(operation: Operation, left: FeelValue, right: FeelValue, frame: Frame): FeelValue {
  if (isNumber(left) && isNumber(right)) return calculateNumbers(operation, left, right, frame);
  if (left === null || right === null) return nullOperand(operation, frame, { left, right });
  const before = frame.warningCount;
  const result = calculateOthers(operation, left, right, frame);
  if (result !== undefined) {
    if (result !== null || frame.warningCount > before) return result;
    return frame.warn("result-out-of-range", operation.span);
  }
  return frame.warn("operand-kinds", operation.span, {
    operator: operation.operator,
    left: kindOf(left),
    right: kindOf(right),
  });
}

/** Said once: an operand that is null because something was missing has its own warning already. */
function nullOperand(operation: Operation, frame: Frame, operands: { left: FeelValue; right: FeelValue }): null {
  if (frame.warningCount > 0) return null;
  const { left, right } = operands;
  return frame.warn("null-operand", operation.span, {
    operator: operation.operator,
    left: kindOf(left),
    right: kindOf(right),
  });
}

const numberOperators: Readonly<
  Record<ArithmeticOperator, (left: FeelNumber, right: FeelNumber) => FeelNumber | null>
> = { "+": add, "-": subtract, "*": multiply, "/": divide, "**": power };

function calculateNumbers(operation: Operation, left: FeelNumber, right: FeelNumber, frame: Frame): FeelValue {
  const result = numberOperators[operation.operator](left, right);
  if (result !== null) return result;
  return frame.warn(operation.operator === "/" ? "division-by-zero" : "result-out-of-range", operation.span);
}

/** Undefined if the operator is not for these kinds; null if the result is beyond what the kind can hold. */
function calculateOthers(
  { operator, span }: Operation,
  left: FeelValue,
  right: FeelValue,
  frame: Frame,
): FeelValue | undefined {
  if (operator === "+" && typeof left === "string" && typeof right === "string") {
    frame.charge(left.length + right.length, span);
    return left + right;
  }
  if (operator === "+") return sum(left, right);
  if (operator === "-") {
    if (isPoint(left) && isPoint(right) && zonesDiffer(left, right)) return frame.warn("zones-differ", span);
    return difference(left, right);
  }
  if (operator === "*") return product(left, right);
  return operator === "/" ? quotient(left, right) : undefined;
}

function sum(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (isDuration(left)) {
    if (isDuration(right)) return kindOf(left) === kindOf(right) ? addDurations(left, right) : undefined;
    return isPoint(right) ? move(right, left) : undefined;
  }
  return isPoint(left) && isDuration(right) ? move(left, right) : undefined;
}

function difference(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (isDuration(right)) return sum(isDuration(left) || isPoint(left) ? left : null, negateDuration(right));
  if (!isPoint(left) || !isPoint(right)) return undefined;
  const mixed = left instanceof FeelTime !== right instanceof FeelTime;
  return mixed ? undefined : spanBetween(left, right);
}

function move(point: Point, duration: FeelDuration): FeelValue | undefined {
  const impossible = point instanceof FeelTime && duration instanceof YearsMonthsDuration;
  return impossible ? undefined : addToPoint(point, duration);
}

function product(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (isDuration(left) && isNumber(right)) return scaleDuration(left, (amount) => amount.times(right));
  return isNumber(left) && isDuration(right) ? product(right, left) : undefined;
}

function quotient(left: FeelValue, right: FeelValue): FeelValue | undefined {
  if (!isDuration(left)) return undefined;
  if (isNumber(right)) return scaleDuration(left, (amount) => amount.div(right));
  if (!isDuration(right) || kindOf(left) !== kindOf(right)) return undefined;
  return fromDecimal(Decimal.div(lengthOf(left), lengthOf(right)));
}

/** `-value`; durations too. */
export function negateValue(value: FeelValue, span: Span, frame: Frame): FeelValue {
  if (isNumber(value)) return negate(value);
  if (isDuration(value)) return negateDuration(value);
  if (value === null && frame.warningCount > 0) return null;
  return frame.warn(value === null ? "null-operand" : "operand-kinds", span, { operator: "-", right: kindOf(value) });
}

function isDuration(value: FeelValue): value is FeelDuration {
  return value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration;
}

function isPoint(value: FeelValue): value is Point {
  return value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;
}
