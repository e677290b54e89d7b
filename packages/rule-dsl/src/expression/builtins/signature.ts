/**
 * How a built-in function states what it takes. A value that does not fit makes the call null with a warning; a list
 * of one stands for its element, and a single value for a list of it (DMN 1.5, 10.3.2.9.4).
 */
import { asSafeInteger, type FeelNumber, toDouble } from "../numbers.ts";
import type { Call } from "../runtime/functions.ts";
import { FeelDate, FeelDateTime, FeelTime } from "../temporal/date-values.ts";
import { DaysTimeDuration } from "../temporal/durations.ts";
import {
  FeelFunction,
  type FeelList,
  type FeelRecord,
  type FeelValue,
  fromFact,
  isList,
  isNumber,
  isRecord,
} from "../values.ts";

/** One parameter; `read` gives undefined for a value that does not fit. */
export interface Param<T> {
  readonly name: string;
  readonly read: (value: FeelValue) => T | undefined;
  readonly isOptional?: boolean;
  /** Takes all arguments from here on, as an array. */
  readonly isRest?: boolean;
}

type Values<P extends readonly unknown[]> = { [K in keyof P]: P[K] extends Param<infer T> ? T : never };

export interface Signature {
  readonly parameters: readonly Param<unknown>[];
  /** `values` have been read by the parameters. */
  readonly invoke: (call: Call, values: readonly unknown[]) => FeelValue;
}

export interface Builtin {
  readonly signatures: readonly Signature[];
  /** False if the same arguments may give another result (now, today). */
  readonly isPure: boolean;
}

export type BuiltinTable = Readonly<Record<string, Builtin>>;

export function signature<P extends readonly Param<unknown>[]>(
  parameters: readonly [...P],
  body: (call: Call, ...values: Values<P>) => FeelValue,
): Signature {
  // The values come from these very parameters' `read`, one by one (see call-builtin.ts), so they have their types.
  return { parameters, invoke: (call, values) => body(call, ...(values as Values<P>)) };
}

export function builtin<P extends readonly Param<unknown>[]>(
  parameters: readonly [...P],
  body: (call: Call, ...values: Values<P>) => FeelValue,
): Builtin {
  return { signatures: [signature(parameters, body)], isPure: true };
}

/** A function with several forms: the first that fits is called. */
export function overloaded(...signatures: readonly Signature[]): Builtin {
  return { signatures, isPure: true };
}

export function optional<T>(parameter: Param<T>): Param<T | undefined> {
  return { ...parameter, isOptional: true };
}

export function rest<T>(parameter: Param<T>): Param<readonly T[]> {
  return { name: parameter.name, isRest: true, read: (value) => readAll(value, parameter.read) };
}

function readAll<T>(value: FeelValue, read: (value: FeelValue) => T | undefined): readonly T[] | undefined {
  const items: T[] = [];
  for (const raw of isList(value) ? value : [value]) {
    const item = read(fromFact(raw));
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

function single<T>(name: string, fits: (value: FeelValue) => T | undefined): Param<T> {
  return {
    name,
    read: (value) => {
      const direct = fits(value);
      if (direct !== undefined || !isList(value) || value.length !== 1) return direct;
      return fits(fromFact(value[0]));
    },
  };
}

export function text(name: string): Param<string> {
  return single(name, (value) => (typeof value === "string" ? value : undefined));
}

export function number(name: string): Param<FeelNumber> {
  return single(name, (value) => (isNumber(value) ? value : undefined));
}

export function integer(name: string): Param<number> {
  return single(name, (value) => (isNumber(value) ? (asSafeInteger(value) ?? undefined) : undefined));
}

/** A number of which only the whole part counts. */
export function whole(name: string): Param<number> {
  return single(name, (value) => {
    const plain = isNumber(value) ? Math.trunc(toDouble(value)) : Number.NaN;
    return Number.isSafeInteger(plain) ? plain : undefined;
  });
}

export function any(name: string): Param<FeelValue> {
  return { name, read: (value) => value };
}

/** Anything but null. */
export function some(name: string): Param<Exclude<FeelValue, null>> {
  return { name, read: (value) => value ?? undefined };
}

export function list(name: string): Param<FeelList> {
  return { name, read: (value) => (isList(value) ? value : value === null ? undefined : [value]) };
}

export function numbers(name: string): Param<readonly FeelNumber[]> {
  const read = number(name).read;
  return { name, read: (value) => (value === null ? undefined : readAll(value, read)) };
}

export function texts(name: string): Param<readonly (string | null)[]> {
  const read = (value: FeelValue) => (typeof value === "string" || value === null ? value : undefined);
  return { name, read: (value) => (value === null ? undefined : readAll(value, read)) };
}

export function context(name: string): Param<FeelRecord> {
  return single(name, (value) => (isRecord(value) ? value : undefined));
}

export function contexts(name: string): Param<readonly FeelRecord[]> {
  return { name, read: (value) => readAll(value, (item) => (isRecord(item) ? item : undefined)) };
}

export function callable(name: string): Param<FeelFunction> {
  return single(name, (value) => (value instanceof FeelFunction ? value : undefined));
}

/** A time or a date-time: what has a time of day. */
export function clock(name: string): Param<FeelTime | FeelDateTime> {
  return single(name, (value) => (value instanceof FeelTime || value instanceof FeelDateTime ? value : undefined));
}

/** A date or a date-time. */
export function dated(name: string): Param<FeelDate | FeelDateTime> {
  return single(name, (value) => (value instanceof FeelDate || value instanceof FeelDateTime ? value : undefined));
}

export function span(name: string): Param<DaysTimeDuration> {
  return single(name, (value) => (value instanceof DaysTimeDuration ? value : undefined));
}
