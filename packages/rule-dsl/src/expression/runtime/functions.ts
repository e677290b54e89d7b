/** Calling function values. */
import type { Span } from "../syntax/feel-node.ts";
import { FeelFunction, type FeelValue, kindOf } from "../values.ts";
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

/** Calls a function that has to answer true or false; null, with the reason, if it does not. */
export function askBoolean(call: Call, asked: FeelFunction, values: readonly FeelValue[]): boolean | null {
  const before = call.frame.warningCount;
  const answer = callFunction(asked, values, call);
  if (typeof answer === "boolean") return answer;
  if (call.frame.warningCount > before) return null;
  return call.frame.warn("condition-not-boolean", call.span, { found: kindOf(answer) });
}

/** For each parameter the index of the argument of its name, -1 if there is none; null if a name is no parameter. */
export function orderByName(names: readonly string[], parameters: readonly string[]): readonly number[] | null {
  if (!names.every((name) => parameters.includes(name))) return null;
  return parameters.map((parameter) => names.indexOf(parameter));
}
