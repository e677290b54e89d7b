/**
 * What a FEEL expression can yield. Numbers are in numbers.ts, dates and durations in temporal/.
 *
 * Facts are JSON-like data and are FEEL values by shape, so they are never copied: `fromFact` looks at one value when
 * it is read. What is no FEEL value (undefined, NaN, host objects, functions) reads as null, and only own enumerable
 * properties exist.
 */
import { type Decimal, type FeelNumber, isDecimal, toDouble } from "./numbers.ts";
import type { FeelFunctionType, FeelKind } from "./feel-type.ts";
import { FeelDate, FeelDateTime, FeelTime } from "./temporal/date-values.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "./temporal/durations.ts";

/** The facts an expression reads: plain JSON-like values by root name. */
export type Facts = Readonly<Record<string, unknown>>;

export type FeelList = readonly FeelValue[];
export interface FeelRecord {
  readonly [key: string]: FeelValue;
}

export type FeelTemporal = FeelDate | FeelTime | FeelDateTime | DaysTimeDuration | YearsMonthsDuration;

export type FeelValue =
  null | boolean | number | Decimal | string | FeelTemporal | FeelRange | FeelFunction | FeelList | FeelRecord;

/** A range with ends of one kind; a null end is unbounded (`> 5` is a range without end). */
export class FeelRange {
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;

  constructor(start: FeelValue, end: FeelValue, included: { readonly start: boolean; readonly end: boolean }) {
    this.start = start;
    this.end = end;
    this.startIncluded = included.start;
    this.endIncluded = included.end;
  }
}

/** A function value. What calls it passes the arguments in order, and names for a call by name. */
export class FeelFunction {
  readonly parameters: readonly string[];
  /** Owned by the runtime that made the function (compile/functions.ts); opaque to everybody else. */
  readonly body: unknown;
  /** Of its parameters and its result, as far as they are known; undefined where nothing is. */
  readonly type: FeelFunctionType | undefined;

  constructor(parameters: readonly string[], body: unknown, type?: FeelFunctionType) {
    this.parameters = parameters;
    this.body = body;
    this.type = type;
  }
}

export type { FeelKind } from "./feel-type.ts";

/** The kind of a value, by FEEL's own name of the type. Host objects and non-finite numbers are "null". */
export function kindOf(value: FeelValue): FeelKind {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? "number" : "null";
    case "string":
      return "string";
    case "boolean":
      return "boolean";
    case "object":
      return value === null ? "null" : kindOfObject(value);
    default:
      return "null";
  }
}

function kindOfObject(value: object): FeelKind {
  if (Array.isArray(value)) return "list";
  if (isRecord(value)) return "context";
  if (isDecimal(value)) return value.isFinite() ? "number" : "null";
  if (value instanceof FeelDateTime) return "date and time";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelTime) return "time";
  if (value instanceof DaysTimeDuration) return "days and time duration";
  if (value instanceof YearsMonthsDuration) return "years and months duration";
  if (value instanceof FeelRange) return "range";
  return value instanceof FeelFunction ? "function" : "null";
}

const objectPrototype: unknown = Object.prototype;

/** A plain object, of any realm: a context. Arrays, Decimals, our own classes and host objects are not. */
export function isRecord(value: unknown): value is FeelRecord {
  if (typeof value !== "object" || value === null) return false;
  if (value.constructor === Object) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === objectPrototype || prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && !Array.isArray(value);
}

export function isList(value: FeelValue): value is FeelList {
  return Array.isArray(value);
}

export function isNumber(value: FeelValue): value is FeelNumber {
  return typeof value === "number" ? Number.isFinite(value) : isDecimal(value) && value.isFinite();
}

/** One value out of the facts, as FEEL sees it. */
export function fromFact(value: unknown): FeelValue {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "object":
      // The value is a FEEL value by shape once its kind is known; what lies inside is looked at when it is read.
      return value !== null && isData(value) ? (value as FeelValue) : null;
    default:
      return null;
  }
}

/** Plain objects and lists are told apart from the rest by the cheapest look there is: this is the hot path. */
function isData(value: object): boolean {
  return value.constructor === Object || Array.isArray(value) || kindOfObject(value) !== "null";
}

const isOwnEnumerable = (record: object, key: string): boolean =>
  Object.prototype.propertyIsEnumerable.call(record, key);

/** True if reading `key` from a plain object can only find an own property: nothing on Object.prototype bears it. */
export function isPlainKey(key: string): boolean {
  return !(key in Object.prototype);
}

/** The own enumerable property `key` of a plain object; undefined if there is none. `__proto__` is never there. */
export function ownProperty(record: object, key: string): unknown {
  if (key === "__proto__" || !isOwnEnumerable(record, key)) return undefined;
  return (record as Readonly<Record<string, unknown>>)[key]; // own, as just checked
}

/** The keys of a context, in order; `__proto__` is never one. */
export function keysOf(record: FeelRecord): readonly string[] {
  return Object.keys(record).filter((key) => key !== "__proto__");
}

/** A value as plain JSON: dates and durations as ISO 8601, decimals as the nearest double, functions as null. */
export function toJson(value: FeelValue): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "function" ? null : value;
  if (isList(value)) return value.map((item) => toJson(fromFact(item)));
  if (isDecimal(value)) return value.isFinite() ? toDouble(value) : null;
  if (isRecord(value)) return Object.fromEntries(keysOf(value).map((key) => [key, toJson(fromFact(value[key]))]));
  if (value instanceof FeelRange) return rangeToJson(value);
  if (value instanceof FeelFunction || kindOf(value) === "null") return null;
  return String(value);
}

function rangeToJson(range: FeelRange): unknown {
  return {
    start: toJson(range.start),
    end: toJson(range.end),
    startIncluded: range.startIncluded,
    endIncluded: range.endIncluded,
  };
}
