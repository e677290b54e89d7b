/** The types of a DMN model: which values are of them, and what is made of values that nearly are (DMN 1.5, 10.3.2.9). */
import { compileUnaryTests, type CompiledUnaryTests } from "../../expression/compile-feel.ts";
import { Callable } from "../../expression/runtime/functions.ts";
import type { FeelNames } from "../../expression/syntax/names.ts";
import type { Frame } from "../../expression/runtime/frame.ts";
import { FeelDate, firstMoment } from "../../expression/temporal/date-values.ts";
import { parseNumber } from "../../expression/numbers.ts";
import { parseDate, parseDateTime, parseDuration, parseTime } from "../../expression/temporal/parse-temporal.ts";
import { DaysTimeDuration, YearsMonthsDuration } from "../../expression/temporal/durations.ts";
import {
  FeelFunction,
  type FeelKind,
  type FeelValue,
  fromFact,
  isList,
  isRecord,
  keysOf,
  kindOf,
  ownProperty,
} from "../../expression/values.ts";
import type { FeelFunctionType, FeelType } from "../../expression/feel-type.ts";
import { anyType } from "../../expression/runtime/types.ts";
import type { BoxedParameter, ItemType } from "../../schema/boxed.ts";

/** FEEL's names of types, with the spellings of older versions of the standard and of common tools. */
const builtinKinds: ReadonlyMap<string, FeelKind | "any"> = new Map([
  ["any", "any"],
  ["number", "number"],
  ["integer", "number"],
  ["long", "number"],
  ["double", "number"],
  ["string", "string"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["date and time", "date and time"],
  ["datetime", "date and time"],
  ["days and time duration", "days and time duration"],
  ["daytimeduration", "days and time duration"],
  ["years and months duration", "years and months duration"],
  ["yearmonthduration", "years and months duration"],
  ["list", "list"],
  ["context", "context"],
  ["function", "function"],
  ["range", "range"],
  ["null", "null"],
]);

/** The kind that a name of a built-in type means; undefined if it is none. */
export function builtinKind(name: string): FeelKind | "any" | undefined {
  return builtinKinds.get(name.toLowerCase());
}

/** Types refer to each other by name; a chain longer than this goes in a circle. */
const longestChain = 100;
/** Fields of fields that names are known for; recursive types have no end. */
const deepestNames = 6;

type Types = Readonly<Record<string, ItemType>>;
type Resolved = FeelKind | "any" | ItemType;

export class TypeBook {
  private readonly types: Types;
  private readonly timeZone: string | undefined;
  private readonly tests = new Map<string, CompiledUnaryTests | null>();

  constructor(types: Types, timeZone: string | undefined) {
    this.types = types;
    this.timeZone = timeZone;
  }

  /** Whether there is a type of that name. */
  has(name: string): boolean {
    return this.named(name) !== undefined;
  }

  /**
   * The value as one of the type: itself, out of a list of one, or in a list of one; undefined if it is not of it. A type
   * that there is not says nothing of values.
   */
  coerce(value: FeelValue, name: string | undefined, frame: Frame): FeelValue | undefined {
    if (name === undefined || value === null) return value;
    const type = this.named(name);
    if (type === undefined) return value;
    if (this.fits(value, type, frame, 0)) return this.asTyped(value, type);
    if (isList(value) && value.length === 1) {
      const only = fromFact(value[0]);
      if (!this.isListType(type, 0) && this.fits(only, type, frame, 0)) return only;
    }
    if (!isList(value) && this.isListType(type, 0) && this.fits([value], type, frame, 0)) return [value];
    if (type === "date and time" && value instanceof FeelDate) return firstMoment(value);
    return undefined;
  }

  /** A function of a function type keeps to its parameters and result. */
  private asTyped(value: FeelValue, type: Resolved): FeelValue {
    const signature = typeof type === "object" ? type.function : undefined;
    if (signature === undefined || !(value instanceof FeelFunction)) return value;
    const { parameters, result } = signature;
    const { body } = value;
    if (!(body instanceof Callable)) return value;
    const invoke: Callable["invoke"] = (values, call) => {
      const given = values.map((each, index) => this.coerce(each, parameters[index]?.type, call.frame));
      if (given.includes(undefined)) return call.frame.warn("argument-kinds", call.span);
      const made = body.invoke(
        given.map((each) => each ?? null),
        call,
      );
      return this.coerce(made, result, call.frame) ?? call.frame.warn("argument-kinds", call.span);
    };
    return new FeelFunction(value.parameters, new Callable(invoke), this.functionType(parameters, result));
  }

  /** The types of the parameters that a function type names. */
  parametersOf(name: string | undefined): readonly BoxedParameter[] {
    const type = name === undefined ? undefined : this.named(name);
    return (typeof type === "object" ? type.function?.parameters : undefined) ?? [];
  }

  /** Whether it is a function type. */
  isFunctionType(name: string): boolean {
    const type = this.named(name);
    return typeof type === "object" && type.function !== undefined;
  }

  /** What calls of a value of this function type give; undefined if it says nothing of it. */
  resultOf(name: string | undefined): string | undefined {
    const type = name === undefined ? undefined : this.named(name);
    return typeof type === "object" ? type.function?.result : undefined;
  }

  /** Data from outside, which JSON and XML carry as text: numbers, dates, times and durations are read as the type wants. */
  read(value: FeelValue, name: string | undefined): FeelValue {
    const type = name === undefined ? undefined : this.named(name);
    return type === undefined ? value : this.readAs(value, type, 0);
  }

  /** The fields that values of the type have, "any" where they are not known. */
  namesOf(name: string | undefined): FeelNames | "any" {
    const type = name === undefined ? undefined : this.named(name);
    return type === undefined ? "any" : this.namesIn(type, 0);
  }

  /** The type as FEEL knows types; undefined if there is none of that name. */
  feelType(name: string): FeelType | undefined {
    const type = this.named(name);
    return type === undefined ? undefined : this.asFeelType(type, 0);
  }

  /** The type of a function with these parameters and this result. */
  functionType(parameters: readonly BoxedParameter[], result: string | undefined): FeelFunctionType {
    return {
      kind: "function",
      parameters: parameters.map(({ type }) => this.feelTypeOrAny(type)),
      result: this.feelTypeOrAny(result),
    };
  }

  /** Whether unary tests hold for the value. */
  passes(value: FeelValue, text: string, frame: Frame): boolean {
    const tests = this.testsOf(text);
    if (tests === null) return false;
    const inner = frame.within({}, tests.program, wholeText);
    inner.locals[0] = value;
    const result = tests.program.run(inner);
    frame.resume(inner);
    return result === true;
  }

  /** The texts of `allowed` and `constraint` that stand on the way to the name's base: where a table's column has none. */
  allowedOf(name: string | undefined): string | undefined {
    let type = name === undefined ? undefined : this.named(name);
    for (let step = 0; step < longestChain && typeof type === "object"; step += 1) {
      if (type.allowed !== undefined) return type.allowed;
      type = type.base === undefined ? undefined : this.named(type.base);
    }
    return undefined;
  }

  private named(name: string): Resolved | undefined {
    if (Object.hasOwn(this.types, name)) return this.types[name];
    return builtinKind(name);
  }

  private isListType(type: Resolved, chain: number): boolean {
    if (typeof type === "string") return type === "list";
    if (type.list === true) return true;
    const base = type.base === undefined || chain > longestChain ? undefined : this.named(type.base);
    return base !== undefined && this.isListType(base, chain + 1);
  }

  private fits(value: FeelValue, type: Resolved, frame: Frame, depth: number): boolean {
    if (value === null || type === "any") return true;
    if (depth > longestChain) return false;
    if (typeof type === "string") return kindOf(value) === type;
    frame.charge(1, wholeText);
    if (type.list !== true) return this.isOne(value, type, frame, depth) && this.isBound(value, type, frame);
    return (
      isList(value) &&
      value.every((item) => this.isOne(fromFact(item), type, frame, depth)) &&
      this.isBound(value, type, frame)
    );
  }

  /** One value of the type, leaving aside whether there are to be several. */
  private isOne(value: FeelValue, type: ItemType, frame: Frame, depth: number): boolean {
    const { base, fields, allowed } = type;
    if (value === null) return true;
    if (type.function !== undefined && !isFunctionOf(value, type.function.parameters.length)) return false;
    if (fields !== undefined && !this.hasFields(value, fields, frame, depth)) return false;
    const of = base === undefined ? "any" : this.named(base);
    if (of === undefined) return false;
    if (allowed === undefined) return this.fits(value, of, frame, depth + 1);
    return this.fits(value, unbound(of), frame, depth + 1) && this.passes(value, allowed, frame);
  }

  private hasFields(value: FeelValue, fields: Types, frame: Frame, depth: number): boolean {
    if (!isRecord(value)) return false;
    return Object.entries(fields).every(([key, type]) => {
      const field = ownProperty(value, key);
      return field !== undefined && this.fits(fromFact(field), type, frame, depth + 1);
    });
  }

  private isBound(value: FeelValue, { constraint }: ItemType, frame: Frame): boolean {
    return constraint === undefined || this.passes(value, constraint, frame);
  }

  private feelTypeOrAny(name: string | undefined): FeelType {
    return (name === undefined ? undefined : this.feelType(name)) ?? anyType;
  }

  private asFeelType(type: Resolved, depth: number): FeelType {
    if (type === "any" || depth > deepestNames) return anyType;
    if (typeof type === "string") return { kind: "simple", of: type };
    const one = this.asFeelTypeOfOne(type, depth + 1);
    return type.list === true ? { kind: "list", of: one } : one;
  }

  private asFeelTypeOfOne({ base, fields, allowed, function: signature }: ItemType, depth: number): FeelType {
    if (signature !== undefined) return this.functionType(signature.parameters, signature.result);
    if (fields !== undefined) {
      const entries = Object.entries(fields).map(([key, field]) => [key, this.asFeelType(field, depth)] as const);
      return { kind: "context", fields: Object.fromEntries(entries) };
    }
    const of = base === undefined ? undefined : this.named(base);
    const type = of === undefined ? anyType : this.asFeelType(allowed === undefined ? of : unbound(of), depth);
    if (allowed === undefined || type.kind !== "simple") return type;
    return { ...type, passes: (value) => this.testsOf(allowed)?.evaluate(fromFact(value), {}).value === true };
  }

  private readAs(value: FeelValue, type: Resolved, depth: number): FeelValue {
    if (value === null || depth > longestChain) return value;
    if (typeof type === "string") return typeof value === "string" ? readText(value, type) : value;
    if (isList(value)) return value.map((item) => this.readAs(fromFact(item), { ...type, list: true }, depth + 1));
    const base = type.base === undefined ? undefined : this.named(type.base);
    const read = base === undefined ? value : this.readAs(value, base, depth + 1);
    const { fields } = type;
    if (fields === undefined || !isRecord(read)) return read;
    return Object.fromEntries(
      keysOf(read).map((key) => {
        const field = fromFact(read[key]);
        const of = Object.hasOwn(fields, key) ? fields[key] : undefined;
        return [key, of === undefined ? field : this.readAs(field, of, depth + 1)];
      }),
    );
  }

  private namesIn(type: Resolved, depth: number): FeelNames | "any" {
    if (typeof type === "string" || depth > deepestNames) return "any";
    const { base, fields } = type;
    if (fields !== undefined) {
      return new Map(Object.entries(fields).map(([key, field]) => [key, this.namesIn(field, depth + 1)]));
    }
    const of = base === undefined ? undefined : this.named(base);
    return of === undefined ? "any" : this.namesIn(of, depth + 1);
  }

  private testsOf(text: string): CompiledUnaryTests | null {
    const known = this.tests.get(text);
    if (known !== undefined) return known;
    const compiled = compileUnaryTests(text, { timeZone: this.timeZone });
    const tests = compiled.ok ? compiled.compiled : null;
    this.tests.set(text, tests);
    return tests;
  }
}

const wholeText = { from: 0, to: 0 };

/** Allowed values of its own stand in place of those of the base. */
function unbound(type: Resolved): Resolved {
  if (typeof type === "string") return type;
  const { allowed: _replaced, ...others } = type;
  return others;
}

function isFunctionOf(value: FeelValue, count: number): boolean {
  return value instanceof FeelFunction && value.parameters.length === count;
}

function readText(text: string, kind: FeelKind | "any"): FeelValue {
  switch (kind) {
    case "number":
      return parseNumber(text.trim()) ?? text;
    case "boolean":
      return text === "true" || (text === "false" ? false : text);
    case "date":
      return parseDate(text) ?? text;
    case "time":
      return parseTime(text) ?? text;
    case "date and time":
      return parseDateTime(text) ?? text;
    case "days and time duration": {
      const read = parseDuration(text);
      return read instanceof DaysTimeDuration ? read : text;
    }
    case "years and months duration": {
      const read = parseDuration(text);
      return read instanceof YearsMonthsDuration ? read : text;
    }
    default:
      return text;
  }
}
