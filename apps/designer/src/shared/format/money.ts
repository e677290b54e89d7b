import { formatCount } from "./number.ts";

export interface Amount {
  readonly minorUnits: number;
  readonly currency: string;
}

const signs: Readonly<Record<string, string>> = { CNY: "¥", USD: "$", EUR: "€", GBP: "£", HKD: "HK$", JPY: "JP¥" };

/** How many decimals a currency has (ISO 4217), as the browser knows it. */
const decimalsOf = (currency: string): number => {
  try {
    const options = new Intl.NumberFormat("en-US", { style: "currency", currency }).resolvedOptions();
    return options.maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
};
const knownDecimals = new Map<string, number>();

function decimals(currency: string): number {
  const known = knownDecimals.get(currency) ?? decimalsOf(currency);
  knownDecimals.set(currency, known);
  return known;
}

/** `¥1,280.00`, or `12.50 XYZ` for a currency without a sign of its own. Exact: no float on the way. */
export function formatMoney({ minorUnits, currency }: Amount): string {
  const places = decimals(currency);
  const digits = String(Math.abs(minorUnits)).padStart(places + 1, "0");
  const whole = formatCount(Number(digits.slice(0, digits.length - places)));
  const number = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  const minus = minorUnits < 0 ? "\u2212" : "";
  const sign = signs[currency];
  return sign === undefined ? `${minus}${number} ${currency}` : `${minus}${sign}${number}`;
}
