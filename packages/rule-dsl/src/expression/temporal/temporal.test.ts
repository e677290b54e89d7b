import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateFeel, type FeelRow } from "../testing/evaluate-feel.ts";
import { civilFromDays, daysFromCivil, isCivilDate } from "./calendar.ts";

const tables: Readonly<Record<string, readonly FeelRow[]>> = {
  constructors: [
    ['date("2026-02-28")', "2026-02-28"],
    ['date("2026-02-29")', null],
    ["date(2028, 2, 29)", "2028-02-29"],
    ['date(date and time("2026-11-11T20:00:00Z"))', "2026-11-11"],
    ['time("23:59:00.123+08:00")', "23:59:00.123+08:00"],
    ['time("24:00:00")', null],
    ["time(14, 30, 0)", "14:30:00"],
    ['time(14, 30, 1.5, duration("PT8H"))', "14:30:01.5+08:00"],
    ['date and time("2026-11-11T20:14:31@Asia/Shanghai")', "2026-11-11T20:14:31@Asia/Shanghai"],
    ['date and time("2026-11-11T20:14:31@Moon/Base")', null],
    ['date and time(date("2026-11-11"), time("08:00:00"))', "2026-11-11T08:00:00"],
    ['date and time("2026-11-11")', "2026-11-11T00:00:00"],
    ['duration("P1DT2H3M4.5S")', "P1DT2H3M4.5S"],
    ['duration("PT36H")', "P1DT12H"],
    ['duration("-P14M")', "-P1Y2M"],
    ['duration("P1Y1D")', null],
    ['duration("P")', null],
    ['years and months duration(@"2026-01-31", @"2027-03-30")', "P1Y1M"],
    ['years and months duration(from: @"2027-03-30", to: @"2026-01-31")', "-P1Y1M"],
    ['date("-0044-03-15").year', -44],
  ],
  arithmetic: [
    ['@"2026-01-31" + @"P1M"', "2026-02-28"],
    ['@"2026-03-01" - @"P1D"', "2026-02-28"],
    ['@"2026-03-01" - @"2026-02-01"', "P28D"],
    ['@"2026-11-11T20:00:00+08:00" + @"PT5H"', "2026-11-12T01:00:00+08:00"],
    ['@"2026-11-11T20:00:00+08:00" - @"2026-11-11T12:00:00Z"', "PT0S"],
    ['@"2026-11-11T20:00:00" - @"2026-11-11T12:00:00Z"', null],
    ['@"2026-11-11" - @"2026-11-10T23:30:00Z"', "PT30M"],
    ['@"2026-11-11" - @"2026-11-11T08:00:00+08:00"', "PT0S"],
    ['@"2026-11-11" - @"2026-11-11T08:00:00"', null],
    ['@"10:00:00" - @"10:00:00Z"', null],
    ['@"2026-03-29T01:30:00@Europe/Berlin" + @"PT1H"', "2026-03-29T03:30:00@Europe/Berlin"],
    ['@"2026-03-28T02:30:00@Europe/Berlin" + @"P1D"', "2026-03-29T03:30:00@Europe/Berlin"],
    ['@"23:30:00" + @"PT1H"', "00:30:00"],
    ['@"10:00:00" - @"09:30:00"', "PT30M"],
    ['@"P1D" + @"PT12H"', "P1DT12H"],
    ['@"PT1H" * 1.5', "PT1H30M"],
    ['2 * @"P1M"', "P2M"],
    ['@"P1D" / 4', "PT6H"],
    ['@"P1D" / @"PT6H"', 4],
    ['-@"PT0.5S"', "-PT0.5S"],
    ['-@"PT0.5S" + @"PT1S"', "PT0.5S"],
    ['@"P1D" + @"P1M"', null],
    ['@"10:00:00" + @"P1M"', null],
    ['@"999999999-12-31" + @"P1D"', null],
  ],
  comparison: [
    ['@"2026-11-11" < @"2026-11-12"', true],
    ['@"2026-11-11T20:00:00+08:00" = @"2026-11-11T12:00:00Z"', true],
    ['@"2026-11-11T20:00:00@Asia/Shanghai" < @"2026-11-11T12:00:01Z"', true],
    ['@"PT24H" = @"P1D"', true],
    ['@"P1Y" = @"P12M"', true],
    ['@"P1Y" < @"P400D"', null],
    ['@"2026-11-11" = @"2026-11-11T00:00:00"', null],
    ['@"2026-11-11" in [@"2026-11-01"..@"2026-11-30"]', true],
    ['"2026-11-11" < @"2026-11-12"', true],
    ['"soon" < @"2026-11-12"', null],
  ],
  parts: [
    ['@"2026-11-11".weekday', 3],
    ['@"2026-11-11T20:14:31.5+08:00".second', 31],
    ['@"2026-11-11T20:14:31+08:00".time offset', "PT8H"],
    ['@"2026-11-11T20:14:31@Asia/Shanghai".timezone', "Asia/Shanghai"],
    ['@"2026-07-01T00:00:00@Europe/Berlin".time offset', "PT2H"],
    ['@"P1DT2H".hours', 2],
    ['@"-P1DT2H".days', -1],
    ['@"P14M".months', 2],
    ['@"P14M".days', null],
  ],
  calendar: [
    ['day of week(@"2026-11-11")', "Wednesday"],
    ['day of year(@"2026-12-31")', 365],
    ['month of year(@"2026-11-11")', "November"],
    ['week of year(@"2027-01-01")', 53],
    ['week of year(@"2026-01-01")', 1],
    ['last day of month(@"2028-02-01")', 29],
  ],
  clock: [
    ["now()", "2026-11-11T20:15:00+08:00"],
    ["today()", "2026-11-11"],
    ['now() - @"PT15M" = @"2026-11-11T20:00:00+08:00"', true],
  ],
};

for (const [name, rows] of Object.entries(tables)) {
  describe(name, () => {
    it.each(rows)("%s", (text, expected) => {
      expect(evaluateFeel(text)).toEqual(expected);
    });
  });
}

describe("the calendar", () => {
  it("is JavaScript's own, day by day", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), (days) => {
        const date = new Date(days * 86_400_000);
        const civil = civilFromDays(days);
        expect(civil).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(isCivilDate(civil.year, civil.month, civil.day)).toBe(true);
        expect(daysFromCivil(civil.year, civil.month, civil.day)).toBe(days);
      }),
    );
  });

  it("another time zone than the default can be set", () => {
    const text = '@"2026-11-11T20:00:00" = @"2026-11-11T20:00:00Z"';
    expect(evaluateFeel(text, {}, { timeZone: "UTC" })).toBe(true);
    expect(evaluateFeel(text)).toBe(false);
  });
});
