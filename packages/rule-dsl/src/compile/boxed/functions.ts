/** Functions of a DMN model as FEEL function values. */
import { type Call, Callable, orderByName } from "../../expression/runtime/functions.ts";
import { FeelFunction, type FeelValue } from "../../expression/values.ts";
import type { BoxedParameter } from "../../schema/boxed.ts";
import { type BoxContext, type BoxPlace, giveNull, type Site } from "./piece.ts";

export interface MadeFunction {
  readonly parameters: readonly BoxedParameter[];
  readonly result?: string | undefined;
  /** What an argument of the wrong type does: the call has no value, or the parameter has none. */
  readonly mismatch: "no-call" | "no-argument";
  readonly context: BoxContext;
  readonly place: BoxPlace;
  /** `at` pays for the call; what it sees is settled where the function was made. */
  readonly body: (values: readonly FeelValue[], at: Site) => FeelValue;
}

export function makeFunction(made: MadeFunction, site: Site): FeelFunction {
  const { parameters, result, context, body } = made;
  const invoke = (values: readonly FeelValue[], { frame, span }: Call): FeelValue => {
    const inner = frame.withinCall(site.facts, site.frame.options, span);
    const at: Site = { ...site, frame: inner };
    const given = argumentsOf(values, made, at);
    const value = given === null ? null : body(given, at);
    frame.resume(inner);
    return value;
  };
  return new FeelFunction(
    parameters.map(({ name }) => name),
    new Callable(invoke),
    context.book.functionType(parameters, result),
  );
}

/** The arguments as their parameters take them; null if the call has no value. */
function argumentsOf(
  values: readonly FeelValue[],
  { parameters, mismatch, context, place }: MadeFunction,
  at: Site,
): readonly FeelValue[] | null {
  if (values.length !== parameters.length) return giveNull(at, "argument-count", place, { given: values.length });
  const given = parameters.map(({ name, type }, index) => {
    const value = context.book.coerce(values[index] ?? null, type, at.frame);
    if (value === undefined) giveNull(at, "wrong-value-type", place, { name, type });
    return value;
  });
  if (mismatch === "no-call" && given.includes(undefined)) return null;
  return given.map((value) => value ?? null);
}

/** Calls a function value by the names of its parameters; what is not given is null. */
export function callByName(
  callee: FeelValue,
  given: ReadonlyMap<string, FeelValue>,
  site: Site,
  place: BoxPlace,
): FeelValue {
  const callable = callee instanceof FeelFunction ? callee.body : null;
  if (!(callee instanceof FeelFunction) || !(callable instanceof Callable))
    return giveNull(site, "not-a-function", place);
  if (orderByName([...given.keys()], callee.parameters) === null) {
    return giveNull(site, "argument-names", place, { given: [...given.keys()] });
  }
  const values = callee.parameters.map((name) => given.get(name) ?? null);
  return callable.invoke(values, { frame: site.frame, span: { from: 0, to: 0 } });
}
