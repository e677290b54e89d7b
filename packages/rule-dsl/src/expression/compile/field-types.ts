/** Texts in the facts that the field catalogue declares as dates, times or durations become such values when read. */
import { parseNumber } from "../numbers.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../temporal/parse-temporal.ts";
import { type FeelValue, isList } from "../values.ts";
import type { CompileOptions, FeelFieldType } from "./scope.ts";

export type Convert = (value: FeelValue) => FeelValue;

const readers: Partial<Readonly<Record<FeelFieldType, (text: string) => FeelValue>>> = {
  date: parseDate,
  time: parseTime,
  "date-time": parseDateTime,
  duration: parseDuration,
  number: parseNumber,
};

/**
 * What to do with a value read at `path`; undefined if it is taken as it is. A text that is not of the declared type
 * stays a text: the comparison that meets it says so.
 */
export function converterAt(path: string | undefined, options: CompileOptions): Convert | undefined {
  const type = path === undefined ? undefined : options.types?.(path);
  const read = type === undefined ? undefined : readers[type];
  if (read === undefined) return undefined;
  const convert: Convert = (value) => {
    if (typeof value === "string") return read(value) ?? value;
    return isList(value) ? value.map(convert) : value;
  };
  return convert;
}
