/** The decisions of a model as definitions of ours, each with all it requires. */
import { problemsOfModel } from "../../compile/boxed/compile-model.ts";
import { textOf } from "../../codes/codes.ts";
import type { ItemType, ModelElement } from "../../schema/boxed.ts";
import { CURRENT_SCHEMA_VERSION, type LocalizedText } from "../../schema/common.ts";
import type { DecisionCall, DecisionDefinition, ExpressionDecision } from "../../schema/decision.ts";
import { freeId } from "../slug.ts";
import { asTable, type Source } from "./as-table.ts";
import { childNamed } from "./read-xml.ts";
import { type Reference, referenceTo } from "./references.ts";
import { boxedModelOf, noLogic, type ReadElement, type ReadModel } from "./read-model.ts";

export interface DefinitionOptions {
  /** Where a decision gets its input data from, by the input's name: FEEL such as `=order.total`. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Refuses what cannot be decided, and all that needs it; the rest becomes definitions, by the key of its element. */
export function definitionsOf(
  model: ReadModel,
  inputs: Readonly<Record<string, string>>,
): ReadonlyMap<string, DecisionDefinition> {
  const refused = refusedElements(model);
  const ids = new Set<string>();
  const heads = new Map<string, Headed>();
  for (const read of model.elements.values()) {
    const { key, element, xml, file } = read;
    if (element.kind !== "decision" || isHuman(element)) continue;
    const culprit = closureOf([key], model).find((each) => refused.has(each));
    if (culprit === undefined) heads.set(key, { element, head: headOf(read, ids) });
    else if (!refused.has(key)) {
      const found = model.elements.get(culprit)?.element.name ?? culprit;
      file.notes.refuse("dmn-needs-refused", xml, element.name, { found });
    }
  }
  return withBodies(heads, model, inputs);
}

interface Headed {
  readonly element: DecisionElement;
  readonly head: Pick<DecisionDefinition, "kind" | "schemaVersion" | "id" | "name" | "description">;
}
type DecisionElement = Extract<ModelElement, { kind: "decision" }>;

/** What a decision needs comes first: whether that is a table says how it is called. */
function withBodies(
  heads: ReadonlyMap<string, Headed>,
  model: ReadModel,
  inputs: Readonly<Record<string, string>>,
): ReadonlyMap<string, DecisionDefinition> {
  const made = new Map<string, DecisionDefinition>();
  const making: Making = { model, inputs, definitions: made };
  const make = (key: string): void => {
    const headed = heads.get(key);
    if (headed === undefined || made.has(key)) return;
    const { element, head } = headed;
    for (const { element: need } of element.needs) make(need);
    const table = asTable(element, { model, nameOf: named, sourceOf: (other) => sourceOf(other, making) });
    const body = table === undefined ? boxedBody(key, making) : { type: "table" as const, ...table };
    const definition = { ...head, ...body };
    if (depthOf(definition) <= deepestDefinition) made.set(key, definition);
    else {
      const read = model.elements.get(key);
      read?.file.notes.refuse("dmn-too-deep", read.xml, element.name, { limit: deepestDefinition });
    }
  };
  for (const key of heads.keys()) make(key);
  return new Map(
    [...heads.keys()].flatMap((key) => {
      const definition = made.get(key);
      return definition === undefined ? [] : [[key, definition] as const];
    }),
  );
}

/** Objects and lists inside each other: what is kept and sent as JSON has to stay below what the door takes. */
const deepestDefinition = 28;

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((deepest, part) => Math.max(deepest, depthOf(part)), 0);
}

function sourceOf(key: string, making: Making): Source | undefined {
  const element = making.model.elements.get(key)?.element;
  if (element === undefined) return undefined;
  if (element.kind === "input" || isHuman(element)) return { from: making.inputs[key] ?? "", type: element.type };
  const reference = referenceOf(key, element, making);
  if (reference === undefined) return undefined;
  const { from = "", type } = reference.input;
  return { from, type, call: reference.call };
}

/** Keys of the elements that were refused when they were read, or that do not compile. */
function refusedElements(model: ReadModel): ReadonlySet<string> {
  const refused = new Set([...model.elements.values()].filter(({ isRefused }) => isRefused).map(({ key }) => key));
  for (const { key, code, data } of problemsOfModel(boxedModelOf(model, ""))) {
    const read = model.elements.get(key);
    if (read === undefined || code === "unknown-type") continue;
    refused.add(key);
    const { file, xml, element } = read;
    if (code === "requirement-cycle") file.notes.refuse("dmn-cycle", xml, element.name);
    else file.notes.refuse("dmn-bad-expression", xml, element.name, { reason: textOf(code, data), text: data["text"] });
  }
  for (const { element, xml, file } of model.elements.values()) {
    if (isHuman(element)) file.notes.refuse("dmn-missing", xml, element.name, { element: "expression" });
  }
  return refused;
}

