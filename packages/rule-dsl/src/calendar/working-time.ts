import { offsetAtInstant, offsetAtLocal } from "../expression/temporal/zones.ts";
import { secondsPerDay } from "../expression/temporal/calendar.ts";
import type { BusinessCalendar } from "../schema/calendars.ts";
import { type WorkingDays, workingDays } from "./working-days.ts";

/**
 * The instant (UTC milliseconds) at which `ms` of working time have passed since `from`; undefined where that is further off than a century.
 * What ends with a day's work is due then, not when the next day's begins.
 */
export type WorkingTime = (from: number, ms: number) => number | undefined;

/** Further than this nobody is due; it bounds the walk also where every day is a holiday. */
const MOST_DAYS = 36_525;

/** `zone` (IANA) counts where the calendar names none; it must be one there is. A change of the clocks within working hours makes them as much longer or shorter. */
export function workingTime(calendar: BusinessCalendar, zone: string): WorkingTime {
  const days = workingDays(calendar);
  const place = calendar.timeZone ?? zone;
  return (from, ms) => (ms <= 0 ? from : walk(days, place, from, ms));
}

function walk(days: WorkingDays, zone: string, from: number, ms: number): number | undefined {
  let left = ms;
  const first = localDay(zone, from);
  for (let day = first; day < first + MOST_DAYS; day++) {
    for (const stretch of days(day)) {
      const begins = Math.max(from, instantOf(zone, day, stretch.from));
      const lasts = instantOf(zone, day, stretch.to) - begins;
      if (lasts <= 0) continue;
      if (left <= lasts) return begins + left;
      left -= lasts;
    }
  }
  return undefined;
}

/** Number of the day on the local clock. */
function localDay(zone: string, at: number): number {
  const seconds = Math.floor(at / 1000);
  return Math.floor((seconds + (offsetAtInstant(zone, seconds) ?? 0)) / secondsPerDay);
}

function instantOf(zone: string, day: number, secondOfDay: number): number {
  const local = day * secondsPerDay + secondOfDay;
  return (local - (offsetAtLocal(zone, local) ?? 0)) * 1000;
}
