/** Equality and order of values (DMN 1.5, tables 50 to 54). Unlike kinds are neither equal nor unequal: null. */
import { compareNumbers, equalNumbers } from "./numbers.ts";
import { epochDay, epochSeconds, FeelDate, FeelDateTime, FeelTime, utcSecondOfDay } from "./temporal/date-values.ts";
import { DaysTimeDuration, type FeelDuration, YearsMonthsDuration } from "./temporal/durations.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "./temporal/parse-temporal.ts";
import {
  FeelFunction,
  type FeelList,
  FeelRange,
  type FeelRecord,
  type FeelTemporal,
  type FeelValue,
  fromFact,
  isList,
  isNumber,
  isRecord,
  keysOf,
  ownProperty,
} from "./values.ts";

/** The zone of local dates and times where the caller names none. */
export const defaultTimeZone = "Asia/Shanghai";

/** A text as long as this is as much to compare as another element. */
const longText = 256;

/** Nesting beyond this compares as null: hostile facts must not overflow the stack. */
const maxDepth = 200;

/**
 * Negative, zero or positive as `left` is before, with or after `right`; null if they have no common order. A date or
 * duration against an ISO 8601 text reads the text (facts carry texts).
 */
export function compareValues(left: FeelValue, right: FeelValue, zone: string = defaultTimeZone): number | null {
  if (typeof left === "number" && typeof right === "number") {
    return left < right ? -1 : left > right ? 1 : left === right ? 0 : null;
  }
  if (typeof left === "string") {
    if (typeof right === "string") return compareTexts(left, right);
    const read = readAs(left, right);
    return read === null ? null : compareValues(read, right, zone);
  }
  if (isNumber(left)) return isNumber(right) ? compareNumbers(left, right) : null;
  const other = typeof right === "string" ? readAs(right, left) : right;
  return isTemporal(left) && isTemporal(other) ? compareTemporals(left, other, zone) : null;
}

/** True, false, or null where the kinds differ. Null equals only null. */
export function equalValues(
  left: FeelValue,
  right: FeelValue,
  zone: string = defaultTimeZone,
  charge?: Charge,
): boolean | null {
  return equalAt(left, right, { zone, depth: 0, charge });
}

/** Pays for elements before they are compared; throws when there is nothing left to pay with. */
export type Charge = (steps: number) => void;

interface Where {
  readonly zone: string;
  readonly depth: number;
  readonly charge: Charge | undefined;
}

function equalAt(left: FeelValue, right: FeelValue, where: Where): boolean | null {
  if (left === null || right === null) return left === right;
  if (typeof left !== "object" && typeof left === typeof right) {
    if (typeof left === "string" && left.length > longText) where.charge?.(left.length / longText);
    return left === right;
  }
  if (isNumber(left) || isNumber(right)) return isNumber(left) && isNumber(right) ? equalNumbers(left, right) : null;
  if (where.depth > maxDepth) return null;
  const inner = { ...where, depth: where.depth + 1 };
  if (isList(left)) return isList(right) ? equalLists(left, right, inner) : null;
  if (isRecord(left)) return isRecord(right) ? equalRecords(left, right, inner) : null;
  if (left instanceof FeelRange) return right instanceof FeelRange ? equalRanges(left, right, inner) : null;
  if (left instanceof FeelFunction) return right instanceof FeelFunction ? left === right : null;
  if (left instanceof FeelDateTime && right instanceof FeelDateTime && isZoneAgainstOffset(left, right)) return false;
  const order = compareValues(left, right, where.zone);
  return order === null ? null : order === 0;
}

/** A date-time of a zone is never equal to one with an offset, even where they are the same instant. */
function isZoneAgainstOffset(left: FeelDateTime, right: FeelDateTime): boolean {
  const [a, b] = [left.time.zone, right.time.zone];
  return a !== null && b !== null && typeof a !== typeof b;
}

