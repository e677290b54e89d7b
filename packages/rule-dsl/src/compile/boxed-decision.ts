/** A DMN decision with all it requires, over our facts: its input data come from where `from` says. */
import { fromFact, type Facts, type FeelValue, ownProperty } from "../expression/values.ts";
import type { BoxedModel } from "../schema/boxed.ts";
import type { JsonValue } from "../schema/common.ts";
import type { BoxedTableTrace } from "../explain/trace.ts";
import { compileModel, type ModelEvaluation } from "./boxed/compile-model.ts";
import type { TableSeen } from "./boxed/piece.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { DecisionBody } from "./decision-body.ts";
import { epochMilliseconds, type FeelProgram, feelProgram } from "./feel-program.ts";
import { jsonOf } from "./json-of.ts";
import { Notes } from "./notes.ts";
import { askFor } from "./test.ts";

interface Input {
  readonly key: string;
  readonly name: string;
  /** Absent: the fact of the input's own name. */
  readonly from: FeelProgram | undefined;
}

export function compileBoxedDecision(boxed: BoxedModel, scope: CompileScope): DecisionBody {
  const program = compileModel(boxed, scope.context.timeZone);
  const inputs = Object.entries(boxed.elements).flatMap(([key, element]): readonly Input[] => {
    if (element.kind !== "input") return [];
    const from = element.from === undefined ? undefined : feelProgram(element.from.slice(1), scope);
    return [{ key, name: element.name, from }];
  });
  const fetched = [...new Set(inputs.flatMap(({ from }) => from?.fetched ?? []))];
  // What a table sees may come from any input: one personal one hides them all.
  const reads = inputs.flatMap(({ from }) => from?.reads ?? []);
  const evaluate = (facts: Facts, notes: Notes, isTraced: boolean): ModelEvaluation => {
    const given = new Map(inputs.map((input) => [input.key, valueOf(input, facts, notes)] as const));
    const result = program.evaluate(given, { now: epochMilliseconds(facts["now"]), isTraced });
    for (const { code, data } of result.warnings) notes.warn(scope.warning(code, data));
    return result;
  };
  return {
    decide(facts, notes) {
      if (askFor(fetched, facts, notes)) return undefined;
      return { value: jsonOf(evaluate(facts, notes, false).value) };
    },
    trace(facts) {
      const evaluation = evaluate(facts, new Notes(), true);
      const tables = evaluation.tables.map((table) => traced(table, reads, scope));
      return {
        type: "expression",
        entries: decisionsIn(evaluation, boxed),
        ...(tables.length > 0 && { tables }),
      };
    },
  };
}

function valueOf({ name, from }: Input, facts: Facts, notes: Notes): FeelValue {
  return from === undefined ? fromFact(ownProperty(facts, name)) : from.run(facts, notes);
}

/** What each decision on the way came to, by its name; input data stay where they came from. */
function decisionsIn({ elements }: ModelEvaluation, boxed: BoxedModel): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    [...elements].flatMap(([key, value]) => {
      const element = boxed.elements[key];
      return element?.kind === "decision" ? [[element.name, jsonOf(value)] as const] : [];
    }),
  );
}

function traced({ element, inputs, hits }: TableSeen, reads: readonly string[], scope: CompileScope): BoxedTableTrace {
  return {
    decision: element,
    inputs: inputs.map(({ text, value }) => ({ text, observed: scope.tracing(text, reads)(jsonOf(value)) })),
    rows: hits.map((hit) => hit + 1),
  };
}
