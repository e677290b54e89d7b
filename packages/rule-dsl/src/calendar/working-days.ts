import { daysFromCivil, weekdayOf } from "../expression/temporal/calendar.ts";
import { type BusinessCalendar, weekdays } from "../schema/calendars.ts";

/** A stretch of a day, in seconds since its local midnight. */
export interface WorkingStretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of each day, the day given by its number since 1970-01-01. */
export type WorkingDays = (day: number) => readonly WorkingStretch[];

export function workingDays({ hours, holidays = [], extraDays = [] }: BusinessCalendar): WorkingDays {
  const week = weekdays.map((weekday) => stretchesOf(hours[weekday] ?? []));
  const special = new Map<number, readonly WorkingStretch[]>(holidays.map((date) => [dayOf(date), []]));
  for (const { date, hours: own } of extraDays) special.set(dayOf(date), stretchesOf(own));
  return (day) => special.get(day) ?? week[weekdayOf(day) - 1] ?? [];
}

export function stretchesOf(ranges: readonly (readonly string[])[]): readonly WorkingStretch[] {
  return ranges
    .map(([from = "", to = ""]) => ({ from: secondsOf(from), to: secondsOf(to) }))
    .sort((left, right) => left.from - right.from);
}

function secondsOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return (hour ?? 0) * 3600 + (minute ?? 0) * 60;
}

function dayOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return daysFromCivil(year, month, day);
}
