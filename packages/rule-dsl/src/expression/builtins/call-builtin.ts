/** Finds the form of a built-in function that the arguments fit, reads them and calls it. */
import type { FeelWarningCode } from "../feel-codes.ts";
import { type Call, orderByName } from "../runtime/functions.ts";
import { type FeelValue, kindOf } from "../values.ts";
import type { Builtin, Param, Signature } from "./signature.ts";

export interface Named {
  readonly name: string;
  readonly builtin: Builtin;
}

export function callByPosition({ name, builtin }: Named, values: readonly FeelValue[], call: Call): FeelValue {
  const fitting = builtin.signatures.filter((form) => takes(form, values.length));
  if (fitting.length === 0) return refuse("argument-count", name, { given: values.length }, call);
  for (const form of fitting) {
    const read = readValues(form.parameters, gatherRest(form, values));
    if (read !== null) return form.invoke(call, read);
  }
  return refuseKinds(name, values, call);
}

export function callByName(
  { name, builtin }: Named,
  given: { readonly names: readonly string[]; readonly values: readonly FeelValue[] },
  call: Call,
): FeelValue {
  const forms = builtin.signatures.flatMap((form) => {
    const parameterNames = form.parameters.map((parameter) => parameter.name);
    const ordered = orderByName(given.names, given.values, parameterNames);
    return ordered !== null && hasRequired(form.parameters, ordered) ? [{ form, ordered }] : [];
  });
  if (forms.length === 0) return refuse("argument-names", name, { given: given.names }, call);
  for (const { form, ordered } of forms) {
    const read = readValues(form.parameters, ordered);
    if (read !== null) return form.invoke(call, read);
  }
  return refuseKinds(name, given.values, call);
}

function hasRequired(parameters: readonly Param<unknown>[], values: readonly (FeelValue | undefined)[]): boolean {
  return parameters.every((parameter, index) => parameter.isOptional === true || values[index] !== undefined);
}

function takes({ parameters }: Signature, count: number): boolean {
  const required = parameters.filter((parameter) => parameter.isOptional !== true).length;
  const hasRest = parameters.at(-1)?.isRest === true;
  return count >= required && (hasRest || count <= parameters.length);
}

function gatherRest({ parameters }: Signature, values: readonly FeelValue[]): readonly (FeelValue | undefined)[] {
  const last = parameters.length - 1;
  return parameters[last]?.isRest === true ? [...values.slice(0, last), values.slice(last)] : values;
}

/** Null if a value does not fit. An optional parameter takes null for "not given". */
function readValues(
  parameters: readonly Param<unknown>[],
  values: readonly (FeelValue | undefined)[],
): readonly unknown[] | null {
  const read: unknown[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const given = values[index];
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
