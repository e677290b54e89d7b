/** The fields that dates, times, durations and ranges have (DMN 1.5, tables 64 and 65). */
import { weekdayOf } from "../temporal/calendar.ts";
import { epochDay, FeelDate, FeelDateTime, FeelTime, offsetOf } from "../temporal/date-values.ts";
import { DaysTimeDuration, durationParts, isNegative, YearsMonthsDuration } from "../temporal/durations.ts";
import { FeelRange, type FeelValue } from "../values.ts";

type Property<T> = (value: T) => FeelValue;
type Properties<T> = ReadonlyMap<string, Property<T>>;

const dateProperties: Properties<FeelDate> = new Map<string, Property<FeelDate>>([
  ["year", (date) => date.year],
  ["month", (date) => date.month],
  ["day", (date) => date.day],
  ["weekday", (date) => weekdayOf(epochDay(date))],
]);

const timeProperties: Properties<FeelTime> = new Map<string, Property<FeelTime>>([
  ["hour", (time) => Math.floor(time.secondOfDay / 3600)],
  ["minute", (time) => Math.floor(time.secondOfDay / 60) % 60],
  ["second", (time) => time.secondOfDay % 60],
]);

const zoneProperties: Properties<FeelDateTime> = new Map<string, Property<FeelDateTime>>([
  ["time offset", (value) => offsetValue(offsetOf(value))],
  ["timezone", (value) => (typeof value.time.zone === "string" ? value.time.zone : null)],
]);

const daysProperties: Properties<DaysTimeDuration> = new Map<string, Property<DaysTimeDuration>>(
  (["days", "hours", "minutes", "seconds"] as const).map((unit) => [
    unit,
    (duration) => (isNegative(duration) ? 0 - durationParts(duration)[unit] : durationParts(duration)[unit]),
  ]),
);

const monthsProperties: Properties<YearsMonthsDuration> = new Map<string, Property<YearsMonthsDuration>>([
  ["years", (duration) => Math.trunc(duration.months / 12) + 0],
  ["months", (duration) => (duration.months % 12) + 0],
]);

const rangeProperties: Properties<FeelRange> = new Map<string, Property<FeelRange>>([
  ["start", (range) => range.start],
  ["end", (range) => range.end],
  ["start included", (range) => range.startIncluded],
  ["end included", (range) => range.endIncluded],
]);

/** Undefined if the value has no such property. */
export function propertyOf(value: FeelValue, name: string): FeelValue | undefined {
  if (value instanceof FeelDateTime) return dateTimeProperty(value, name);
  if (value instanceof FeelDate) return dateProperties.get(name)?.(value);
  if (value instanceof FeelTime) return timeProperty(value, name);
  if (value instanceof DaysTimeDuration) return daysProperties.get(name)?.(value);
  if (value instanceof YearsMonthsDuration) return monthsProperties.get(name)?.(value);
  return value instanceof FeelRange ? rangeProperties.get(name)?.(value) : undefined;
}

function dateTimeProperty(value: FeelDateTime, name: string): FeelValue | undefined {
  const property = zoneProperties.get(name);
  if (property !== undefined) return property(value);
  return dateProperties.get(name)?.(value.date) ?? timeProperties.get(name)?.(value.time);
}

function timeProperty(value: FeelTime, name: string): FeelValue | undefined {
  const property = zoneProperties.get(name);
  return property === undefined
    ? timeProperties.get(name)?.(value)
    : property(new FeelDateTime(new FeelDate(1970, 1, 1), value));
}

function offsetValue(offset: number | null): FeelValue {
  return offset === null ? null : new DaysTimeDuration(offset);
}