function equalLists(left: FeelList, right: FeelList, where: Where): boolean {
  if (left.length !== right.length) return false;
  where.charge?.(left.length);
  return left.every((item, index) => equalAt(fromFact(item), fromFact(right[index]), where) === true);
}

function equalRecords(left: FeelRecord, right: FeelRecord, where: Where): boolean {
  const keys = keysOf(left);
  if (keys.length !== keysOf(right).length) return false;
  where.charge?.(keys.length);
  return keys.every((key) => {
    const other = ownProperty(right, key);
    return other !== undefined && equalAt(fromFact(left[key]), fromFact(other), where) === true;
  });
}

function equalRanges(left: FeelRange, right: FeelRange, where: Where): boolean {
  return (
    left.startIncluded === right.startIncluded &&
    left.endIncluded === right.endIncluded &&
    equalAt(left.start, right.start, where) === true &&
    equalAt(left.end, right.end, where) === true
  );
}

/** True if `value` lies in the range; null if it has no order with the ends. */
export function inRange(value: FeelValue, range: FeelRange, zone: string = defaultTimeZone): boolean | null {
  const bound = range.start ?? range.end;
  const tested = typeof value === "string" && isTemporal(bound) ? readAs(value, bound) : value;
  if (tested === null) return null;
  const low = range.start === null ? 1 : compareValues(tested, range.start, zone);
  if (low === null) return null;
  const high = range.end === null ? -1 : compareValues(tested, range.end, zone);
  if (high === null) return null;
  return (range.startIncluded ? low >= 0 : low > 0) && (range.endIncluded ? high <= 0 : high < 0);
}

/** Order by code points, which is not the order of UTF-16 units beyond U+FFFF. */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above every other unit. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}

function isTemporal(value: FeelValue): value is FeelTemporal {
  return (
    value instanceof FeelDateTime ||
    value instanceof FeelDate ||
    value instanceof FeelTime ||
    value instanceof DaysTimeDuration ||
    value instanceof YearsMonthsDuration
  );
}

/** Reads a text as the kind of temporal value that `like` is. */
function readAs(text: string, like: FeelValue): FeelTemporal | null {
  if (like instanceof FeelDateTime) return parseDateTime(text);
  if (like instanceof FeelDate) return parseDate(text);
  if (like instanceof FeelTime) return parseTime(text);
  return like instanceof DaysTimeDuration || like instanceof YearsMonthsDuration ? parseDuration(text) : null;
}

function compareTemporals(left: FeelTemporal, right: FeelTemporal, zone: string): number | null {
  if (left instanceof FeelDateTime) {
    return right instanceof FeelDateTime ? compareDateTimes(left, right, zone) : null;
  }
  if (left instanceof FeelDate) return right instanceof FeelDate ? compareDates(left, right) : null;
  if (left instanceof FeelTime) return right instanceof FeelTime ? compareTimes(left, right, zone) : null;
  return compareDurations(left, right);
}

function compareDates(left: FeelDate, right: FeelDate): number {
  return epochDay(left) - epochDay(right);
}

function compareDateTimes(left: FeelDateTime, right: FeelDateTime, zone: string): number {
  const seconds = epochSeconds(left, zone) - epochSeconds(right, zone);
  return seconds === 0 ? left.time.nanosecond - right.time.nanosecond : seconds;
}

function compareTimes(left: FeelTime, right: FeelTime, zone: string): number {
  const seconds = utcSecondOfDay(left, zone) - utcSecondOfDay(right, zone);
  return seconds === 0 ? left.nanosecond - right.nanosecond : seconds;
}

function compareDurations(left: FeelDuration, right: FeelTemporal): number | null {
  if (left instanceof YearsMonthsDuration) {
    return right instanceof YearsMonthsDuration ? left.months - right.months : null;
  }
  if (!(right instanceof DaysTimeDuration)) return null;
  return left.seconds === right.seconds ? left.nanoseconds - right.nanoseconds : left.seconds - right.seconds;
}
