/** A DMN model that answers by its own names. It runs what its decisions run as definitions: compileModel. */
import { compileModel } from "../../compile/boxed/compile-model.ts";
import type { EvaluationWarning } from "../../compile/evaluation.ts";
import { jsonOf } from "../../compile/json-of.ts";
import { type FeelValue, isRecord, ownProperty } from "../../expression/values.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { DecisionDefinition } from "../../schema/decision.ts";
import type { DmnFile } from "./read-file.ts";
import { boxedModelOf, type ReadElement, type ReadModel } from "./read-model.ts";
import { tableAnswering } from "./table-answer.ts";

export interface DmnItem {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly type?: string;
}

export interface DmnAnswer {
  readonly value: JsonValue;
  /** The value with its kinds: dates, exact numbers, functions. */
  readonly feel: FeelValue;
  readonly warnings: readonly EvaluationWarning[];
}

export interface DmnModel {
  readonly name: string;
  readonly namespace: string;
  readonly inputs: readonly DmnItem[];
  readonly decisions: readonly DmnItem[];
  readonly services: readonly DmnItem[];
  readonly functions: readonly DmnItem[];
  /**
   * The value of a decision, of a service for its inputs, or of a function for its parameters. `inputs` are by name, as
   * JSON (dates as ISO 8601 texts) or as FEEL values; where several models have an input of one name, by
   * `namespace#name` or in a map under the import's name.
   */
  evaluate(
    nameOrId: string,
    inputs?: Readonly<Record<string, unknown>>,
    options?: { readonly now?: number },
  ): DmnAnswer;
}

export interface ModelParts {
  readonly main: DmnFile;
  /** What the decisions became, by key. */
  readonly definitions: ReadonlyMap<string, DecisionDefinition>;
  /** Where input data come from, by key. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly timeZone: string | undefined;
}

interface Asked {
  readonly given: ReadonlyMap<string, unknown>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly now: number | undefined;
}

type Answering = (asked: Asked) => Omit<DmnAnswer, "value">;

export function dmnModel(read: ReadModel, parts: ModelParts): DmnModel {
  const { main } = parts;
  const elements = [...read.elements.values()];
  const listed = (kind: ReadElement["element"]["kind"]): readonly DmnItem[] =>
    elements.filter(({ element }) => element.kind === kind).map(itemOf);
  const answerings = new Map<string, Answering>();
  const answeringOf = (element: ReadElement): Answering => {
    const answering = answerings.get(element.key) ?? makeAnswering(element, read, parts);
    answerings.set(element.key, answering);
    return answering;
  };
  return {
    name: main.name,
    namespace: main.namespace,
    inputs: listed("input"),
    decisions: listed("decision"),
    services: listed("service"),
    functions: listed("function"),
    evaluate(nameOrId, inputs = {}, { now } = {}) {
      const asked = findElement(elements, nameOrId);
      if (asked === undefined) {
        return { value: null, feel: null, warnings: [{ code: "dmn-no-such-element", data: { name: nameOrId } }] };
      }
      const given = givenOf(asked, elements, inputs, main);
      const { feel, warnings } = answeringOf(asked)({ given, parameters: inputs, now });
      return { value: jsonOf(feel), feel, warnings };
    },
  };
}

/** A decision that became a table of ours answers as that table; everything else as the boxed model that it is. */
function makeAnswering(
  element: ReadElement,
  read: ReadModel,
  { definitions, inputs, timeZone }: ModelParts,
): Answering {
  const definition = definitions.get(element.key);
  const answer =
    definition?.type === "table" ? tableAnswering({ read, element, definition, inputs, timeZone }) : undefined;
  if (answer !== undefined) return ({ given }) => answer(given);
  const program = compileModel(boxedModelOf(read, element.key), timeZone);
  return ({ given, parameters, now }) => {
    const { value, warnings } = program.evaluate(given, { now, parameters });
    return { feel: value, warnings };
  };
}

function itemOf({ id, file, element }: ReadElement): DmnItem {
  const { name, type } = element;
  return { id, name, namespace: file.namespace, ...(type !== undefined && { type }) };
}

/** By name or id; the first file's own come first, and decisions before what is called the same. */
function findElement(elements: readonly ReadElement[], nameOrId: string): ReadElement | undefined {
  const name = nameOrId.trim().replace(/\s+/g, " ");
  const evaluable = elements.filter(({ element }) => element.kind !== "input");
  return (
    evaluable.find(({ element }) => element.kind === "decision" && element.name === name) ??
    evaluable.find(({ element }) => element.name === name) ??
    evaluable.find(({ id, key }) => id === nameOrId || key === name)
  );
}

/** The values of input data and of decisions without logic; for a service, of its input decisions as well. */
function givenOf(
  asked: ReadElement,
  elements: readonly ReadElement[],
  inputs: Readonly<Record<string, unknown>>,
  main: DmnFile,
): ReadonlyMap<string, unknown> {
  const wanted = new Set(asked.element.kind === "service" ? asked.element.inputs : []);
  return new Map(
    elements.flatMap((each) => {
      if (!isGiven(each.element) && !wanted.has(each.key)) return [];
      const value = valueFor(each, inputs, main);
      return value === undefined ? [] : [[each.key, value] as const];
    }),
  );
}

/** What people say from outside: input data, and decisions that a person makes. */
function isGiven(element: ReadElement["element"]): boolean {
  return element.kind === "input" || (element.kind === "decision" && "refused" in element.value);
}

function valueFor({ file, element }: ReadElement, inputs: Readonly<Record<string, unknown>>, main: DmnFile): unknown {
  const { name } = element;
  const exact = ownProperty(inputs, `${file.namespace}#${name}`);
  if (exact !== undefined) return exact;
  const imported = main.imports.get(file.namespace);
  const within = imported === undefined ? undefined : ownProperty(inputs, imported);
  const inside = isRecord(within) ? ownProperty(within, name) : undefined;
  return inside ?? ownProperty(inputs, name);
}
