/** Functions of a DMN model as FEEL function values. */
import { type Call, Callable, orderByName } from "../../expression/runtime/functions.ts";
import { FeelFunction, type FeelValue } from "../../expression/values.ts";
import type { BoxedParameter } from "../../schema/boxed.ts";
import { type BoxContext, type BoxPlace, giveNull, type Site } from "./piece.ts";

export interface MadeFunction {
  readonly parameters: readonly BoxedParameter[];
  readonly context: BoxContext;
  readonly place: BoxPlace;
  /** `at` pays for the call; what it sees is settled where the function was made. */
  readonly body: (values: readonly FeelValue[], at: Site) => FeelValue;
}

/** An argument that is not of its parameter's type is null inside, with a warning. */
export function makeFunction({ parameters, context, place, body }: MadeFunction, site: Site): FeelFunction {
  const invoke = (values: readonly FeelValue[], { frame, span }: Call): FeelValue => {
    const inner = frame.within(site.facts, site.frame.options, span);
    const at: Site = { ...site, frame: inner };
    const value =
      values.length === parameters.length
        ? body(coerced(values, { parameters, context, place }, at), at)
        : giveNull(at, "argument-count", place, { given: values.length });
    frame.resume(inner);
    return value;
  };
  return new FeelFunction(
    parameters.map(({ name }) => name),
    new Callable(invoke),
  );
}

function coerced(
  values: readonly FeelValue[],
  { parameters, context, place }: Omit<MadeFunction, "body">,
  at: Site,
): readonly FeelValue[] {
  return parameters.map(({ name, type }, index) => {
    const value = context.book.coerce(values[index] ?? null, type, at.frame);
    return value === undefined ? giveNull(at, "wrong-value-type", place, { name, type }) : value;
  });
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
