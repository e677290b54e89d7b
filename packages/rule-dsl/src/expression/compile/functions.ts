/** Function literals, calls, and `instance of`. */
import type { BuiltinTable } from "../builtins/signature.ts";
import { resultKinds } from "../builtins/result-kinds.ts";
import { bindByName, bindByPosition, type Named } from "../builtins/call-builtin.ts";
import { type Call, Callable, callFunction, orderByName } from "../runtime/functions.ts";
import type { Frame, Run } from "../runtime/frame.ts";
import type { FeelFunctionType, FeelType } from "../feel-type.ts";
import { anyType, coerce, isOfType, withoutLimits } from "../runtime/types.ts";
import type { CallNode, FeelNode, Span } from "../syntax/feel-node.ts";
import { declaredName, nameKey } from "../syntax/names.ts";
import { type Facts, FeelFunction, type FeelValue } from "../values.ts";
import { fold } from "./fold.ts";
import { findBinding } from "./names.ts";
import type { Compiled, Scope } from "./scope.ts";
import { refuseType, resolveType, typeOfNode, unknownType } from "./types.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

export function compileFunction(node: Node<"function">, scope: Scope): Compiled {
  const inner = scope.inner();
  const slots = node.parameters.map((parameter) => inner.bind(parameter.name));
  const types = node.parameters.map(({ type }) => (type === undefined ? anyType : resolveType(type, scope)));
  const body = inner.compile(node.body).run;
  const names = node.parameters.map((parameter) => parameter.name);
  const type: FeelFunctionType = { kind: "function", parameters: types, result: typeOfNode(node.body) };
  return {
    run: (frame) => {
      frame.charge(1 + frame.locals.length, node);
      const { facts, locals } = frame;
      const literal: Literal = { slots, body, facts, locals: locals.slice(), types, names };
      return new FeelFunction(names, new Callable((values, call) => callLiteral(literal, values, call)), type);
    },
  };
}

interface Literal {
  readonly slots: readonly number[];
  readonly body: Run;
  /** The values in sight when the function was made. */
  readonly locals: readonly FeelValue[];
  readonly facts: Facts;
  readonly types: readonly FeelType[];
  readonly names: readonly string[];
}

function callLiteral(
  { slots, body, facts, locals, types, names }: Literal,
  values: readonly FeelValue[],
  call: Call,
): FeelValue {
  const { frame, span } = call;
  if (values.length !== slots.length) return frame.warn("argument-count", span, { given: values.length });
  const own = locals.slice();
  let index = 0;
  for (const slot of slots) {
    const value = values[index] ?? null;
    const type = types[index] ?? anyType;
    const given = type === anyType ? value : coerce(value, type);
    if (given === undefined) return frame.warn("parameter-kind", span, { parameter: names[index] });
    own[slot] = given;
    index += 1;
  }
  return frame.call(body, { locals: own, facts }, span);
}

/** Calls of built-in functions are bound to them here; a name in sight comes first. */
export function compileCall(node: CallNode, scope: Scope, builtins: BuiltinTable): Compiled {
  const given = node.arguments.map((argument) => scope.compile(argument));
  if (node.callee.kind !== "name" || isInSight(node.callee.name, scope)) {
    return compileValueCall(node, scope.compile(node.callee).run, given);
  }
  const named = findBuiltin(node.callee.name, builtins);
  if (named === undefined) {
    return scope.compilation.problem("unknown-function", node.callee, { name: node.callee.name });
  }
  const run = runBuiltin(
    named,
    node,
    given.map((argument) => argument.run),
  );
  const kind = resultKinds.get(named.name);
  return named.builtin.isPure ? { ...fold(run, given, scope), kind } : { run, kind };
}

/** Whether the name is made inside the expression, or declared as a fact. */
function isInSight(name: string, scope: Scope): boolean {
  if (findBinding(name, scope) !== undefined) return true;
  const { names } = scope.compilation.options;
  return names !== undefined && declaredName(names, name) !== undefined;
}

/** A built-in function by any spelling of its name. */
export function findBuiltin(name: string, builtins: BuiltinTable): Named | undefined {
  const key = nameKey(name);
  const builtin = Object.hasOwn(builtins, key) ? builtins[key] : undefined;
  return builtin === undefined ? undefined : { name: key, builtin };
}

function runBuiltin(named: Named, node: CallNode, runs: readonly Run[]): Run {
  const span: Span = { from: node.from, to: node.to };
  const bound = node.names.length === 0 ? bindByPosition(named, runs.length) : bindByName(named, node.names);
  return (frame) => {
    frame.charge(1, span);
    const values = runs.map((run) => run(frame));
    for (const value of values) if (typeof value === "string") frame.chargeText(value, span);
    return bound(values, { frame, span });
  };
}

/** A built-in function as a value: `sort(list, precedes)` takes any function. */
export function builtinValue(named: Named): FeelFunction {
  const names = named.builtin.signatures[0]?.parameters.map((parameter) => parameter.name) ?? [];
  return new FeelFunction(names, new Callable((values, call) => bindByPosition(named, values.length)(values, call)));
}

function compileValueCall(node: CallNode, callee: Run, given: readonly Compiled[]): Compiled {
  const span: Span = { from: node.from, to: node.to };
  const runs = given.map((argument) => argument.run);
  return {
    run: (frame) => {
      const value = callee(frame);
      const values = runs.map((run) => run(frame));
      if (node.names.length === 0) return callFunction(value, values, { frame, span });
      return callValueByName(value, { names: node.names, values }, { frame, span });
    },
  };
}

interface NamedValues {
  readonly names: readonly string[];
  readonly values: readonly FeelValue[];
}

function callValueByName(value: FeelValue, { names, values }: NamedValues, call: Call): FeelValue {
  if (!(value instanceof FeelFunction)) return callFunction(value, values, call);
  const ordered = orderByName(names, value.parameters);
  if (ordered === null) return call.frame.warn("argument-names", call.span, { given: names });
  const placed = ordered.map((index) => values[index] ?? null);
  return callFunction(value, placed, call);
}

export function compileInstanceOf(node: Node<"instance-of">, scope: Scope): Compiled {
  const value = scope.compile(node.value);
  const unknown = unknownType(node.type, scope);
  if (unknown !== undefined) return refuseType(unknown, scope);
  const type = withoutLimits(resolveType(node.type, scope));
  const run = (frame: Frame): FeelValue => isOfType(value.run(frame), type);
  return { ...fold(run, [value], scope), isLogical: true };
}
