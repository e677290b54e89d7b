import { type Decimal, Decimal as DecimalNumber, fromDecimal, isDecimal } from "../expression/numbers.ts";
import { minorUnitDigits } from "../order/currencies.ts";

/*
 * What operators compare. Money becomes an exact decimal in major units of the base currency (S20); an amount in
 * another currency has no number to compare and says so.
 */

/** An amount in another currency than the base. */
export class ForeignAmount {
  readonly currency: string;

  constructor(currency: string) {
    this.currency = currency;
  }
}

export interface MoneyValue {
  readonly minorUnits: number;
  readonly currency: string;
  /** Decimals of `minorUnits` where they are more than the currency's own (S20). */
  readonly scale?: number;
}

export function isMoney(value: unknown): value is MoneyValue {
  if (typeof value !== "object" || value === null || !("minorUnits" in value) || !("currency" in value)) return false;
  return Number.isSafeInteger(value.minorUnits) && typeof value.currency === "string";
}

/** The amount in major units: a JS number where that is exact, otherwise a Decimal. */
export function majorUnits(money: MoneyValue): number | Decimal {
  const decimals = money.scale ?? minorUnitDigits(money.currency);
  // Both operands are exact, so the division rounds to the double that the decimal text names, up to 15 digits.
  if (Math.abs(money.minorUnits) < 1e15) return money.minorUnits / 10 ** decimals;
  return fromDecimal(new DecimalNumber(money.minorUnits).div(10 ** decimals)) ?? 0;
}

/** A value as the operators take it; lists are looked through one level deep. */
export function comparable(value: unknown, baseCurrency: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isMoney(value)) return value.currency === baseCurrency ? majorUnits(value) : new ForeignAmount(value.currency);
  if (!Array.isArray(value) || !value.some(isMoney)) return value;
  const items = value.map((item: unknown) => (isMoney(item) ? comparable(item, baseCurrency) : item));
  return items.find((item) => item instanceof ForeignAmount) ?? items;
}

export function isNumeric(value: unknown): value is number | Decimal {
  return typeof value === "number" || isDecimal(value);
}
