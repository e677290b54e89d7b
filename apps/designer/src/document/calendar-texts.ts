import type { BusinessCalendar, CalendarTable } from "@orderloom/rule-dsl";

/*
 * Hours and dates as people type and paste them. What cannot be read is kept as it was typed, so that the check of the table says where it is
 * wrong, and nothing that was typed is lost.
 */

type Hours = readonly (readonly string[])[];
type ExtraDays = NonNullable<BusinessCalendar["extraDays"]>;

/** `09:00-12:00, 13:30-18:00` */
export function hoursText(hours: Hours): string {
  return hours.map((range) => range.join("-")).join(", ");
}

/** Ranges parted by commas, semicolons or spaces: `9-18`, `9:00 - 18:00`, `09:00–12:00，13:30～18:00`. */
export function readHours(text: string): string[][] {
  const ranges = text.replace(/\s*[-–—~～至]\s*/g, "-").split(/[\s,，;；、]+/);
  return ranges.filter((range) => range !== "").map((range) => range.split("-").map(readTime));
}

function readTime(text: string): string {
  const parts = /^(\d{1,2})(?:[:：](\d{2}))?$/.exec(text);
  return parts ? `${(parts[1] ?? "").padStart(2, "0")}:${parts[2] ?? "00"}` : text;
}

/** `2026-10-01` of `2026/10/1`, `2026.10.1` and `2026年10月1日`. */
function readDate(text: string): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return parts ? [parts[1], parts[2]?.padStart(2, "0"), parts[3]?.padStart(2, "0")].join("-") : text;
}

export function datesText(dates: readonly string[]): string {
  return dates.join("\n");
}

/** As many dates as are pasted, in the order of the year, each once. */
export function readDates(text: string): string[] {
  const dates = text.split(/[\s,，;；、]+/).filter((date) => date !== "");
  return [...new Set(dates.map(readDate))].sort();
}

export function extraDaysText(days: ExtraDays): string {
  return days.map(({ date, hours }) => `${date} ${hoursText(hours)}`.trim()).join("\n");
}

/** A day a line: its date, and its hours where they are others than `usual`. */
export function readExtraDays(text: string, usual: Hours): ExtraDays {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines
    .map((line) => {
      const [, date = "", rest = ""] = /^\s*(\S+)\s*(.*)$/.exec(line) ?? [];
      const own = readHours(rest);
      return { date: readDate(date), hours: own.length > 0 ? own : usual.map((range) => [...range]) };
    })
    .sort((one, other) => one.date.localeCompare(other.date));
}

/** A calendar more, with the hours of an office and an id that no other has. */
export function addCalendar({ calendars }: CalendarTable, name: BusinessCalendar["name"]): CalendarTable {
  const taken = new Set(calendars.map(({ id }) => id));
  let number = calendars.length + 1;
  while (taken.has(`calendar-${String(number)}`)) number += 1;
  const day = [["09:00", "18:00"]];
  const hours = { mon: day, tue: day, wed: day, thu: day, fri: day };
  return { calendars: [...calendars, { id: `calendar-${String(number)}`, name, hours }] };
}

export function changeCalendar({ calendars }: CalendarTable, changed: BusinessCalendar): CalendarTable {
  return { calendars: calendars.map((one) => (one.id === changed.id ? changed : one)) };
}

export function removeCalendar({ calendars }: CalendarTable, id: string): CalendarTable {
  return { calendars: calendars.filter((one) => one.id !== id) };
}
