/** Reads ISO 8601 / XML Schema texts into date, time, date-time and duration values. All return null on other texts. */
import { daysInMonth, isCivilDate } from "./calendar.ts";
import { type ClockZone, FeelDate, FeelDateTime, FeelTime } from "./date-values.ts";
import { type FeelDuration, makeDuration, makeMonths, negateDuration } from "./durations.ts";
import { isZone } from "./zones.ts";

const datePattern = /^(-?)([1-9]\d{4,8}|\d{4})-(\d\d)-(\d\d)$/;
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,18}))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/;
// "PT0.S" is taken too: the standard's conformance kit asks for it.
const daysPattern = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{0,18}))?S)?)?$/;
const monthsPattern = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/;

/** Longest ISO text worth looking at; longer ones are no dates. */
const maxLength = 100;

export function parseDate(text: string): FeelDate | null {
  const match = text.length > maxLength ? null : datePattern.exec(text);
  if (match === null) return null;
  const year = Number(`${match[1]}${match[2]}`);
  return makeDate(year, Number(match[3]), Number(match[4]));
}

export function makeDate(year: number, month: number, day: number): FeelDate | null {
  return isCivilDate(year, month, day) ? new FeelDate(year, month, day) : null;
}

export function parseTime(text: string): FeelTime | null {
  const match = text.length > maxLength ? null : timePattern.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const zone = parseZone(match[5]);
  if (hour > 23 || minute > 59 || second > 59 || zone === undefined) return null;
  return new FeelTime(hour * 3600 + minute * 60 + second, nanosecondsOf(match[4]), zone);
}

/** `date` alone means its midnight, as FEEL's `date and time(from)` reads it. */
export function parseDateTime(text: string): FeelDateTime | null {
  const fast = parsePlainDateTime(text);
  if (fast !== null) return fast;
  const split = text.indexOf("T");
  if (split < 0) {
    const date = parseDate(text);
    return date && new FeelDateTime(date, new FeelTime(0, 0, null));
  }
  const endOfDay = text.startsWith("24:00:00", split + 1);
  if (endOfDay) return null;
  const date = parseDate(text.slice(0, split));
  const time = parseTime(text.slice(split + 1));
  return date && time && new FeelDateTime(date, time);
}

/** `YYYY-MM-DDThh:mm:ss` with `+hh:mm`, `Z` or nothing: the form facts carry, read without a pattern. */
function parsePlainDateTime(text: string): FeelDateTime | null {
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null;
  const zone = plainZone(text);
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const valid = month >= 1 && month <= 12 && day >= 1 && hour <= 23 && minute <= 59 && second <= 59;
  if (zone === undefined || !valid || Number.isNaN(year) || !(day <= daysInMonth(year, month))) return null;
  return new FeelDateTime(new FeelDate(year, month, day), new FeelTime(hour * 3600 + minute * 60 + second, 0, zone));
}

function plainZone(text: string): number | null | undefined {
  if (text.length === 19) return null;
  if (text.length === 20 && text.charCodeAt(19) === 90) return 0;
  if (text.length !== 25 || text.charCodeAt(22) !== 58) return undefined;
  const sign = text.charCodeAt(19) === 43 ? 1 : text.charCodeAt(19) === 45 ? -1 : Number.NaN;
  const offset = sign * (twoDigits(text, 20) * 3600 + twoDigits(text, 23) * 60);
  return Math.abs(offset) <= 50_400 && twoDigits(text, 23) <= 59 ? offset + 0 : undefined;
}

/** Two ASCII digits as a number, NaN if they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Undefined if the text names no zone. */
function parseZone(text: string | undefined): ClockZone | undefined {
  if (text === undefined) return null;
  if (text === "Z" || text === "z") return 0;
  if (text.startsWith("@")) return isZone(text.slice(1)) ? text.slice(1) : undefined;
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(":").map(Number);
  const size = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || size > 50_400) return undefined;
  return text.startsWith("-") ? 0 - size : size;
}

function nanosecondsOf(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 9).padEnd(9, "0"));
}

export function parseDuration(text: string): FeelDuration | null {
  if (text.length > maxLength || !/[\d.][A-Z]$/.test(text)) return null;
  return parseMonths(text) ?? parseDaysTime(text);
}

function parseMonths(text: string): FeelDuration | null {
  const match = monthsPattern.exec(text);
  if (match === null) return null;
  const duration = makeMonths(Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0));
  return duration !== null && match[1] === "-" ? negateDuration(duration) : duration;
}

function parseDaysTime(text: string): FeelDuration | null {
  const match = daysPattern.exec(text);
  if (match === null) return null;
  const [days, hours, minutes, seconds] = [match[2], match[3], match[4], match[5]].map((part) => Number(part ?? 0));
  if (days === undefined || hours === undefined || minutes === undefined || seconds === undefined) return null;
  const duration = makeDuration(days * 86_400 + hours * 3600 + minutes * 60 + seconds, nanosecondsOf(match[6]));
  return duration !== null && match[1] === "-" ? negateDuration(duration) : duration;
}

/** What `@"..."` means: the first of date-time, date, time and duration that the text is. */
export function parseAtLiteral(text: string): FeelDate | FeelTime | FeelDateTime | FeelDuration | null {
  if (/^-?\d+-\d\d-\d\dT/.test(text)) return parseDateTime(text);
  return parseDate(text) ?? parseTime(text) ?? parseDuration(text);
}
