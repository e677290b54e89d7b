/** Dates and times: their constructors (DMN 1.5, table 72), calendar functions (table 79) and the clock (table 83). */
import { type FeelNumber, toDouble } from "../numbers.ts";
import type { Call } from "../runtime/functions.ts";
import { atMidnight, monthsBetween } from "../temporal/arithmetic.ts";
import { daysFromCivil, daysInMonth, nanosecondsPerSecond, weekdayOf, weekOfYear } from "../temporal/calendar.ts";
import { epochDay, FeelDate, FeelDateTime, FeelTime, fromEpochSeconds } from "../temporal/date-values.ts";
import type { DaysTimeDuration } from "../temporal/durations.ts";
import { makeDate, parseDate, parseDateTime, parseTime } from "../temporal/parse-temporal.ts";
import { isZone, offsetAtInstant } from "../temporal/zones.ts";
import type { FeelValue } from "../values.ts";
import { notConverted } from "./conversion-functions.ts";
import {
  type Builtin,
  type BuiltinTable,
  builtin,
  clock,
  dated,
  integer,
  number,
  optional,
  overloaded,
  signature,
  span,
  text,
} from "./signature.ts";

export const temporalFunctions: BuiltinTable = {
  date: overloaded(
    signature([text("from")], (call, from) => dateFrom(call, from)),
    signature([dated("from")], (_call, from) => dateOf(from)),
    signature(
      [integer("year"), integer("month"), integer("day")],
      (call, year, month, day) => makeDate(year, month, day) ?? outOfRange(call),
    ),
  ),
  "date and time": overloaded(
    signature([text("from")], (call, from) => parseDateTime(from) ?? notConverted(call, from)),
    signature([dated("from")], (_call, from) => atMidnight(from)),
    signature([dated("date"), clock("time")], combine),
    signature([dated("date"), text("timezone")], inZone),
  ),
  time: overloaded(
    signature([text("from")], (call, from) => timeFrom(call, from)),
    signature([clock("from")], (_call, from) => timeOf(from)),
    signature([integer("hour"), integer("minute"), number("second"), optional(span("offset"))], makeTime),
  ),
  "years and months duration": builtin(
    [dated("from"), dated("to")],
    (call, from, to) => monthsBetween(dateOf(from), dateOf(to)) ?? outOfRange(call),
  ),
  "day of week": builtin([dated("date")], (_call, date) => weekdays[weekdayOf(epochDay(dateOf(date))) - 1] ?? null),
  "day of year": builtin([dated("date")], (_call, date) => dayOfYear(dateOf(date))),
  "last day of month": builtin([dated("date")], (_call, date) => daysInMonth(dateOf(date).year, dateOf(date).month)),
  "month of year": builtin([dated("date")], (_call, date) => months[dateOf(date).month - 1] ?? null),
  "week of year": builtin([dated("date")], (_call, date) => weekOfYear(epochDay(dateOf(date)))),
  now: reading((call) => currentTime(call)),
  today: reading((call) => currentTime(call)?.date ?? null),
};

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** A function whose result is not in its arguments. */
function reading(body: (call: Call) => FeelValue): Builtin {
  return { signatures: [signature([], body)], isPure: false };
}

/** `options.now` as the clock in the evaluation's zone shows it, with the offset that the zone has then. */
function currentTime(call: Call): FeelDateTime | null {
  const { now, zone } = call.frame;
  if (now === undefined || !Number.isFinite(now)) return call.frame.warn("no-clock", call.span);
  const seconds = Math.floor(now / 1000);
  const nanosecond = Math.floor((now - seconds * 1000) * 1_000_000);
  return fromEpochSeconds(seconds, nanosecond, { zone: offsetAtInstant(zone, seconds) ?? 0, defaultZone: zone });
}

function outOfRange(call: Call): null {
  return call.frame.warn("argument-out-of-range", call.span);
}

function dateOf(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDate ? value : value.date;
}

function dateFrom(call: Call, from: string): FeelValue {
  return parseDate(from) ?? notConverted(call, from);
}

function timeFrom(call: Call, from: string): FeelValue {
  return parseTime(from) ?? notConverted(call, from);
}

function timeOf(value: FeelTime | FeelDateTime): FeelTime {
  return value instanceof FeelTime ? value : value.time;
}

function combine(_call: Call, date: FeelDate | FeelDateTime, time: FeelTime | FeelDateTime): FeelValue {
  return new FeelDateTime(dateOf(date), timeOf(time));
}

function inZone(call: Call, value: FeelDate | FeelDateTime, zone: string): FeelValue {
  if (!isZone(zone)) return notConverted(call, zone);
  const { date, time } = atMidnight(value);
  return new FeelDateTime(date, new FeelTime(time.secondOfDay, time.nanosecond, zone));
}

function makeTime(
  call: Call,
  hour: number,
  minute: number,
  second: FeelNumber,
  offset: DaysTimeDuration | undefined,
): FeelValue {
  const whole = Math.floor(toDouble(second));
  const nanosecond = Math.round((toDouble(second) - whole) * nanosecondsPerSecond);
  const isClock = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && whole >= 0 && whole <= 59;
  const zone = offset?.seconds ?? null;
  if (!isClock || (zone !== null && Math.abs(zone) > 50_400)) return outOfRange(call);
  return new FeelTime(hour * 3600 + minute * 60 + whole, Math.min(nanosecond, nanosecondsPerSecond - 1), zone);
}

function dayOfYear(date: FeelDate): number {
  return epochDay(date) - daysFromCivil(date.year, 1, 1) + 1;
}
