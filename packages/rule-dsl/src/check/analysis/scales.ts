/** Ordered values that are no plain numbers: as the numbers they are compared by, and back as texts of facts. */
import {
  dateFromEpochDay,
  epochDay,
  epochSeconds,
  FeelDate,
  FeelDateTime,
} from "../../expression/temporal/date-values.ts";
import { DaysTimeDuration, makeDuration } from "../../expression/temporal/durations.ts";
import type { FeelTemporal } from "../../expression/values.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Scale } from "./value-set.ts";

const MILLION = 1_000_000;
const THOUSAND = 1_000;

/** Undefined for times of day, months and parts of a millisecond: they are not told apart here. */
export function pointOf(value: FeelTemporal, zone: string): { readonly scale: Scale; readonly at: number } | undefined {
  if (value instanceof FeelDateTime) {
    const nanosecond = value.time.nanosecond;
    if (nanosecond % MILLION !== 0) return undefined;
    return { scale: "instant", at: epochSeconds(value, zone) * THOUSAND + nanosecond / MILLION };
  }
  if (value instanceof FeelDate) return { scale: "date", at: epochDay(value) };
  if (value instanceof DaysTimeDuration && value.nanoseconds % MILLION === 0)
    return { scale: "duration", at: value.seconds * THOUSAND + value.nanoseconds / MILLION };
  return undefined;
}

export function textOfScale(value: number, scale: Scale): JsonValue {
  switch (scale) {
    case "number":
      return value;
    case "instant":
      return new Date(value).toISOString();
    case "date":
      return dateFromEpochDay(value).toString();
    case "duration":
      return String(makeDuration(Math.floor(value / THOUSAND), (value % THOUSAND) * MILLION) ?? "PT0S");
  }
}
