/**
 * Dates, times and date-times as immutable values. A time or date-time may carry an offset, an IANA zone, or neither
 * (then it is local, and compared in the evaluation's default zone: XQuery's implicit time zone).
 */
import { civilFromDays, daysFromCivil, secondsPerDay } from "./calendar.ts";
import { fractionText } from "./durations.ts";
import { offsetAtInstant, offsetAtLocal } from "./zones.ts";

/** Where a clock stands: a fixed offset in seconds east of UTC, an IANA zone, or unknown (null). */
export type ClockZone = number | string | null;

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  toString(): string {
    const digits = String(Math.abs(this.year)).padStart(4, "0");
    return `${this.year < 0 ? "-" : ""}${digits}-${two(this.month)}-${two(this.day)}`;
  }
}

export class FeelTime {
  /** 0 to 86,399 */
  readonly secondOfDay: number;
  readonly nanosecond: number;
  readonly zone: ClockZone;

  constructor(secondOfDay: number, nanosecond: number, zone: ClockZone) {
    this.secondOfDay = secondOfDay;
    this.nanosecond = nanosecond;
    this.zone = zone;
  }

  toString(): string {
    const { secondOfDay } = this;
    const clock = [Math.floor(secondOfDay / 3600), Math.floor(secondOfDay / 60) % 60, secondOfDay % 60]
      .map(two)
      .join(":");
    const fraction = this.nanosecond === 0 ? "" : `.${fractionText(this.nanosecond)}`;
    return clock + fraction + zoneText(this.zone);
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`;
  }
}

/** A date stands for its first moment in UTC where a date and time is wanted. */
export function firstMoment(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date, new FeelTime(0, 0, 0));
}

function zoneText(zone: ClockZone): string {
  if (zone === null) return "";
  if (typeof zone === "string") return `@${zone}`;
  if (zone === 0) return "Z";
  const size = Math.abs(zone);
  const seconds = size % 60 === 0 ? "" : `:${two(size % 60)}`;
  return `${zone < 0 ? "-" : "+"}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Days since 1970-01-01. */
export function epochDay(date: FeelDate): number {
  return daysFromCivil(date.year, date.month, date.day);
}

export function dateFromEpochDay(days: number): FeelDate {
  const { year, month, day } = civilFromDays(days);
  return new FeelDate(year, month, day);
}

/** Seconds since 1970-01-01T00:00 on the value's own clock. */
export function localSeconds(value: FeelDateTime): number {
  return epochDay(value.date) * secondsPerDay + value.time.secondOfDay;
}

/** Seconds east of UTC at this date-time; null if it is local. */
export function offsetOf(value: FeelDateTime): number | null {
  const { zone } = value.time;
  return typeof zone === "string" ? offsetAtLocal(zone, localSeconds(value)) : zone;
}

/** The same of a time alone; one of an IANA zone has the zone's offset on the first day of 1970. */
export function timeOffset(value: FeelTime): number | null {
  return offsetOf(new FeelDateTime(new FeelDate(1970, 1, 1), value));
}

/** Seconds since the epoch; a local value is read in `defaultZone`. Zones beyond their data count as UTC. */
export function epochSeconds(value: FeelDateTime, defaultZone: string): number {
  const local = localSeconds(value);
  const { zone } = value.time;
  if (typeof zone === "number") return local - zone;
  return local - (offsetAtLocal(zone ?? defaultZone, local) ?? 0);
}

/** The date-time that clock shows `seconds` after the epoch began on it. */
export function fromLocalSeconds(seconds: number, nanosecond: number, zone: ClockZone): FeelDateTime {
  const days = Math.floor(seconds / secondsPerDay);
  return new FeelDateTime(dateFromEpochDay(days), new FeelTime(seconds - days * secondsPerDay, nanosecond, zone));
}

/** An instant as a clock in `zone` shows it; a local clock (null) is taken to stand in `defaultZone`. */
export function fromEpochSeconds(
  seconds: number,
  nanosecond: number,
  clock: { readonly zone: ClockZone; readonly defaultZone: string },
): FeelDateTime {
  const { zone } = clock;
  const offset = typeof zone === "number" ? zone : (offsetAtInstant(zone ?? clock.defaultZone, seconds) ?? 0);
  return fromLocalSeconds(seconds + offset, nanosecond, zone);
}

/** Seconds of the day in UTC of a time with a known offset; a zone counts with its offset on 1970-01-01. */
export function utcSecondOfDay(time: FeelTime, defaultZone: string): number {
  const { zone } = time;
  const offset = typeof zone === "number" ? zone : (offsetAtLocal(zone ?? defaultZone, time.secondOfDay) ?? 0);
  return time.secondOfDay - offset;
}
