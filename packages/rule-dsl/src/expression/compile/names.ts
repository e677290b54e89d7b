/** Names: local, a field of the element a filter looks at, or a root of the facts. */
import type { Run } from "../runtime/frame.ts";
import { fieldReader, rootReader } from "../runtime/read.ts";
import type { FeelNode, Span } from "../syntax/feel-node.ts";
import { declaredName, fieldsOf } from "../syntax/names.ts";
import { kindAt } from "./doubts.ts";
import { converterAt } from "./field-types.ts";
import type { Binding, Compiled, Scope } from "./scope.ts";

type NameNode = Extract<FeelNode, { kind: "name" }>;

export function compileName(node: NameNode, scope: Scope): Compiled {
  return resolve(node.name, node, scope);
}

export function compileInput(node: Span, scope: Scope): Compiled {
  if (scope.input === undefined) return scope.compilation.problem("no-input", node);
  return readBinding(scope.input);
}

/** The binding of a name made inside the expression; undefined if a filter or the facts give it its meaning. */
export function findBinding(name: string, scope: Scope | undefined): Binding | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    const binding = at.own(name) ?? (name === "item" ? at.item : undefined);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** Looks outwards; a filter's element shadows what lies outside of it, but only if it has such a field. */
function resolve(name: string, span: Span, scope: Scope): Compiled {
  const binding = scope.own(name);
  if (binding !== undefined) return readBinding(binding);
  if (scope.item !== undefined) {
    return name === "item" ? readItem(scope.item) : readItemField({ name, span, item: scope.item }, scope);
  }
  return scope.outer === undefined ? readRootName(name, span, scope) : resolve(name, span, scope.outer);
}

export function readBinding(binding: Binding): Compiled {
  const { slot } = binding;
  return { run: (frame) => frame.locals[slot] ?? null, ...aboutOf(binding) };
}

/** The element itself, unless it has a field of that name. */
function readItem(item: Binding): Compiled {
  const { slot } = item;
  const read = fieldReader("item");
  const run: Run = (frame) => {
    const element = frame.locals[slot] ?? null;
    return typeof element === "object" ? (read(element) ?? element) : element;
  };
  return { run, ...aboutOf(item) };
}

/** What is known of a value, without the keys that are not. */
export function aboutOf(about: Pick<Binding, "path" | "fields">): Pick<Compiled, "path" | "fields"> {
  return {
    ...(about.path === undefined ? {} : { path: about.path }),
    ...(about.fields === undefined ? {} : { fields: about.fields }),
  };
}

interface ItemField {
  readonly name: string;
  readonly span: Span;
  readonly item: Binding;
}

function readItemField({ name, span, item }: ItemField, scope: Scope): Compiled {
  const { compilation } = scope;
  const path = item.path === undefined ? undefined : `${item.path}.${name}`;
  if (path !== undefined && findBinding(name, scope.outer) === undefined) compilation.read(path);
  const outside = mayBeKnown(name, scope.outer) && scope.outer ? resolve(name, span, scope.outer) : undefined;
  const otherwise: Run = outside?.run ?? ((frame) => frame.warn("missing-value", span, { name }));
  const read = fieldReader(name);
  const convert = converterAt(path, compilation.options);
  const { slot } = item;
  const run: Run = (frame) => {
    const value = read(frame.locals[slot] ?? null);
    if (value === undefined) return otherwise(frame);
    return convert === undefined ? value : convert(value);
  };
  if (outside !== undefined) return { run };
  const fields = item.fields === undefined ? undefined : fieldsOf(item.fields, name);
  return { run, kind: kindAt(path, compilation.options), ...aboutOf({ path, fields }) };
}

/** Whether a name may mean something in this scope; without declared names, or in a filter, anything may. */
export function mayBeKnown(name: string, scope: Scope | undefined): boolean {
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.own(name) !== undefined || at.item !== undefined) return true;
  }
  const names = scope?.compilation.options.names;
  return names === undefined || declaredName(names, name) !== undefined;
}

function readRootName(name: string, span: Span, scope: Scope): Compiled {
  const { compilation } = scope;
  const { names } = compilation.options;
  const declared = names === undefined ? name : declaredName(names, name);
  if (declared === undefined) return compilation.problem("unknown-name", span, { name });
  compilation.read(declared);
  const fields = names === undefined ? undefined : fieldsOf(names, declared);
  const kind = kindAt(declared, compilation.options);
  return { run: runRoot(declared, span, scope), recorded: declared, kind, ...aboutOf({ path: declared, fields }) };
}

function runRoot(name: string, span: Span, scope: Scope): Run {
  const read = rootReader(name);
  const missing = { name };
  const convert = converterAt(name, scope.compilation.options);
  const builtin = scope.compilation.builtinNamed(name);
  return (frame) => {
    const value = read(frame.facts);
    if (value === undefined) return builtin ?? frame.warn("missing-value", span, missing);
    return convert === undefined ? value : convert(value);
  };
}
