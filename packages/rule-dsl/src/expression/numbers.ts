/**
 * Exact decimal numbers of 34 digits (S20, IEEE decimal128).
 *
 * A number is a JS number or a Decimal; a JS number stands for the decimal that its shortest text shows (0.1 is one
 * tenth). Results with at most 15 significant digits, and all safe integers, come back as JS numbers: such a decimal
 * and its double name each other, so plain comparison of two JS numbers is exact. All else is a Decimal.
 *
 * Fast path: both operands are scaled to integers (money has two places), the integers are computed exactly, and one
 * correctly rounded division scales back. Decimal does the rest.
 */
import { Decimal as DecimalJs } from "decimal.js";
import { decimalOf, digitsOf, divideIntegers, nearDouble } from "./divide-integers.ts";

/** decimal128: 34 digits, half even, exponents to 6144. */
export const Decimal = DecimalJs.clone({
  precision: 34,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  minE: -6176,
  maxE: 6144,
  toExpNeg: -7,
  toExpPos: 34,
});
export type Decimal = DecimalJs;

export type FeelNumber = number | Decimal;

export type RoundingMode = "half-even" | "half-up" | "half-down" | "up" | "down" | "floor" | "ceiling";

const roundingOf: Readonly<Record<RoundingMode, DecimalJs.Rounding>> = {
  "half-even": DecimalJs.ROUND_HALF_EVEN,
  "half-up": DecimalJs.ROUND_HALF_UP,
  "half-down": DecimalJs.ROUND_HALF_DOWN,
  up: DecimalJs.ROUND_UP,
  down: DecimalJs.ROUND_DOWN,
  floor: DecimalJs.ROUND_FLOOR,
  ceiling: DecimalJs.ROUND_CEIL,
};

