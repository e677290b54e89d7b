/** Finds the form of a built-in function that the arguments fit, reads them and calls it. */
import type { FeelWarningCode } from "../feel-codes.ts";
import { type Call, orderByName } from "../runtime/functions.ts";
import { type FeelValue, kindOf } from "../values.ts";
import type { Builtin, Param, Signature } from "./signature.ts";

export interface Named {
  readonly name: string;
  readonly builtin: Builtin;
}

/** A call of which all is settled but the values. */
export type BoundCall = (values: readonly FeelValue[], call: Call) => FeelValue;

/** One form of the function with the way its values are laid out for it. */
interface Form {
  readonly signature: Signature;
  readonly place: (values: readonly FeelValue[]) => readonly (FeelValue | undefined)[];
}

export function bindByPosition({ name, builtin }: Named, count: number): BoundCall {
  const forms = builtin.signatures
    .filter((signature) => takes(signature, count))
    .map((signature) => ({ signature, place: gatherRest(signature) }));
  if (forms.length > 0) return runForms(name, forms);
  return (_values, call) => refuse("argument-count", name, { given: count }, call);
}

export function bindByName({ name, builtin }: Named, names: readonly string[]): BoundCall {
  const forms = builtin.signatures.flatMap((signature): Form[] => {
    const order = orderByName(
      names,
      signature.parameters.map((parameter) => parameter.name),
    );
    if (order === null || !hasRequired(signature.parameters, order)) return [];
    return [{ signature, place: (values) => order.map((index) => (index < 0 ? undefined : values[index])) }];
  });
  if (forms.length > 0) return runForms(name, forms);
  return (_values, call) => refuse("argument-names", name, { given: names }, call);
}

function runForms(name: string, forms: readonly Form[]): BoundCall {
  return (values, call) => {
    for (const { signature, place } of forms) {
      const read = readValues(signature.parameters, place(values));
      if (read !== null) return signature.invoke(call, read);
    }
    return refuseKinds(name, values, call);
  };
}

function hasRequired(parameters: readonly Param<unknown>[], order: readonly number[]): boolean {
  return parameters.every((parameter, index) => parameter.isOptional === true || (order[index] ?? -1) >= 0);
}

function takes({ parameters }: Signature, count: number): boolean {
  const required = parameters.filter((parameter) => parameter.isOptional !== true).length;
  const hasRest = parameters.at(-1)?.isRest === true;
  return count >= required && (hasRest || count <= parameters.length);
}

function gatherRest({ parameters }: Signature): Form["place"] {
  const last = parameters.length - 1;
  if (parameters[last]?.isRest !== true) return (values) => values;
  return (values) => [...values.slice(0, last), values.slice(last)];
}

/** Null if a value does not fit. An optional parameter takes null for "not given". */
function readValues(
  parameters: readonly Param<unknown>[],
  values: readonly (FeelValue | undefined)[],
): readonly unknown[] | null {
  const read: unknown[] = [];
  let index = 0;
  for (const parameter of parameters) {
    const given = values[index];
    index += 1;
    const isAbsent = given === undefined || (given === null && parameter.isOptional === true);
    const value = isAbsent ? undefined : parameter.read(given);
    if (value === undefined && !isAbsent) return null;
    read.push(value);
  }
  return read;
}

/** Said once: null given because something was missing has its own warning already. */
function refuseKinds(name: string, values: readonly FeelValue[], call: Call): null {
  if (values.includes(null) && call.frame.warningCount > 0) return null;
  return refuse("argument-kinds", name, { given: values.map(kindOf) }, call);
}

function refuse(code: FeelWarningCode, name: string, data: Readonly<Record<string, unknown>>, call: Call): null {
  return call.frame.warn(code, call.span, { function: name, ...data });
}
