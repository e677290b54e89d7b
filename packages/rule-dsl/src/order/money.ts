import type { Money } from "../schema/common.ts";
import type { OrderLineInput } from "../schema/order.ts";
import { minorUnitDigits } from "./currencies.ts";

/** `amount` with `digits` decimals, exactly: (128000, 2) is "1280.00". */
export function decimalText(amount: number, digits: number): string {
  const sign = amount < 0 ? "-" : "";
  const all = String(Math.abs(amount)).padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/**
 * What a line costs in minor units of its currency: its own total when it states one (S20), else quantity times unit
 * price, a half rounded to even. Undefined when that is more than a number can hold exactly.
 */
export function lineTotal(line: OrderLineInput): Money | undefined {
  if (line.total !== undefined) return line.total;
  const { minorUnits, currency, scale } = line.unitPrice;
  const digits = minorUnitDigits(currency);
  const plain = line.quantity * minorUnits;
  if ((scale ?? digits) === digits && Number.isSafeInteger(plain)) return { minorUnits: plain, currency };
  return exact(rescaled(BigInt(line.quantity) * BigInt(minorUnits), scale ?? digits, digits), currency);
}

/** The sum of amounts of one currency; undefined when it cannot be held exactly. */
export function sumOf(amounts: readonly Money[], currency: string): Money | undefined {
  const plain = amounts.reduce((sum, one) => sum + one.minorUnits, 0);
  if (amounts.every((one) => one.minorUnits >= 0) && Number.isSafeInteger(plain))
    return { minorUnits: plain, currency };
  return exact(
    amounts.reduce((sum, one) => sum + BigInt(one.minorUnits), 0n),
    currency,
  );
}

function exact(minorUnits: bigint, currency: string): Money | undefined {
  const amount = Number(minorUnits);
  return Number.isSafeInteger(amount) ? { minorUnits: amount, currency } : undefined;
}

function rescaled(amount: bigint, from: number, to: number): bigint {
  if (from <= to) return amount * 10n ** BigInt(to - from);
  return dividedHalfEven(amount, 10n ** BigInt(from - to));
}

function dividedHalfEven(amount: bigint, by: bigint): bigint {
  const quotient = amount / by;
  const twice = 2n * (amount % by);
  const distance = twice < 0n ? -twice : twice;
  const away = distance > by || (distance === by && quotient % 2n !== 0n);
  return away ? quotient + (amount < 0n ? -1n : 1n) : quotient;
}