const exactDigits = 15;
const exactLimit = 1e15;
const scales = [10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

export function isDecimal(value: unknown): value is Decimal {
  return value instanceof Decimal || DecimalJs.isDecimal(value);
}

/** The smallest power of ten that makes `value` an integer below 1e15, or 0 if none up to 10^6 does. */
function scaleOf(value: number): number {
  if (Number.isSafeInteger(value)) return 1;
  for (const scale of scales) {
    const scaled = Math.round(value * scale);
    if (Math.abs(scaled) <= exactLimit && scaled / scale === value) return scale;
  }
  return 0;
}

/** A Decimal in its one form: a JS number where that is exact, null where it is not finite. */
export function fromDecimal(value: Decimal): FeelNumber | null {
  if (!value.isFinite()) return null;
  if (value.isZero()) return 0;
  if (value.d.length > 4) return value; // words of seven digits, so at least 23
  const digits = value.precision();
  if (digits <= exactDigits && Math.abs(value.e) < 300) return value.toNumber();
  if (digits === 16 && value.isInteger() && Number.isSafeInteger(value.toNumber())) return value.toNumber();
  return value;
}

/** Reads a decimal text such as `-12.50` or `1e3`; rounds to 34 digits, null if it is no number. */
export function parseNumber(text: string): FeelNumber | null {
  if (!/^[+-]?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const plain = Number(text);
  if (Number.isSafeInteger(plain) && text.length <= exactDigits) return plain === 0 ? 0 : plain;
  return fromDecimal(new Decimal(text).toSignificantDigits(34));
}

export function add(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (Number.isSafeInteger(sum) && Number.isSafeInteger(left) && Number.isSafeInteger(right)) return sum;
    const scaled = addScaled(left, right);
    if (scaled !== null) return scaled;
  }
  return fromDecimal(left instanceof Decimal ? left.plus(right) : Decimal.add(left, right));
}

/** Adds in the smallest scale both share; null when that is not exact. */
function addScaled(left: number, right: number): number | null {
  const leftScale = scaleOf(left);
  const rightScale = scaleOf(right);
  if (leftScale === 0 || rightScale === 0) return null;
  const scale = Math.max(leftScale, rightScale);
  const scaledLeft = Math.round(left * scale);
  const scaledRight = Math.round(right * scale);
  if (Math.abs(scaledLeft) > exactLimit || Math.abs(scaledRight) > exactLimit) return null;
  const sum = scaledLeft + scaledRight;
  return Math.abs(sum) <= exactLimit ? sum / scale : null;
}

export function subtract(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  return add(left, negate(right));
}

export function negate(value: FeelNumber): FeelNumber {
  if (typeof value === "number") return value === 0 ? 0 : -value;
  return Decimal.sub(0, value);
}

export function multiply(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (typeof left === "number" && typeof right === "number") {
    const leftScale = scaleOf(left);
    const rightScale = scaleOf(right);
    if (leftScale > 0 && rightScale > 0) {
      const scaled = Math.round(left * leftScale) * Math.round(right * rightScale);
      if (Math.abs(scaled) <= exactLimit) return scaled / (leftScale * rightScale) + 0;
    }
  }
  return fromDecimal(left instanceof Decimal ? left.times(right) : Decimal.mul(left, right));
}

/** Null when `right` is zero. */
export function divide(left: FeelNumber, right: FeelNumber): FeelNumber | null {
  if (isZero(right)) return null;
  if (typeof left === "number" && typeof right === "number") {
    const leftScale = scaleOf(left);
    const rightScale = scaleOf(right);
    if (leftScale > 0 && rightScale > 0) {
      const quotient = divideScaled(
        Math.round(left * leftScale) * rightScale,
        Math.round(right * rightScale) * leftScale,
      );
      if (quotient !== null) return quotient;
    }
  }
  return fromDecimal(Decimal.div(left, right));
}

/** Null where the integers are not safe. */
function divideScaled(dividend: number, divisor: number): FeelNumber | null {
  if (!Number.isSafeInteger(dividend) || !Number.isSafeInteger(divisor)) return null;
  const quotient = dividend / divisor;
  if (Number.isSafeInteger(quotient) && quotient * divisor === dividend) return quotient + 0;
  const parts = divideIntegers(dividend, divisor);
  if (parts === undefined) return null;
  return digitsOf(parts) <= exactDigits ? quotient : decimalOf(new Decimal(0), parts);
}

/** Null where the power is not a real number or too large. */
export function power(base: FeelNumber, exponent: FeelNumber): FeelNumber | null {
  return fromDecimal(Decimal.pow(base, exponent));
}

/** FEEL's modulo: the result has the sign of the divisor (DMN 1.5, table 76). Null when the divisor is zero. */
export function modulo(dividend: FeelNumber, divisor: FeelNumber): FeelNumber | null {
  if (isZero(divisor)) return null;
  if (Number.isSafeInteger(dividend) && Number.isSafeInteger(divisor)) {
    const rest = Number(dividend) % Number(divisor);
    return rest !== 0 && rest < 0 !== Number(divisor) < 0 ? rest + Number(divisor) : rest + 0;
  }
  const quotient = Decimal.div(dividend, divisor).floor();
  return fromDecimal(Decimal.sub(dividend, Decimal.mul(quotient, divisor)));
}

/** Rounds to `places` decimal places (negative: to tens, hundreds ...). */
export function round(value: FeelNumber, places: number, mode: RoundingMode): FeelNumber | null {
  if (places >= 0) {
    const rounded = typeof value === "number" ? roundPlain(value, places, mode) : roundClear(value, places, mode);
    return rounded ?? fromDecimal(new Decimal(value).toDecimalPlaces(Math.min(places, 1e6), roundingOf[mode]));
  }
  const unit = Decimal.pow(10, -places);
  return fromDecimal(Decimal.div(value, unit).toDecimalPlaces(0, roundingOf[mode]).times(unit));
}

/** In integers of the value's own scale; null where it has none. */
function roundPlain(value: number, places: number, mode: RoundingMode): number | null {
  const scale = scaleOf(value);
  if (scale === 0) return null;
  const wanted = places < scales.length ? 10 ** places : Infinity;
  if (scale <= wanted) return value;
  const scaled = Math.round(value * scale);
  const unit = scale / wanted;
  const low = Math.floor(scaled / unit);
  return roundedUp(low, (scaled - low * unit) / unit, mode) / wanted + 0;
}

/** Of a long decimal that is clearly no half and no whole number of the places: its double tells. Else null. */
function roundClear(value: Decimal, places: number, mode: RoundingMode): number | null {
  if (places >= scales.length) return null;
  const wanted = 10 ** places;
  const scaled = nearDouble(value) * wanted;
  if (!(Math.abs(scaled) < 1e9)) return null;
  const low = Math.floor(scaled);
  const fraction = scaled - low;
  const isClear = fraction > 1e-6 && fraction < 1 - 1e-6 && Math.abs(fraction - 0.5) > 1e-6;
  return isClear ? roundedUp(low, fraction, mode) / wanted + 0 : null;
}

/** `low` or the integer above it, where the value lies `fraction` (0 to below 1) above `low`. */
function roundedUp(low: number, fraction: number, mode: RoundingMode): number {
  if (fraction === 0) return low;
  const high = low + 1;
  switch (mode) {
    case "floor":
      return low;
    case "ceiling":
      return high;
    case "up":
      return low < 0 ? low : high;
    case "down":
      return low < 0 ? high : low;
    default:
      return fraction === 0.5 ? nearestOfHalf(low, mode) : fraction < 0.5 ? low : high;
  }
}

function nearestOfHalf(low: number, mode: "half-even" | "half-up" | "half-down"): number {
  const away = low < 0 ? low : low + 1;
  if (mode === "half-even") return low % 2 === 0 ? low : low + 1;
  return mode === "half-up" ? away : low < 0 ? low + 1 : low;
}

/** Less than, equal to or greater than zero as `left` is to `right`; exact. */
export function compareNumbers(left: FeelNumber, right: FeelNumber): number {
  if (typeof left === "number" && typeof right === "number") return left < right ? -1 : left > right ? 1 : 0;
  return new Decimal(left).comparedTo(right);
}

export function equalNumbers(left: FeelNumber, right: FeelNumber): boolean {
  if (typeof left === "number" && typeof right === "number") return left === right;
  return new Decimal(left).equals(right);
}

function isZero(value: FeelNumber): boolean {
  return typeof value === "number" ? value === 0 : value.isZero();
}

/** The value as a safe integer (an index, a count, a year), or null if it is none. */
export function asSafeInteger(value: FeelNumber): number | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  const plain = value.toNumber();
  return value.isInteger() && Number.isSafeInteger(plain) ? plain : null;
}

/** The nearest double, for JSON and for charts. */
export function toDouble(value: FeelNumber): number {
  return typeof value === "number" ? value : value.toNumber();
}

/** Decimal text without exponent up to 34 digits, as FEEL's `string()` shows it. */
export function numberText(value: FeelNumber): string {
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  return new Decimal(value).toString();
}
