/**
 * Boxed models walked anew for every evaluation: each element as often as it is needed, each text compiled each time.
 * It says which value there is, and leaves why to the compiled form.
 */
import { compileFeel } from "../expression/compile-feel.ts";
import { Callable } from "../expression/runtime/functions.ts";
import {
  FeelFunction,
  type FeelRecord,
  FeelRange,
  type FeelValue,
  fromFact,
  isList,
  isNumber,
  isRecord,
} from "../expression/values.ts";
import type { Boxed, BoxedModel, BoxedParameter, FilterBox, ModelElement, Need } from "../schema/boxed.ts";
import { conformed, received, type Types } from "./boxed-types.ts";
import { evaluateBoxedTable } from "./evaluate-boxed-table.ts";

export interface BoxedSession {
  readonly model: BoxedModel;
  /** The values of input data, by key. */
  readonly given: ReadonlyMap<string, FeelValue>;
  readonly timeZone: string | undefined;
  readonly now: number | undefined;
}

type Scope = Readonly<Record<string, FeelValue>>;

/** A service that is asked for is called with what is given for its inputs. */
export function evaluateBoxedModel(session: BoxedSession): FeelValue {
  const { elements, value } = session.model;
  const asked = elements[value];
  const found = elementValue(session, value);
  if (asked?.kind !== "service") return found;
  const given = asked.inputs.map(
    (key) =>
      [
        elements[key]?.name ?? key,
        received(session.given.get(key) ?? null, elements[key]?.type, typesOf(session)),
      ] as const,
  );
  return called(found, Object.fromEntries(given));
}

const typesOf = ({ model }: BoxedSession): Types => model.types ?? {};
const or = (value: FeelValue | undefined): FeelValue => value ?? null;

function elementValue(session: BoxedSession, key: string): FeelValue {
  const element = session.model.elements[key];
  if (element === undefined) return null;
  const given = session.given.get(key);
  if (given !== undefined) {
    const read = element.kind === "input" ? received(given, element.type, typesOf(session)) : given;
    return or(conformed(read, element.type, typesOf(session)));
  }
  switch (element.kind) {
    case "input":
      return null;
    case "decision":
      return or(
        conformed(valueOf(session, element.value, scopeOf(session, element.needs)), element.type, typesOf(session)),
      );
    case "function":
      return functionOf(session, element, key);
    case "service":
      return serviceOf(session, element);
  }
}

function scopeOf(session: BoxedSession, needs: readonly Need[]): Scope {
  const scope: Record<string, FeelValue> = {};
  for (const { element, as, under } of needs) {
    const value = elementValue(session, element);
    if (under === undefined) scope[as] = value;
    else scope[under] = { ...(scope[under] as FeelRecord | undefined), [as]: value }; // only this loop puts contexts there
  }
  return scope;
}

function functionOf(
  session: BoxedSession,
  element: Extract<ModelElement, { kind: "function" }>,
  key: string,
): FeelValue {
  const { value } = element;
  if (!("function" in value)) return null;
  const itself: Need = { element: key, as: element.name };
  return made(session, value.function, (args) => {
    const scope = { ...scopeOf(session, [itself, ...element.needs]), ...args };
    return valueOf(session, value.body, scope);
  });
}

function serviceOf(session: BoxedSession, element: Extract<ModelElement, { kind: "service" }>): FeelValue {
  const inputs = element.inputs.map((key) => ({ key, name: session.model.elements[key]?.name ?? key }));
  return made(session, inputs, (args) => {
    const given = new Map(inputs.map(({ key, name }) => [key, args[name] ?? null]));
    const values = element.outputs.map(
      (key) => [session.model.elements[key]?.name ?? key, elementValue({ ...session, given }, key)] as const,
    );
    const [only] = values;
    return values.length === 1 && only !== undefined ? only[1] : Object.fromEntries(values);
  });
}

/** A function value; arguments that do not fit leave it without a value. */
function made(
  session: BoxedSession,
  parameters: readonly BoxedParameter[],
  body: (args: Scope) => FeelValue,
): FeelFunction {
  const invoke = (values: readonly FeelValue[]): FeelValue => {
    const given = parameters.map(({ type }, index) => conformed(values[index] ?? null, type, typesOf(session)));
    if (values.length !== parameters.length || given.includes(undefined)) return null;
    return body(Object.fromEntries(parameters.map(({ name }, index) => [name, or(given[index])])));
  };
  return new FeelFunction(
    parameters.map(({ name }) => name),
    new Callable(invoke),
  );
}

