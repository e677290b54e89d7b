/** What a `table` decision of ours answers, as the DMN decision that it was imported from answers. */
import { compileDecision } from "../../compile/compile-decision.ts";
import { compileModel } from "../../compile/boxed/compile-model.ts";
import type { EvaluationWarning } from "../../compile/evaluation.ts";
import { type Facts, type FeelValue, fromFact, isList, isRecord, ownProperty } from "../../expression/values.ts";
import type { BoxedModel } from "../../schema/boxed.ts";
import type { TableDecision } from "../../schema/decision.ts";
import { requiredBy } from "./definitions.ts";
import { boxedModelOf, type ReadElement, type ReadModel } from "./read-model.ts";

export interface TableAnswer {
  readonly feel: FeelValue;
  readonly warnings: readonly EvaluationWarning[];
}

type Answering = (given: ReadonlyMap<string, unknown>) => TableAnswer;

export interface TableSource {
  readonly read: ReadModel;
  readonly element: ReadElement;
  readonly definition: TableDecision;
  /** Where input data come from, by key: `=vars.total`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly timeZone: string | undefined;
}

/**
 * Undefined where input data come from more than a place among the facts: then nothing can be put there. Nor does a
 * table answer that calls others: an incident of theirs stops it, where DMN goes on with null.
 */
export function tableAnswering({
  read,
  element,
  definition,
  inputs: from,
  timeZone,
}: TableSource): Answering | undefined {
  const needed = requiredBy(element.element);
  if (definition.calls !== undefined || !needed.every((key) => isPlace(from[key] ?? ""))) return undefined;
  const table = compileDecision(definition, { ...(timeZone !== undefined && { timeZone }) });
  const inputs = needed.map((key) => ({
    path: (from[key] ?? "").slice(1).split("."),
    program: compileModel(boxedModelOf(read, key), timeZone),
  }));
  const result = compileModel(resultModel(read, element), timeZone);
  return (given) => {
    const warnings: EvaluationWarning[] = [];
    let facts: Facts = {};
    for (const { path, program } of inputs) {
      const input = program.evaluate(given);
      warnings.push(...input.warnings);
      facts = placed(facts, path, input.value);
    }
    const answer = table.evaluate(facts);
    if (answer.kind === "incident")
      return { feel: null, warnings: [...warnings, { code: answer.code, data: answer.data }] };
    if (answer.kind === "needs") return { feel: null, warnings };
    const { value, warnings: more } = result.evaluate(new Map([[resultKey, asDmn(answer.value, definition.outputs)]]));
    return { feel: value, warnings: [...warnings, ...answer.warnings, ...more] };
  };
}

const isPlace = (from: string): boolean => /^=[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(from);

const resultKey = "result";

/** Gives what it is given, as the type of the decision. */
function resultModel({ types }: ReadModel, { element }: ReadElement): BoxedModel {
  const { name, type } = element;
  const input = { kind: "input" as const, name, ...(type !== undefined && { type }) };
  return { types, elements: { [resultKey]: input }, value: resultKey };
}

function placed(facts: Facts, [first = "", ...rest]: readonly string[], value: FeelValue): Facts {
  if (rest.length === 0) return { ...facts, [first]: value };
  const inner = facts[first];
  return { ...facts, [first]: placed(isRecord(inner) ? inner : {}, rest, value) };
}

/** One output is its value, several are a context under their names. */
function asDmn(value: unknown, outputs: TableDecision["outputs"]): FeelValue {
  const given = fromFact(value);
  if (isList(given)) return given.map((each) => asDmn(each, outputs));
  if (!isRecord(given)) return given;
  const named = outputs.map(
    ({ id, name }) => [Object.values(name)[0] ?? id, fromFact(ownProperty(given, id))] as const,
  );
  const [only] = named;
  return outputs.length === 1 ? (only?.[1] ?? null) : Object.fromEntries(named);
}
