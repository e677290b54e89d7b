// @vitest-environment node
import { describe, expect, test } from "vitest";
import { addDays, formatClock, formatDate, formatDay, formatInstant, instantOf, startOfDay } from "./date.ts";
import { formatDuration, formatDwell, formatTook } from "./duration.ts";
import { formatMoney } from "./money.ts";
import { formatCount, formatShare } from "./number.ts";
import { pickText } from "./text.ts";

const zh = { ms: "ms", second: "秒", minute: "分", hour: "时", day: "天" };
const en = { ms: "ms", second: "s", minute: "min", hour: "h", day: "d" };
const at = Date.parse("2026-11-11T20:14:32+08:00");

describe("numbers", () => {
  test.each([
    [18_460, "18,460"],
    [-5, "\u22125"],
  ])("%d is written %s", (value, text) => expect(formatCount(value)).toBe(text));
  test("a share has a space and one decimal", () => expect(formatShare(0.0171)).toBe("1.7 %"));
});

describe("money", () => {
  test.each([
    [{ minorUnits: 128_000, currency: "CNY" }, "¥1,280.00"],
    [{ minorUnits: 5, currency: "CNY" }, "¥0.05"],
    [{ minorUnits: -86, currency: "CNY" }, "\u2212¥0.86"],
    [{ minorUnits: 1280, currency: "JPY" }, "JP¥1,280"],
    [{ minorUnits: 1_234_567, currency: "KWD" }, "1,234.567 KWD"],
    [{ minorUnits: 8_640_000, currency: "USD" }, "$86,400.00"],
    [{ minorUnits: 9_007_199_254_740_991, currency: "CNY" }, "¥90,071,992,547,409.91"],
  ])("%o is %s", (amount, text) => expect(formatMoney(amount)).toBe(text));
});

describe("lengths of time", () => {
  test.each([
    [31, "31 ms", "31 ms"],
    [38_000, "38 秒", "38 s"],
    [998_000, "16 分 38 秒", "16 min 38 s"],
    [1_800_000, "30 分", "30 min"],
    [15_120_000, "4 时 12 分", "4 h 12 min"],
    [3_900_000, "1 时 05 分", "1 h 05 min"],
    [273_600_000, "3 天 4 时", "3 d 4 h"],
  ])("%d ms is %s or %s", (ms, chinese, english) => {
    expect(formatDuration(ms, zh)).toBe(chinese);
    expect(formatDuration(ms, en)).toBe(english);
  });
  test("a list tells minutes without their seconds, and never less than nothing", () => {
    expect(formatDwell(998_000, zh)).toBe("16 分");
    expect(formatDwell(-20, zh)).toBe("0 秒");
  });
  test("a call of six seconds keeps a decimal", () => expect(formatTook(6000, zh)).toBe("6.0 秒"));
});

describe("dates are told in the business time zone", () => {
  test("as data", () => expect(formatInstant(at, "Asia/Shanghai")).toBe("2026-11-11 20:14:32"));
  test("elsewhere it is another day", () => expect(formatDay(at, "Pacific/Auckland")).toBe("2026-11-12"));
  test("midnight is 00", () =>
    expect(formatClock(Date.parse("2026-11-11T00:00:05+08:00"), "Asia/Shanghai")).toBe("00:00:05"));
  test("in sentences", () => {
    expect(formatDate(at, "Asia/Shanghai", "zh-CN")).toBe("11 月 11 日");
    expect(formatDate(at, "Asia/Shanghai", "zh-CN", true)).toBe("2026 年 11 月 11 日");
    expect(formatDate(at, "Asia/Shanghai", "en")).toBe("11 Nov");
  });
  test.each([
    ["2026-11-11", "Asia/Shanghai", "2026-11-10T16:00:00.000Z"],
    ["2026-11-11", "UTC", "2026-11-11T00:00:00.000Z"],
    // The day on which the clocks change has its own first moment.
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ])("%s begins in %s at %s", (day, zone, instant) =>
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(instant),
  );
  test("days are added across months", () => {
    expect(addDays("2026-11-30", 1)).toBe("2026-12-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  });
});

describe("authored words", () => {
  test.each([
    [{ "zh-CN": "复核", en: "Review" }, "zh-CN", "复核"],
    [{ "zh-CN": "复核" }, "en", "复核"],
    [{ "zh-TW": "覆核", en: "Review" }, "zh-CN", "覆核"],
    [{ de: "Prüfung" }, "en", "Prüfung"],
    [{ "zh-CN": "", en: "Review" }, "zh-CN", "Review"],
  ])("%o read in %s is %s", (text, language, words) => expect(pickText(text, language)).toBe(words));
});

test.each([
  ["2026-11-11T20:00", "Asia/Shanghai", "2026-11-11T12:00:00.000Z"],
  ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ["2026-07-01T00:00", "America/New_York", "2026-07-01T04:00:00.000Z"],
])("%s on a clock in %s is %s", (local, zone, utc) =>
  expect(new Date(instantOf(local, zone) ?? 0).toISOString()).toBe(utc),
);

test("no time is no instant", () => expect(instantOf("", "Asia/Shanghai")).toBeUndefined());