/** A decision without logic is made by a person; whoever needs it gets it as input data. */
function isHuman(element: ModelElement): boolean {
  return element.kind === "decision" && "refused" in element.value && element.value.refused === noLogic;
}

/** The elements and all that they need, each once. */
function closureOf(keys: readonly string[], { elements }: ReadModel): readonly string[] {
  const found = new Set<string>();
  const visit = (each: string): void => {
    const element = elements.get(each)?.element;
    if (element === undefined || found.has(each)) return;
    found.add(each);
    for (const next of requiredBy(element)) visit(next);
  };
  for (const key of keys) visit(key);
  return [...found];
}

/** The keys of what an element needs. */
export function requiredBy(element: ModelElement): readonly string[] {
  switch (element.kind) {
    case "input":
      return [];
    case "decision":
    case "function":
      return element.needs.map((need) => need.element);
    case "service":
      return [...element.inputs, ...element.outputs];
  }
}

/** Where input data come from, by their keys: variables of the same names, until the one who imports says otherwise. */
export function inputSources(
  { elements }: ReadModel,
  { inputs = {} }: DefinitionOptions,
): Readonly<Record<string, string>> {
  const taken = new Set<string>();
  const data = [...elements.values()].filter(({ element }) => element.kind === "input" || isHuman(element));
  return Object.fromEntries(
    data.map(({ key, element: { name } }, index) => {
      const id = freeId(name, `input-${String(index + 1)}`, taken);
      const variable = `=vars.${id.replace(/-([a-z0-9])/g, (_, next: string) => next.toUpperCase())}`;
      return [key, inputs[key] ?? inputs[name] ?? variable];
    }),
  );
}

function headOf({ element: { name }, xml }: ReadElement, ids: Set<string>): Headed["head"] {
  const description = childNamed(xml, "description")?.text.trim().slice(0, 2000) ?? "";
  return {
    kind: "decision",
    schemaVersion: CURRENT_SCHEMA_VERSION,
    id: freeId(name, `decision-${String(ids.size + 1)}`, ids),
    name: named(name),
    ...(description !== "" && { description: named(description) }),
  };
}

/** In the language that its letters show. */
function named(text: string): LocalizedText {
  return { [/\p{Script=Han}/u.test(text) ? "zh-CN" : "en"]: text };
}

interface Making {
  readonly model: ReadModel;
  readonly inputs: Readonly<Record<string, string>>;
  readonly definitions: ReadonlyMap<string, DecisionDefinition>;
}

/** The decision with all that stays inside of it, and calls of the decisions that do not. */
function boxedBody(value: string, making: Making): Pick<ExpressionDecision, "type" | "entries" | "boxed" | "calls"> {
  const { model, inputs } = making;
  const calls: DecisionCall[] = [];
  const elements: Record<string, ModelElement> = {};
  const inside = insideOf(value, model);
  const visit = (key: string): void => {
    const element = model.elements.get(key)?.element;
    if (element === undefined || Object.hasOwn(elements, key)) return;
    const reference = inside.has(key) ? undefined : referenceOf(key, element, making);
    if (reference !== undefined) {
      elements[key] = reference.input;
      calls.push(reference.call);
      return;
    }
    elements[key] = fed(key, element, inputs);
    for (const next of requiredBy(element)) visit(next);
  };
  visit(value);
  const types = typesIn(elements, model.types);
  return {
    type: "expression",
    entries: [],
    ...(calls.length > 0 && { calls }),
    boxed: { ...(Object.keys(types).length > 0 && { types }), elements, value },
  };
}

function referenceOf(key: string, element: ModelElement, { model, definitions }: Making): Reference | undefined {
  const definition = definitions.get(key);
  return definition === undefined ? undefined : referenceTo(element, definition, model);
}

/** What is worked out inside: the decision itself, and whatever a service works out on what it is given. */
function insideOf(value: string, model: ReadModel): ReadonlySet<string> {
  const services = closureOf([value], model).filter((key) => model.elements.get(key)?.element.kind === "service");
  return new Set([value, ...closureOf(services, model)]);
}

function fed(key: string, element: ModelElement, inputs: Readonly<Record<string, string>>): ModelElement {
  if (element.kind !== "input" && !isHuman(element)) return element;
  const { name, type } = element;
  const from = inputs[key];
  return { kind: "input", name, ...(type !== undefined && { type }), ...(from !== undefined && { from }) };
}

/** The types that the elements and their types speak of. */
function typesIn(elements: unknown, types: Readonly<Record<string, ItemType>>): Readonly<Record<string, ItemType>> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (typeof part !== "string") visit(part);
      else if (
        (key === "type" || key === "base" || key === "result") &&
        Object.hasOwn(types, part) &&
        !found.has(part)
      ) {
        found.add(part);
        visit(types[part]);
      }
    }
  };
  visit(elements);
  return Object.fromEntries(
    [...found].sort().flatMap((name) => (types[name] === undefined ? [] : [[name, types[name]]])),
  );
}
