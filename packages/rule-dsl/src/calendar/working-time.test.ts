import { expect, test } from "vitest";
import type { BusinessCalendar } from "../schema/calendars.ts";
import { validate } from "../schema/validate.ts";
import { CalendarTable } from "../schema/calendars.ts";
import { calendarProblems } from "./calendar-problems.ts";
import { workingTime } from "./working-time.ts";

const HOUR = 3_600_000;
const nineToSix = [["09:00", "18:00"]];
const office: BusinessCalendar = {
  id: "office",
  name: { en: "Office" },
  timeZone: "Asia/Shanghai",
  hours: { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix },
};
const split = [
  ["13:30", "18:00"],
  ["09:00", "12:00"],
];
const sundayNight: Partial<BusinessCalendar> = {
  timeZone: "America/New_York",
  hours: { sun: [["00:00", "24:00"]] },
};

const golden: Partial<BusinessCalendar> = {
  holidays: ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"],
  extraDays: [{ date: "2026-10-10", hours: [["10:00", "12:00"]] }],
};

// 2026-11-11 is a Wednesday.
test.each<[string, Partial<BusinessCalendar>, string, number, string]>([
  ["within the day", {}, "2026-11-11T10:00:00+08:00", 4, "2026-11-11T14:00:00+08:00"],
  ["to the end of the day is due that day", {}, "2026-11-11T14:00:00+08:00", 4, "2026-11-11T18:00:00+08:00"],
  ["over the night", {}, "2026-11-11T17:00:00+08:00", 4, "2026-11-12T12:00:00+08:00"],
  ["from before work begins", {}, "2026-11-11T07:00:00+08:00", 4, "2026-11-11T13:00:00+08:00"],
  ["over the weekend", {}, "2026-11-13T17:00:00+08:00", 2, "2026-11-16T10:00:00+08:00"],
  ["from a day off", {}, "2026-11-14T11:00:00+08:00", 2, "2026-11-16T11:00:00+08:00"],
  ["not at all", {}, "2026-11-14T11:00:00+08:00", 0, "2026-11-14T11:00:00+08:00"],
  ["over the lunch hour", { hours: { wed: split } }, "2026-11-11T11:00:00+08:00", 2, "2026-11-11T14:30:00+08:00"],
  ["over holidays, to a day worked for one", golden, "2026-09-30T17:00:00+08:00", 20, "2026-10-10T11:00:00+08:00"],
  ["a weekday's own short hours", golden, "2026-10-09T17:00:00+08:00", 4, "2026-10-12T10:00:00+08:00"],
  [
    "a day worked goes before a holiday",
    { holidays: ["2026-11-14"], extraDays: [{ date: "2026-11-14", hours: nineToSix }] },
    "2026-11-13T17:00:00+08:00",
    2,
    "2026-11-14T10:00:00+08:00",
  ],
  ["a day of 23 hours", sundayNight, "2026-03-08T00:00:00-05:00", 23, "2026-03-09T00:00:00-04:00"],
  ["a day of 25 hours", sundayNight, "2026-11-01T00:00:00-04:00", 25, "2026-11-02T00:00:00-05:00"],
])("%s", (_what, more, from, hours, to) => {
  const counted = workingTime({ ...office, ...more }, "UTC")(Date.parse(from), hours * HOUR);
  expect(counted && new Date(counted).toISOString()).toBe(new Date(to).toISOString());
});

test("the organisation's zone counts where the calendar names none", () => {
  const { timeZone: _own, ...anywhere } = office;
  const from = Date.parse("2026-11-11T17:00:00Z");
  expect(workingTime(anywhere, "UTC")(from, 2 * HOUR)).toBe(Date.parse("2026-11-12T10:00:00Z"));
});

test("what is a century off is never due, and found so at once", () => {
  expect(workingTime(office, "UTC")(0, Number.MAX_SAFE_INTEGER)).toBeUndefined();
});

test.each<[string, Partial<BusinessCalendar>, readonly string[]]>([
  ["is fine", {}, []],
  ["has no hours", { hours: { mon: [] } }, ["calendar-without-hours /calendars/0/hours"]],
  ["ends before it begins", { hours: { mon: [["18:00", "09:00"]] } }, ["calendar-hours /calendars/0/hours/mon"]],
  [
    "overlaps",
    { extraDays: [{ date: "2026-10-10", hours: [...nineToSix, ["12:00", "13:00"]] }] },
    ["calendar-hours /calendars/0/extraDays/0/hours"],
  ],
  ["has a day that is none", { holidays: ["2026-02-30"] }, ["no-such-day /calendars/0/holidays/0"]],
  ["is nowhere", { timeZone: "Asia/Nowhere" }, ["unknown-zone /calendars/0/timeZone"]],
])("a calendar that %s", (_what, more, expected) => {
  const table = { calendars: [{ ...office, ...more }] };
  expect(validate(CalendarTable, table)).toEqual([]);
  expect(calendarProblems(table).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(expected);
});

test("an id is one calendar's", () => {
  const found = calendarProblems({ calendars: [office, office] });
  expect(found.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(["duplicate-id /calendars/1/id"]);
});
