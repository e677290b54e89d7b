import { type Catalogue, catalogueFor } from "../facts/catalogue.ts";
import { type Field, field, type FieldType } from "../facts/field.ts";
import { fieldsOfSchema } from "../facts/schema-fields.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import type { Definition } from "../schema/definition.ts";
import type { FormDefinition } from "../schema/form.ts";
import type { ActionReference, NodeOf, WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import type { CheckContext } from "./check-context.ts";

/**
 * The catalogue that a definition reads by, as far as it can be known: fetched facts and candidates typed by their
 * action's output, variables typed by the nodes that write them. What cannot be known is open.
 */
export function catalogueOf(definition: Definition, context: CheckContext): Catalogue {
  return catalogueFor(definition, knownFields(definition, context));
}

/** What is known beside the standard fields. */
export function knownFields(definition: Definition, context: CheckContext): readonly Field[] {
  if (definition.kind === "decision") return decisionFields(definition, context);
  return definition.kind === "workflow" ? variableFields(definition, context) : [];
}

function decisionFields(decision: DecisionDefinition, context: CheckContext): readonly Field[] {
  const fetched = (decision.facts ?? []).flatMap(({ id, action }) => outputFields(id, action, context));
  if (decision.type !== "score") return fetched;
  const { of, as } = decision.candidates;
  return [...fetched, ...itemFields(as, of.slice(1).trim(), fetched)];
}

/** The fields of the elements of a list that is read as it is: `=warehouses` as `warehouse`. */
function itemFields(as: string, list: string, fetched: readonly Field[]): readonly Field[] {
  const source = fetched.find(({ path }) => path === list);
  if (source?.type !== "list") return [];
  const item = field(as, source.of ?? "any", [as, as]);
  const inner = fetched.filter(({ path }) => path.startsWith(`${list}.`));
  return [item, ...inner.map((one) => ({ ...one, path: `${as}${one.path.slice(list.length)}` }))];
}

function outputFields(path: string, { connector, name }: ActionReference, context: CheckContext): readonly Field[] {
  const action = context.action?.(connector, name);
  if (action === undefined) return [open(path)];
  const outcomes = (action.outcomes ?? []).flatMap(({ output }) => (output === undefined ? [] : [output]));
  return merged(
    path,
    [action.output, ...outcomes].map((schema) => fieldsOfSchema(path, schema)),
  );
}

function variableFields(workflow: WorkflowDefinition, context: CheckContext): readonly Field[] {
  const written = new Map<string, (readonly Field[])[]>();
  const note = (path: string, fields: readonly Field[]): void => {
    written.set(path, [...(written.get(path) ?? []), fields]);
  };
  for (const node of Object.values(workflow.nodes)) {
    if ("output" in node) note(node.output, fieldsWritten(node, node.output, context));
    if (node.type === "assign") for (const path of Object.keys(node.set)) note(path, [open(path)]);
  }
  for (const { output } of workflow.on ?? []) if (output !== undefined) note(output, [open(output)]);
  return [...written].flatMap(([path, fields]) => merged(path, fields));
}

function fieldsWritten(node: WorkflowNode, path: string, context: CheckContext): readonly Field[] {
  switch (node.type) {
    case "action":
      return outputFields(path, node.action, context);
    case "task":
      return taskFields(node, path, context);
    case "decision":
      return decidedFields(path, context.definition?.("decision", node.decision));
    default:
      return [open(path)];
  }
}

/** What a decided task leaves behind: who decided what, why, and the form. */
function taskFields(node: NodeOf<"task">, path: string, context: CheckContext): readonly Field[] {
  const form = node.form === undefined ? undefined : context.definition?.("form", node.form);
  return [
    field(path, "object", ["决定", "Decision"]),
    field(`${path}.outcome`, "string", ["结果", "Outcome"]),
    field(`${path}.reason`, "string", ["原因", "Reason"]),
    field(`${path}.by`, "list", ["谁决定的", "By whom"], { of: "string" }),
    ...(form?.kind === "form" ? formFields(`${path}.form`, form) : [open(`${path}.form`)]),
  ];
}

const formTypes: Readonly<Record<FormDefinition["fields"][number]["type"], FieldType>> = {
  text: "string",
  "long-text": "string",
  number: "number",
  money: "number",
  boolean: "boolean",
  date: "any",
  choice: "string",
  signature: "any",
  attachment: "any",
};

function formFields(path: string, form: FormDefinition): readonly Field[] {
  const name: readonly [string, string] = ["表单", "Form"];
  return [
    field(path, "object", name),
    ...form.fields.map(({ id, type }) => field(`${path}.${id}`, formTypes[type], [id, id])),
  ];
}

function decidedFields(path: string, decision: Definition | undefined): readonly Field[] {
  if (decision?.kind !== "decision") return [open(path)];
  if (decision.type === "mapping") return [field(path, "string", ["结果", "Value"])];
  if (decision.type !== "table" || !singleHit.has(decision.hitPolicy)) return [open(path)];
  return [
    field(path, "object", ["结果", "Value"]),
    ...decision.outputs.map(({ id, type }) => field(`${path}.${id}`, type === "date" ? "any" : type, [id, id])),
  ];
}

const singleHit: ReadonlySet<string> = new Set(["UNIQUE", "FIRST", "PRIORITY", "ANY"]);

/** One variable, written by several: everything that any of them writes; open as soon as one of them is. */
function merged(path: string, writers: readonly (readonly Field[])[]): readonly Field[] {
  const roots = writers.map((fields) => fields.find((one) => one.path === path));
  const types = new Set(roots.map((root) => root?.type ?? "any"));
  if (types.size !== 1 || types.has("any")) return [open(path)];
  const byPath = new Map<string, Field>();
  for (const one of writers.flat()) {
    const known = byPath.get(one.path);
    byPath.set(one.path, known === undefined ? one : combined(known, one));
  }
  return [...byPath.values()];
}

function combined(a: Field, b: Field): Field {
  if (a.type !== b.type) return open(a.path);
  if (a.values === undefined || b.values === undefined) {
    const { values: _values, ...rest } = a;
    return rest;
  }
  return { ...a, values: [...new Map([...a.values, ...b.values].map((one) => [one.value, one])).values()] };
}

function open(path: string): Field {
  const name = path.split(".").at(-1) ?? path;
  return field(path, "any", [name, name]);
}
