import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compareNumbers,
  Decimal,
  divide,
  equalNumbers,
  type FeelNumber,
  fromDecimal,
  isDecimal,
  modulo,
  multiply,
  numberText,
  parseNumber,
  round,
  subtract,
} from "./numbers.ts";

/** Decimals as orders have them: money, rates, counts, and now and then something large or long. */
const decimals = fc
  .tuple(
    fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.integer({ min: -9999, max: 9999 })),
    fc.integer({ min: 0, max: 12 }),
  )
  .map(([digits, places]) => numberOf(new Decimal(digits).div(Decimal.pow(10, places))));

function numberOf(value: Decimal): FeelNumber {
  return fromDecimal(value) ?? 0;
}

/** What 34-digit arithmetic gives, by Decimal alone. */
function same(actual: FeelNumber | null, expected: Decimal): void {
  expect(actual === null ? null : numberText(actual)).toBe(numberText(numberOf(expected)));
}

describe("arithmetic is that of 34-digit decimals, whatever path it takes", () => {
  const operations = {
    add: [add, (a: FeelNumber, b: FeelNumber) => Decimal.add(a, b)],
    subtract: [subtract, (a: FeelNumber, b: FeelNumber) => Decimal.sub(a, b)],
    multiply: [multiply, (a: FeelNumber, b: FeelNumber) => Decimal.mul(a, b)],
  } as const;
  it.each(Object.entries(operations))("%s", (_name, [fast, exact]) => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => same(fast(a, b), exact(a, b))),
      { numRuns: 2_000 },
    );
  });
  it("divide, and null by zero", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        if (new Decimal(b).isZero()) expect(divide(a, b)).toBeNull();
        else same(divide(a, b), Decimal.div(a, b));
      }),
      { numRuns: 2_000 },
    );
  });
  it("modulo has the divisor's sign: a = b * floor(a / b) + modulo(a, b)", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1 }), fc.boolean(), (a, size, isNegative) => {
        const b = isNegative ? -size : size;
        expect(modulo(a, b)).toBe(a - b * Math.floor(a / b) + 0);
      }),
    );
  });
});

describe("numbers have one form", () => {
  it("is a JS number up to 15 digits, a Decimal beyond", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        const product = multiply(a, b) ?? 0;
        const exact = new Decimal(product);
        const isSafeInteger = exact.isInteger() && exact.abs().lte(Number.MAX_SAFE_INTEGER);
        expect(isDecimal(product)).toBe(exact.precision() > 15 && !isSafeInteger);
      }),
    );
  });
  it("compares as the decimals do", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(Math.sign(compareNumbers(a, b))).toBe(new Decimal(a).comparedTo(b));
        expect(equalNumbers(a, b)).toBe(compareNumbers(a, b) === 0);
      }),
    );
  });
  it("reads back what it writes", () => {
    fc.assert(fc.property(decimals, (a) => equalNumbers(parseNumber(numberText(a)) ?? Number.NaN, a)));
  });
});

describe("examples", () => {
  it.each([
    ["0.1 + 0.2", add(0.1, 0.2), "0.3"],
    ["a cent a hundred times", Array.from({ length: 100 }).reduce<FeelNumber>((sum) => add(sum, 0.01) ?? 0, 0), "1"],
    ["1 / 3", divide(1, 3), "0.3333333333333333333333333333333333"],
    ["2^53 + 1", add(9007199254740992, 1), "9007199254740993"],
    ["0.29 * 100", multiply(0.29, 100), "29"],
    ["19.99 * 3", multiply(19.99, 3), "59.97"],
    ["round 2.5 half even", round(2.5, 0, "half-even"), "2"],
    ["round 1255 to tens, half up", round(1255, -1, "half-up"), "1260"],
    ["round -2.55 down to one place", round(-2.55, 1, "down"), "-2.5"],
    ["-0 is 0", multiply(-1, 0), "0"],
  ])("%s", (_title, value, expected) => {
    expect(value === null ? null : numberText(value)).toBe(expected);
  });
});
