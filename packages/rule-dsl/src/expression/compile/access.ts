/** Paths `a.b`, with projection over lists, and filters `a[...]`. */
import type { Frame, Run } from "../runtime/frame.ts";
import { propertyOf } from "../runtime/properties.ts";
import { fieldReader } from "../runtime/read.ts";
import { asSafeInteger } from "../numbers.ts";
import type { FeelNode, Span } from "../syntax/feel-node.ts";
import { declaredName, fieldsOf } from "../syntax/names.ts";
import { type FeelList, type FeelValue, fromFact, isList, isNumber, isRecord, kindOf } from "../values.ts";
import { kindAt } from "./doubts.ts";
import { type Convert, converterAt } from "./field-types.ts";
import { aboutOf } from "./names.ts";
import type { Compiled, Scope } from "./scope.ts";

type PathNode = Extract<FeelNode, { kind: "path" }>;
type FilterNode = Extract<FeelNode, { kind: "filter" }>;

export function compilePath(node: PathNode, scope: Scope): Compiled {
  const { compilation } = scope;
  const base = scope.compile(node.base);
  const name = fieldName(node, base, scope);
  const path = base.path === undefined ? undefined : `${base.path}.${name}`;
  if (base.recorded !== undefined) compilation.takeBackRead(base.recorded);
  if (path !== undefined) compilation.read(path);
  const fields = base.fields === undefined ? undefined : fieldsOf(base.fields, name);
  const read = fieldReader(name);
  const step: Step = { name, read, path, span: node.nameSpan, convert: converterAt(path, compilation.options) };
  const recorded = path === undefined ? {} : { recorded: path };
  // Of a list the path gives what the catalogue says of each element.
  const { mayBeList } = base;
  const kind = base.kind === "list" ? "list" : mayBeList === true ? undefined : kindAt(path, compilation.options);
  return { run: runPath(base.run, step), kind, mayBeList, ...aboutOf({ path, fields }), ...recorded };
}

/** The declared spelling of the field; a field that is not declared where fields are known is a problem. */
function fieldName(node: PathNode, base: Compiled, scope: Scope): string {
  if (base.fields === undefined || base.fields === "any") return node.name;
  const declared = declaredName(base.fields, node.name);
  if (declared === undefined) {
    scope.compilation.problem("unknown-field", node.nameSpan, { name: node.name, of: base.path });
  }
  return declared ?? node.name;
}

interface Step {
  readonly name: string;
  readonly read: (value: FeelValue) => FeelValue | undefined;
  readonly path: string | undefined;
  readonly span: Span;
  readonly convert: Convert | undefined;
}

function runPath(base: Run, step: Step): Run {
  const { read, convert } = step;
  return (frame) => {
    const value = base(frame);
    const field = read(value);
    if (field === undefined) return readOther(value, step, frame);
    return convert === undefined ? field : convert(field);
  };
}

/** A path on what is not a context with that field. */
function readOther(value: FeelValue, step: Step, frame: Frame): FeelValue {
  if (isList(value)) return project(value, step, frame);
  const { name, path } = step;
  if (isRecord(value)) return frame.warn("missing-value", step.span, { name: path ?? name });
  if (value === null)
    return frame.warningCount > 0 ? null : frame.warn("missing-value", step.span, { name: path ?? name });
  return propertyOf(value, name) ?? frame.warn("no-such-field", step.span, { name, of: kindOf(value) });
}

function project(list: FeelList, step: Step, frame: Frame): FeelValue {
  frame.charge(list.length, step.span);
  return list.map((raw) => {
    const item = fromFact(raw);
    const field = step.read(item) ?? propertyOf(item, step.name) ?? null;
    return step.convert === undefined ? field : step.convert(field);
  });
}

export function compileFilter(node: FilterNode, scope: Scope): Compiled {
  const base = scope.compile(node.base);
  const slot = scope.compilation.newSlot();
  const inner = scope.innerWithItem({ slot, path: base.path, fields: base.fields });
  const condition = inner.compile(node.condition);
  const about = aboutOf(base);
  if (condition.constant !== undefined && isNumber(condition.constant.value)) {
    const index = asSafeInteger(condition.constant.value);
    return { run: (frame) => pick(base.run(frame), index, { frame, span: node }), ...about };
  }
  const filter: Filter = { slot, condition: condition.run, isLogical: condition.isLogical === true, span: node };
  const manner = filter.isLogical ? ({ kind: "list" } as const) : { mayBeList: true };
  return { run: (frame) => runFilter(base.run(frame), filter, frame), ...manner, ...about };
}

interface Place {
  readonly frame: Frame;
  readonly span: Span;
}

/** The element at a position: 1 the first, -1 the last. A single value is a list of one. */
function pick(value: FeelValue, index: number | null, { frame, span }: Place): FeelValue {
  if (value === null) return null;
  const list = isList(value) ? value : [value];
  const position = index === null ? -1 : index > 0 ? index - 1 : list.length + index;
  if (index === null || index === 0 || position < 0 || position >= list.length) {
    return frame.warn("index-out-of-range", span, { index, length: list.length });
  }
  return fromFact(list[position]);
}

interface Filter {
  readonly slot: number;
  readonly condition: Run;
  readonly isLogical: boolean;
  readonly span: Span;
}

function runFilter(value: FeelValue, filter: Filter, frame: Frame): FeelValue {
  const list = value === null ? [] : isList(value) ? value : [value];
  if (!filter.isLogical) {
    const index = indexOf(list, filter, frame);
    if (index !== null) return pick(value, index, { frame, span: filter.span });
  }
  return keep(list, filter, frame);
}

/** A condition that yields a number is a position. It is asked once; what it warns of is said by the filter itself. */
function indexOf(list: FeelList, filter: Filter, frame: Frame): number | null {
  const count = frame.warningCount;
  frame.locals[filter.slot] = fromFact(list[0]);
  const index = filter.condition(frame);
  frame.forgetWarnings(count);
  return isNumber(index) ? (asSafeInteger(index) ?? 0) : null;
}

/** Elements for which the condition is true; what it is false or null for is left out, so its warnings stay. */
function keep(list: FeelList, filter: Filter, frame: Frame): FeelValue {
  const kept: FeelValue[] = [];
  for (const raw of list) {
    frame.charge(1, filter.span);
    const item = fromFact(raw);
    frame.locals[filter.slot] = item;
    const holds = filter.condition(frame);
    if (holds === true) kept.push(item);
    else if (holds !== false && holds !== null) {
      frame.warn("condition-not-boolean", filter.span, { found: kindOf(holds) });
    }
  }
  return kept;
}
