import type { Language } from "../codes/codes.ts";
import { isMoney, majorUnits } from "../compile/comparable.ts";
import { numberText } from "../expression/numbers.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Field } from "../facts/field.ts";

export interface Formatting {
  readonly lang: Language;
  readonly baseCurrency: string;
  readonly timeZone: string;
}

/** `18,460` and `0.85`; a true minus. */
function formatNumber(value: number): string {
  const text = numberText(value);
  if (/e/i.test(text)) return text;
  const [whole = "0", fraction] = text.replace("-", "").split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 ? "−" : "") + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

const symbols: Readonly<Record<string, string>> = { CNY: "¥", USD: "US$", EUR: "€", GBP: "£", HKD: "HK$", TWD: "NT$" };

/** `¥1,280` and `¥1,280.50`: `.00` is dropped, as sentences do. `amount` is in major units. */
function formatMoney(amount: number, currency: string): string {
  const sign = amount < 0 ? "−" : "";
  const [whole = "0", fraction] = numberText(Math.abs(amount)).split(".");
  const places = fraction === undefined ? "" : `.${fraction.padEnd(2, "0")}`;
  const symbol = Object.hasOwn(symbols, currency) ? symbols[currency] : `${currency} `;
  return `${sign}${symbol ?? ""}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ",")}${places}`;
}

const units: Readonly<Record<string, readonly [string, string, string]>> = {
  day: ["天", "day", "days"],
  hour: ["小时", "hour", "hours"],
  minute: ["分钟", "minute", "minutes"],
  piece: ["件", "piece", "pieces"],
  kg: ["kg", "kg", "kg"],
};

/** A number with its unit: `3 件`, `502.5 %`, `7 days`. */
function formatQuantity(value: number, unit: string | undefined, lang: Language): string {
  const text = formatNumber(value);
  if (unit === undefined) return text;
  if (unit === "percent") return `${text} %`;
  const names = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (names === undefined) return `${text} ${unit}`;
  return `${text} ${lang === "zh-CN" ? names[0] : value === 1 ? names[1] : names[2]}`;
}

/** A value as people read it: by its listed name, with its unit, as money or as business time. */
export function formatValue(
  value: JsonValue,
  field: Pick<Field, "type" | "unit" | "values" | "usual"> | undefined,
  how: Formatting,
): string {
  const { lang } = how;
  if (value === null) return lang === "zh-CN" ? "空" : "nothing";
  if (typeof value === "boolean") return lang === "zh-CN" ? (value ? "是" : "否") : value ? "yes" : "no";
  const listed = (field?.values ?? field?.usual)?.find((each) => each.value === value);
  if (listed !== undefined) return listed.name[lang];
  if (typeof value === "number")
    return field?.type === "money" ? formatMoney(value, how.baseCurrency) : formatQuantity(value, field?.unit, lang);
  if (typeof value === "string") return isInstant(value) ? formatInstant(value, how.timeZone) : value;
  if (isMoney(value)) return formatMoney(Number(majorUnits(value)), value.currency);
  if (Array.isArray(value))
    return formatList(
      value.map((item: JsonValue) => formatValue(item, field, how)),
      lang,
    );
  return Object.entries(value)
    .map(([key, inner]: [string, JsonValue]) => `${key} ${formatValue(inner, undefined, how)}`)
    .join(lang === "zh-CN" ? "、" : ", ");
}

function formatList(items: readonly string[], lang: Language): string {
  if (items.length === 0) return lang === "zh-CN" ? "一项也没有" : "none";
  return items.join(lang === "zh-CN" ? "、" : ", ");
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
}

/** `2026-11-11 20:14:32` in the business time zone. */
function formatInstant(text: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone }).format(
    Date.parse(text),
  );
}
