/** Calling function values. */
import type { Span } from "../syntax/feel-node.ts";
import { FeelFunction, type FeelValue } from "../values.ts";
import type { Frame } from "./frame.ts";

export interface Call {
  readonly frame: Frame;
  readonly span: Span;
}

/** What stands in FeelFunction.body. */
export class Callable {
  readonly invoke: (values: readonly FeelValue[], call: Call) => FeelValue;

  constructor(invoke: (values: readonly FeelValue[], call: Call) => FeelValue) {
    this.invoke = invoke;
  }
}

/** Calls `value` with arguments in order; null with the reason if it is no function. */
export function callFunction(value: FeelValue, values: readonly FeelValue[], call: Call): FeelValue {
  const callable = value instanceof FeelFunction ? value.body : null;
  if (!(callable instanceof Callable)) return call.frame.warn("not-a-function", call.span);
  return callable.invoke(values, call);
}

/** The arguments of a call by name in the order of the function's parameters; null if the names do not fit. */
export function orderByName(
  names: readonly string[],
  values: readonly FeelValue[],
  parameters: readonly string[],
): readonly (FeelValue | undefined)[] | null {
  if (!names.every((name) => parameters.includes(name))) return null;
  return parameters.map((parameter) => {
    const index = names.indexOf(parameter);
    return index < 0 ? undefined : values[index];
  });
}
