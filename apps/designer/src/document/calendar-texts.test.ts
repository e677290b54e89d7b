// @vitest-environment node
import { describe, expect, test } from "vitest";
import { addCalendar, extraDaysText, hoursText, readDates, readExtraDays, readHours } from "./calendar-texts.ts";

describe("hours as they are typed", () => {
  test.each([
    ["9-18", "09:00-18:00"],
    ["9:00 – 12:00，13:30～18:00", "09:00-12:00, 13:30-18:00"],
    ["22:00-24:00", "22:00-24:00"],
    ["", ""],
    ["nine to six", "nine, to, six"],
  ])("%s", (typed, read) => {
    expect(hoursText(readHours(typed))).toBe(read);
    expect(hoursText(readHours(read))).toBe(read);
  });
});

test("many dates pasted at once are read as they are written, sorted, each once", () => {
  expect(readDates("2026/10/2 2026-10-01，2026年10月3日\n2026.10.1 soon")).toEqual([
    "2026-10-01",
    "2026-10-02",
    "2026-10-03",
    "soon",
  ]);
});

test("a day worked takes the usual hours, or those behind it", () => {
  const days = readExtraDays("2026/10/10 10-12\n2026-9-27\n", [["09:00", "18:00"]]);
  expect(extraDaysText(days)).toBe("2026-09-27 09:00-18:00\n2026-10-10 10:00-12:00");
});

test("a new calendar has an id of its own", () => {
  const name = { en: "New" };
  const two = addCalendar(addCalendar({ calendars: [] }, name), name);
  const rest = { calendars: two.calendars.slice(1) };
  expect(addCalendar(rest, name).calendars.map(({ id }) => id)).toEqual(["calendar-2", "calendar-3"]);
});
