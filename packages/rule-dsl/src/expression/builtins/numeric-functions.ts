/** Numeric functions (DMN 1.5, table 76). */
import {
  asSafeInteger,
  Decimal,
  type FeelNumber,
  fromDecimal,
  modulo,
  negate,
  round,
  type RoundingMode,
} from "../numbers.ts";
import { negateValue } from "../runtime/arithmetic.ts";
import type { Call } from "../runtime/functions.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "../temporal/durations.ts";
import type { FeelValue } from "../values.ts";
import { type BuiltinTable, builtin, number, optional, some, whole } from "./signature.ts";

/** decimal128 has exponents from -6111 to 6176: DMN's bounds of a scale. */
const minScale = -6111;
const maxScale = 6176;

export const numericFunctions: BuiltinTable = {
  abs: builtin([some("n")], abs),
  ceiling: builtin([number("n"), optional(whole("scale"))], (call, n, scale) =>
    roundTo(call, n, scale ?? 0, "ceiling"),
  ),
  decimal: builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "half-even")),
  even: builtin([number("number")], (_call, n) => isMultipleOfTwo(n)),
  exp: builtin([number("number")], (call, n) => series(call, () => Decimal.exp(n))),
  floor: builtin([number("n"), optional(whole("scale"))], (call, n, scale) => roundTo(call, n, scale ?? 0, "floor")),
  log: builtin([number("number")], (call, n) => series(call, () => Decimal.ln(n))),
  modulo: builtin([number("dividend"), number("divisor")], (call, n, divisor) =>
    inRangeOrWarn(call, modulo(n, divisor)),
  ),
  odd: builtin([number("number")], (_call, n) => isOdd(n)),
  "round down": builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "down")),
  "round half down": builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "half-down")),
  "round half even": builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "half-even")),
  "round half up": builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "half-up")),
  "round up": builtin([number("n"), whole("scale")], (call, n, scale) => roundTo(call, n, scale, "up")),
  sqrt: builtin([number("number")], (call, n) => series(call, () => Decimal.sqrt(n))),
};

/** Steps that 34 digits of a logarithm or a root are worth. */
const stepsOfSeries = 25;

function series(call: Call, result: () => Decimal): FeelValue {
  call.frame.charge(stepsOfSeries, call.span);
  return inRangeOrWarn(call, fromDecimal(result()));
}

function inRangeOrWarn(call: Call, value: FeelValue): FeelValue {
  return value ?? call.frame.warn("argument-out-of-range", call.span);
}

function roundTo(call: Call, value: FeelNumber, scale: number, mode: RoundingMode): FeelValue {
  const isAllowed = scale >= minScale && scale <= maxScale;
  return inRangeOrWarn(call, isAllowed ? round(value, scale, mode) : null);
}

function abs(call: Call, value: FeelValue): FeelValue {
  if (typeof value === "number") return Math.abs(value);
  const isBelowZero =
    (value instanceof DaysTimeDuration && value.seconds < 0) ||
    (value instanceof YearsMonthsDuration && value.months < 0);
  if (value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration) {
    return isBelowZero ? negateValue(value, call.span, call.frame) : value;
  }
  if (value instanceof Decimal) return value.isNegative() ? negate(value) : value;
  return call.frame.warn("argument-kinds", call.span, { function: "abs" });
}

function isMultipleOfTwo(value: FeelNumber): boolean {
  const rest = modulo(value, 2);
  return rest !== null && asSafeInteger(rest) === 0;
}

function isOdd(value: FeelNumber): boolean {
  const rest = modulo(value, 2);
  return rest !== null && asSafeInteger(rest) === 1;
}
