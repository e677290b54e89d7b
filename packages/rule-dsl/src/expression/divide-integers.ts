/**
 * Long division of safe integers to more digits than decimal128 has, in words of seven digits: what Decimal does digit
 * by digit for numbers of any length.
 */
import type { Decimal } from "decimal.js";

const wordBase = 1e7;
const wordDigits = 7;
const maxDigits = 34;
/** Words behind the point: 34 digits, and two words of zeros before them. */
const words = 8;
/** A remainder times the base has to stay a safe integer. */
const maxDivisor = 900_000_000;

interface Words {
  readonly d: number[];
  readonly e: number;
  readonly s: number;
}

/** The quotient in Decimal's own form, rounded half even; undefined where the integers are too far apart or too large. */
export function divideIntegers(dividend: number, divisor: number): Words | undefined {
  const n = Math.abs(dividend);
  const m = Math.abs(divisor);
  if (!Number.isSafeInteger(n) || m > maxDivisor || n * wordBase * wordBase < m) return undefined;
  const whole = Math.floor(n / m);
  let rest = n - whole * m;
  if (rest < 0) return undefined; // the quotient was rounded up
  const d = wordsOf(whole);
  const wholeWords = d.length;
  for (let word = 0; word < words && rest > 0; word += 1) {
    const scaled = rest * wordBase;
    const digits = Math.floor(scaled / m);
    rest = scaled - digits * m;
    d.push(digits);
  }
  let leading = 0;
  while (d[leading] === 0) leading += 1;
  if (leading > 0) d.splice(0, leading);
  const isCarried = roundWords(d, rest > 0);
  const firstWord = wholeWords - leading - 1 + (isCarried ? 1 : 0);
  return { d, e: firstWord * wordDigits + digitsIn(d[0] ?? 0) - 1, s: dividend < 0 === divisor < 0 ? 1 : -1 };
}

/** Keeps 34 digits, half even; true if a word is added in front. `hasMore`: not all digits are there. */
function roundWords(d: number[], hasMore: boolean): boolean {
  const kept = maxDigits - digitsIn(d[0] ?? 0);
  const last = Math.ceil(kept / wordDigits);
  const word = d[last];
  if (word === undefined) {
    trim(d);
    return false;
  }
  const unit = 10 ** (last * wordDigits - kept);
  const low = Math.floor(word / unit);
  const half = (word - low * unit) * 2 + (unit === 1 ? halfOf(d[last + 1]) : 0);
  const behind = hasMore || d.length > last + (unit === 1 ? 2 : 1);
  const isUp = half > unit || (half === unit && (behind || low % 2 === 1));
  d.length = last + 1;
  d[last] = (low + (isUp ? 1 : 0)) * unit;
  const isCarried = carry(d, last);
  trim(d);
  return isCarried;
}

/** Twice what the next word is of the last digit kept: 0 below a half, 1 at it, 2 above. */
function halfOf(word = 0): number {
  const half = wordBase / 2;
  return word < half ? 0 : word === half ? 1 : 2;
}

function carry(d: number[], last: number): boolean {
  for (let at = last; d[at] === wordBase; at -= 1) {
    d[at] = 0;
    if (at === 0) {
      d.unshift(1);
      return true;
    }
    d[at - 1] = (d[at - 1] ?? 0) + 1;
  }
  return false;
}

function trim(d: number[]): void {
  while (d.length > 1 && d.at(-1) === 0) d.pop();
}

/** How many digits the words have, without the zeros at their end. */
export function digitsOf({ d }: Words): number {
  let last = d.at(-1) ?? 0;
  let digits = digitsIn(d[0] ?? 0) + (d.length - 1) * wordDigits;
  for (; last > 0 && last % 10 === 0; last /= 10) digits -= 1;
  return digits;
}

function digitsIn(word: number): number {
  let digits = 1;
  for (let limit = 10; word >= limit; limit *= 10) digits += 1;
  return digits;
}

function wordsOf(whole: number): number[] {
  if (whole < wordBase) return [whole];
  const high = Math.floor(whole / wordBase);
  return [...wordsOf(high), whole - high * wordBase];
}

/** The nearest double, or one beside it: the first three words, without the way over a text. */
export function nearDouble({ d, e, s }: Decimal): number {
  const place = wordBase ** Math.floor(e / wordDigits);
  const [first = 0, second = 0, third = 0] = d;
  return s * place * (first + (second + third / wordBase) / wordBase);
}

/** A Decimal of these words: its fields are its documented form. */
export function decimalOf(zero: Decimal, parts: Words): Decimal {
  return Object.assign(zero, parts);
}
