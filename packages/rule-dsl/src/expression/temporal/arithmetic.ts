/** Sums and differences of dates, times and durations (DMN 1.5, table 57). Null beyond the calendar. */
import { Decimal } from "../numbers.ts";
import { addMonths, maxYear, nanosecondsPerSecond, secondsPerDay } from "./calendar.ts";
import {
  type ClockZone,
  dateFromEpochDay,
  epochDay,
  epochSeconds,
  FeelDate,
  FeelDateTime,
  FeelTime,
  fromEpochSeconds,
  fromLocalSeconds,
  localSeconds,
  utcSecondOfDay,
} from "./date-values.ts";
import { DaysTimeDuration, type FeelDuration, makeDuration, makeMonths, YearsMonthsDuration } from "./durations.ts";

export type Point = FeelDate | FeelTime | FeelDateTime;

/** A point and a duration; null if the sum is undefined (a time and months). */
export function addToPoint(point: Point, duration: FeelDuration): Point | null {
  const sum = duration instanceof YearsMonthsDuration ? addMonthsTo(point, duration) : addSpanTo(point, duration);
  return sum === null || isWithinCalendar(sum) ? sum : null;
}

function addMonthsTo(point: Point, duration: YearsMonthsDuration): Point | null {
  if (point instanceof FeelTime) return null;
  const date = point instanceof FeelDate ? point : point.date;
  const moved = addMonths(date, duration.months);
  const sum = new FeelDate(moved.year, moved.month, moved.day);
  return point instanceof FeelDate ? sum : new FeelDateTime(sum, point.time);
}

function addSpanTo(point: Point, duration: DaysTimeDuration): Point | null {
  if (point instanceof FeelDate) {
    return dateFromEpochDay(epochDay(point) + Math.floor(duration.seconds / secondsPerDay));
  }
  const time = point instanceof FeelTime ? point : point.time;
  const nanoseconds = time.nanosecond + duration.nanoseconds;
  const carry = nanoseconds >= nanosecondsPerSecond ? 1 : 0;
  const nanosecond = nanoseconds - carry * nanosecondsPerSecond;
  const seconds = duration.seconds + carry;
  if (point instanceof FeelTime) return new FeelTime(secondOfDay(point.secondOfDay + seconds), nanosecond, point.zone);
  const { zone } = point.time;
  if (typeof zone !== "string") return fromLocalSeconds(localSeconds(point) + seconds, nanosecond, zone);
  return fromEpochSeconds(epochSeconds(point, zone) + seconds, nanosecond, { zone, defaultZone: zone });
}

function secondOfDay(seconds: number): number {
  return ((seconds % secondsPerDay) + secondsPerDay) % secondsPerDay;
}

function isWithinCalendar(point: Point): boolean {
  if (point instanceof FeelTime) return true;
  const date = point instanceof FeelDate ? point : point.date;
  return Math.abs(date.year) <= maxYear;
}

/** Whether one has a zone and the other has none, so that no span lies between them. A date stands in UTC. */
export function zonesDiffer(left: Point, right: Point): boolean {
  if (left instanceof FeelDate && right instanceof FeelDate) return false;
  return (zoneOf(left) === null) !== (zoneOf(right) === null);
}

function zoneOf(point: Point): ClockZone {
  if (point instanceof FeelDate) return 0;
  return point instanceof FeelTime ? point.zone : point.time.zone;
}

/** The span from `right` to `left`; a date counts as its midnight in UTC. Null if one is a time and the other is not. */
export function spanBetween(left: Point, right: Point): DaysTimeDuration | null {
  if (left instanceof FeelTime || right instanceof FeelTime) {
    if (!(left instanceof FeelTime && right instanceof FeelTime)) return null;
    return makeDuration(
      utcSecondOfDay(left, localZone) - utcSecondOfDay(right, localZone),
      left.nanosecond - right.nanosecond,
    );
  }
  const from = atUtcMidnight(right);
  const to = atUtcMidnight(left);
  const seconds = epochSeconds(to, localZone) - epochSeconds(from, localZone);
  return makeDuration(seconds, to.time.nanosecond - from.time.nanosecond);
}

/** Between two clocks without a zone the zone does not matter, as long as it keeps one offset. */
const localZone = "UTC";

function atUtcMidnight(value: FeelDate | FeelDateTime): FeelDateTime {
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, 0, 0)) : value;
}

export function atMidnight(value: FeelDate | FeelDateTime): FeelDateTime {
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, 0, null)) : value;
}

export function addDurations(left: FeelDuration, right: FeelDuration): FeelDuration | null {
  if (left instanceof YearsMonthsDuration) {
    return right instanceof YearsMonthsDuration ? makeMonths(left.months + right.months) : null;
  }
  if (!(right instanceof DaysTimeDuration)) return null;
  return makeDuration(left.seconds + right.seconds, left.nanoseconds + right.nanoseconds);
}

/** Rounds towards zero to whole months, or to nanoseconds. */
export function scaleDuration(duration: FeelDuration, scale: (amount: Decimal) => Decimal): FeelDuration | null {
  if (duration instanceof YearsMonthsDuration) {
    return makeMonths(scale(new Decimal(duration.months)).trunc().toNumber());
  }
  const seconds = scale(secondsOf(duration));
  if (!seconds.isFinite()) return null;
  const whole = seconds.floor();
  const nanoseconds = seconds.minus(whole).times(nanosecondsPerSecond).trunc();
  return makeDuration(whole.toNumber(), nanoseconds.toNumber());
}

/** The length of a duration: in months, or in seconds with their fraction. */
export function lengthOf(duration: FeelDuration): Decimal {
  return duration instanceof YearsMonthsDuration ? new Decimal(duration.months) : secondsOf(duration);
}

function secondsOf(duration: DaysTimeDuration): Decimal {
  return new Decimal(duration.nanoseconds).div(nanosecondsPerSecond).plus(duration.seconds);
}

/** Whole months from day to day. */
export function monthsBetween(from: FeelDate, to: FeelDate): YearsMonthsDuration | null {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  const days = to.day - from.day;
  const step = months > 0 && days < 0 ? -1 : months < 0 && days > 0 ? 1 : 0;
  return makeMonths(months + step);
}
