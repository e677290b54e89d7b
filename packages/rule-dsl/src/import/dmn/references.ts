/**
 * Which decisions a definition calls instead of holding them. What a called decision gives comes as JSON: only where
 * nothing is lost on that way is it called, and elsewhere it stays inside.
 */
import { builtinKind } from "../../compile/boxed/item-types.ts";
import type { ItemType, ModelElement } from "../../schema/boxed.ts";
import type { DecisionCall, DecisionDefinition, TableDecision } from "../../schema/decision.ts";
import type { ReadModel } from "./read-model.ts";

type Types = Readonly<Record<string, ItemType>>;
export type InputElement = Extract<ModelElement, { kind: "input" }>;

/** A call, and the input data that its value is inside of the caller. */
export interface Reference {
  readonly call: DecisionCall;
  readonly input: InputElement;
}

/** Undefined where the decision has to stay inside. */
export function referenceTo(
  element: ModelElement,
  definition: DecisionDefinition,
  { types }: ReadModel,
): Reference | undefined {
  const { name, type } = element;
  const id = callId(definition.id);
  const call = { id, decision: definition.id };
  if (definition.type === "table") {
    const read = type ?? tableType(definition);
    if (read === undefined && definition.outputs.some((output) => isTemporal(output.type))) return undefined;
    return {
      call,
      input: { kind: "input", name, ...(read !== undefined && { type: read }), from: fromTable(id, definition) },
    };
  }
  if (type === undefined || !isExact({ base: type }, types, 0)) return undefined;
  return { call, input: { kind: "input", name, type, from: `=${id}` } };
}

/** Roots that expressions read something else by. */
const roots: ReadonlySet<string> = new Set(["order", "orders", "vars", "metrics", "quotas", "now", "event", "row"]);

function callId(slug: string): string {
  const id = slug.replace(/-([A-Za-z0-9])/g, (_, next: string) => next.toUpperCase());
  return roots.has(id) ? `${id}Decision` : id;
}

function isTemporal(type: TableDecision["outputs"][number]["type"]): boolean {
  return type === "date" || type === "date-time" || type === "duration";
}

/** The type of a table's one value, where the column says it. */
function tableType({ outputs, hitPolicy }: TableDecision): string | undefined {
  const [only] = outputs;
  if (outputs.length > 1 || only === undefined || isPlural(hitPolicy)) return undefined;
  return only.type === "date-time" ? "date and time" : only.type === "duration" ? undefined : only.type;
}

const isPlural = (policy: TableDecision["hitPolicy"]): boolean =>
  policy === "COLLECT" || policy === "RULE ORDER" || policy === "OUTPUT ORDER";

/** Our tables give maps by the ids of their outputs; DMN's give the value of a single one, or a context by names. */
function fromTable(id: string, { outputs, hitPolicy, aggregation = "list" }: TableDecision): string {
  if (hitPolicy === "COLLECT" && aggregation === "count") return `=${id}`;
  const row = (of: string): string => {
    const [only] = outputs;
    if (only !== undefined && outputs.length === 1) return field(of, only.id);
    const fields = outputs.map((output) => `${JSON.stringify(nameOf(output))}: ${field(of, output.id)}`);
    return `{${fields.join(", ")}}`;
  };
  const isList = isPlural(hitPolicy) && (hitPolicy !== "COLLECT" || aggregation === "list");
  return isList ? `=for row in ${id} return ${row("row")}` : `=if ${id} = null then null else ${row(id)}`;
}

/** An id with a hyphen is no name in FEEL, which reads it as minus. */
function field(of: string, id: string): string {
  return id.includes("-") ? `get value(${of}, ${JSON.stringify(id)})` : `${of}.${id}`;
}

function nameOf({ id, name }: TableDecision["outputs"][number]): string {
  return Object.values(name)[0] ?? id;
}

/** Kinds that JSON text carries whole, once their type is known. Numbers may have more digits than JSON's. */
const exactKinds: ReadonlySet<string | undefined> = new Set([
  "string",
  "boolean",
  "date",
  "time",
  "date and time",
  "days and time duration",
  "years and months duration",
]);
const deepest = 20;

function isExact(item: ItemType, types: Types, depth: number): boolean {
  if (item.function !== undefined || depth > deepest) return false;
  if (item.fields !== undefined) return Object.values(item.fields).every((each) => isExact(each, types, depth + 1));
  if (item.base === undefined) return false;
  const named = Object.hasOwn(types, item.base) ? types[item.base] : undefined;
  return named === undefined ? exactKinds.has(builtinKind(item.base)) : isExact(named, types, depth + 1);
}
