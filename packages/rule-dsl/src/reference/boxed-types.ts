import { compileUnaryTests } from "../expression/compile-feel.ts";
import { parseNumber } from "../expression/numbers.ts";
import { FeelDate, FeelDateTime, FeelTime } from "../expression/temporal/date-values.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../expression/temporal/parse-temporal.ts";
import {
  FeelFunction,
  type FeelValue,
  fromFact,
  isList,
  isRecord,
  keysOf,
  kindOf,
  ownProperty,
} from "../expression/values.ts";
import type { ItemType } from "../schema/boxed.ts";

export type Types = Readonly<Record<string, ItemType>>;

/** DMN 1.5, 10.3.2.9: the value, out of a list of one, in a list of one, or undefined. Null is of every type. */
export function conformed(value: FeelValue, type: string | undefined, types: Types): FeelValue | undefined {
  if (type === undefined || value === null || !isKnown(type, types)) return value;
  const is = (candidate: FeelValue): boolean => isOf(candidate, { base: type }, types);
  if (is(value)) return value;
  if (isList(value) && value.length === 1 && !isPlural(type, types) && is(fromFact(value[0])))
    return fromFact(value[0]);
  if (!isList(value) && isPlural(type, types) && is([value])) return [value];
  if (kindName(type) === "date and time" && value instanceof FeelDate)
    return new FeelDateTime(value, new FeelTime(0, 0, 0));
  return undefined;
}

const isKnown = (type: string, types: Types): boolean => Object.hasOwn(types, type) || kindName(type) !== undefined;

function isPlural(type: string, types: Types): boolean {
  const item = types[type];
  if (item === undefined) return kindName(type) === "list";
  return item.list === true || (item.base !== undefined && isPlural(item.base, types));
}

function isOf(value: FeelValue, item: ItemType, types: Types): boolean {
  if (value === null) return true;
  if (item.constraint !== undefined && !holds(item.constraint, value)) return false;
  if (item.list === true) {
    const { list: _list, constraint: _whole, ...one } = item;
    return isList(value) && value.every((each) => isOf(fromFact(each), one, types));
  }
  if (item.allowed !== undefined && !holds(item.allowed, value)) return false;
  if (item.function !== undefined && !isFunctionOf(value, item.function.parameters.length)) return false;
  if (item.fields !== undefined && !hasAll(value, item.fields, types)) return false;
  return item.base === undefined || isOfNamed(value, item, types);
}

/** Allowed values of the type itself stand in place of its base's. */
function isOfNamed(value: FeelValue, { base = "", allowed }: ItemType, types: Types): boolean {
  const item = types[base];
  if (item === undefined) return kindName(base) === "any" || kindOf(value) === kindName(base);
  const { allowed: own, ...rest } = item;
  return isOf(value, allowed === undefined && own !== undefined ? item : rest, types);
}

function isFunctionOf(value: FeelValue, count: number): boolean {
  return value instanceof FeelFunction && value.parameters.length === count;
}

function hasAll(value: FeelValue, fields: Readonly<Record<string, ItemType>>, types: Types): boolean {
  return (
    isRecord(value) &&
    Object.entries(fields).every(([key, of]) => {
      const field = ownProperty(value, key);
      return field !== undefined && isOf(fromFact(field), of, types);
    })
  );
}

/** Data from outside, where texts may stand for numbers, dates and durations. */
export function received(value: FeelValue, type: string | undefined, types: Types): FeelValue {
  return type === undefined ? value : readAs(value, { base: type }, types);
}

function readAs(value: FeelValue, item: ItemType, types: Types): FeelValue {
  if (value === null) return null;
  if (isList(value)) return value.map((each) => readAs(fromFact(each), item, types));
  const base = item.base === undefined ? undefined : types[item.base];
  const read = base === undefined ? value : readAs(value, base, types);
  if (item.fields !== undefined && isRecord(read)) {
    return Object.fromEntries(
      keysOf(read).map((key) => [key, readAs(fromFact(read[key]), item.fields?.[key] ?? {}, types)]),
    );
  }
  return typeof read === "string" && base === undefined ? textAs(read, kindName(item.base ?? "any")) : read;
}

function textAs(text: string, kind: string | undefined): FeelValue {
  if (kind === "number") return parseNumber(text.trim()) ?? text;
  if (kind === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (kind === undefined || !/date|time|duration/.test(kind)) return text;
  const read =
    kind === "date"
      ? parseDate(text)
      : kind === "time"
        ? parseTime(text)
        : kind === "date and time"
          ? parseDateTime(text)
          : parseDuration(text);
  return read !== null && kindOf(read) === kind ? read : text;
}

function holds(tests: string, value: FeelValue): boolean {
  const compiled = compileUnaryTests(tests);
  return compiled.ok && compiled.compiled.evaluate(value, {}).value === true;
}

function kindName(type: string): string | undefined {
  const name = type.toLowerCase();
  if (["integer", "long", "double"].includes(name)) return "number";
  if (name === "datetime") return "date and time";
  if (name === "daytimeduration") return "days and time duration";
  if (name === "yearmonthduration") return "years and months duration";
  const names =
    "any number string boolean date time list context function range null|date and time|days and time duration|years and months duration";
  const known = names.split("|").flatMap((part, index) => (index === 0 ? part.split(" ") : [part]));
  return known.includes(name) ? name : undefined;
}
