/** A DMN model that answers by its own names. It runs what its decisions run as definitions: compileModel. */
import { compileModel, type ModelProgram } from "../../compile/boxed/compile-model.ts";
import type { EvaluationWarning } from "../../compile/evaluation.ts";
import { jsonOf } from "../../compile/json-of.ts";
import { type FeelValue, isRecord, ownProperty } from "../../expression/values.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { DmnFile } from "./read-file.ts";
import { boxedModelOf, type ReadElement, type ReadModel } from "./read-model.ts";

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

export function dmnModel(read: ReadModel, main: DmnFile, timeZone: string | undefined): DmnModel {
  const elements = [...read.elements.values()];
  const listed = (kind: ReadElement["element"]["kind"]): readonly DmnItem[] =>
    elements.filter(({ element }) => element.kind === kind).map(itemOf);
  const programs = new Map<string, ModelProgram>();
  const programOf = (key: string): ModelProgram => {
    const program = programs.get(key) ?? compileModel(boxedModelOf(read, key), timeZone);
    programs.set(key, program);
    return program;
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
      const result = programOf(asked.key).evaluate(givenOf(asked, elements, inputs, main), { now, parameters: inputs });
      return { value: jsonOf(result.value), feel: result.value, warnings: result.warnings };
    },
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