function textValue(session: BoxedSession, text: string, scope: Scope): FeelValue {
  const { timeZone, now } = session;
  const compiled = compileFeel(text, { names: new Set(Object.keys(scope)), timeZone, mistakes: "null" });
  return compiled.ok ? compiled.compiled.evaluate(scope, { now }).value : null;
}

function valueOf(session: BoxedSession, box: Boxed, scope: Scope): FeelValue {
  return or(conformed(plainValue(session, box, scope), box.type, typesOf(session)));
}

function plainValue(session: BoxedSession, box: Boxed, scope: Scope): FeelValue {
  const inner = (part: Boxed, more: Scope = {}): FeelValue => valueOf(session, part, { ...scope, ...more });
  const as = (value: FeelValue, type: string | undefined): FeelValue => or(conformed(value, type, typesOf(session)));
  if ("feel" in box) return textValue(session, box.feel, scope);
  if ("context" in box) {
    const values: Record<string, FeelValue> = {};
    for (const { name, type, value } of box.context) values[name] = as(inner(value, values), type);
    return box.result === undefined ? values : inner(box.result, values);
  }
  if ("call" in box) {
    const given = Object.fromEntries(box.with.map(({ name, type, value }) => [name, as(inner(value), type)]));
    return called(inner(box.call), given);
  }
  if ("function" in box) return made(session, box.function, (args) => inner(box.body, args));
  if ("list" in box) return box.list.map((item) => inner(item));
  if ("relation" in box) {
    return box.rows.map((row) =>
      Object.fromEntries(
        box.relation.map(({ name, type }, column) => {
          const cell = row[column];
          return [name, cell === undefined ? null : as(inner(cell), type)];
        }),
      ),
    );
  }
  if ("if" in box) return inner(box.if) === true ? inner(box.then) : inner(box.else);
  if ("filter" in box) return filtered(session, box, scope);
  if ("for" in box) {
    const items = itemsOf(inner(box.in));
    if (items === null) return null;
    const results: FeelValue[] = [];
    for (const item of items) results.push(inner(box.return, { partial: [...results], [box.for]: item }));
    return results;
  }
  if ("quantifier" in box) {
    const answers = itemsOf(inner(box.in))?.map((item) => inner(box.satisfies, { [box.of]: item }));
    const settling = box.quantifier === "some";
    if (answers === undefined || answers.includes(settling)) return answers === undefined ? null : settling;
    return answers.every((answer) => answer === !settling) ? !settling : null;
  }
  if ("table" in box) {
    return evaluateBoxedTable(box.table, {
      ...session,
      scope,
      types: typesOf(session),
      text: (text) => textValue(session, text, scope),
    });
  }
  return null;
}

function called(callee: FeelValue, given: Scope): FeelValue {
  if (!(callee instanceof FeelFunction) || !(callee.body instanceof Callable)) return null;
  if (Object.keys(given).some((name) => !callee.parameters.includes(name))) return null;
  const text = `f(${callee.parameters.map((_, index) => `a${String(index)}`).join(", ")})`;
  const values = callee.parameters.map((name, index) => [`a${String(index)}`, given[name] ?? null] as const);
  const compiled = compileFeel(text, { names: new Set(["f", ...values.map(([name]) => name)]) });
  return compiled.ok ? compiled.compiled.evaluate({ f: callee, ...Object.fromEntries(values) }).value : null;
}

function itemsOf(value: FeelValue): readonly FeelValue[] | null {
  if (isList(value)) return value.map((item) => fromFact(item));
  if (value === null) return null;
  if (!(value instanceof FeelRange)) return [value];
  const { start, end, startIncluded, endIncluded } = value;
  if (typeof start !== "number" || typeof end !== "number" || !Number.isInteger(start) || !Number.isInteger(end))
    return null;
  const numbers: number[] = [];
  for (let at = startIncluded ? start : start + 1; endIncluded ? at <= end : at < end; at += 1) numbers.push(at);
  return numbers;
}

function filtered(session: BoxedSession, { filter, match }: FilterBox, scope: Scope): FeelValue {
  const source = valueOf(session, filter, scope);
  const items = source === null ? [] : isList(source) ? source.map((item) => fromFact(item)) : [source];
  if (items.length === 0) return isNumber(valueOf(session, match, { ...scope, item: null })) ? null : [];
  const kept: FeelValue[] = [];
  for (const item of items) {
    const holds = valueOf(session, match, { ...scope, ...(isRecord(item) && item), item });
    if (isNumber(holds)) return items.at(Number(holds) - 1) ?? null;
    if (holds !== null && typeof holds !== "boolean") return null;
    if (holds === true) kept.push(item);
  }
  return kept;
}
