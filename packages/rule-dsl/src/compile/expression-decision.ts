/** A FEEL context: each entry sees those before it by name. The value is that of `result`, or a map of all entries. */
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { ExpressionDecision } from "../schema/decision.ts";
import { compileBoxedDecision } from "./boxed-decision.ts";
import { type CompileScope, withFacts } from "./compile-scope.ts";
import type { DecisionBody } from "./decision-body.ts";
import type { Notes } from "./notes.ts";
import { askFor } from "./test.ts";
import { type ValueProgram, valueProgram } from "./value.ts";

export function compileExpression(definition: ExpressionDecision, outer: CompileScope): DecisionBody {
  if (definition.boxed !== undefined) return compileBoxedDecision(definition.boxed, outer);
  let scope = outer;
  const entries = definition.entries.map((entry) => {
    const program = valueProgram(entry.value, scope);
    scope = scope.within(entry.id);
    return { id: entry.id, program };
  });
  const result = definition.result === undefined ? undefined : valueProgram(definition.result, scope);
  const fetched = [
    ...new Set(
      [...entries.map((entry) => entry.program), ...(result === undefined ? [] : [result])].flatMap(
        (program) => program.fetched,
      ),
    ),
  ];
  return {
    decide(facts, notes) {
      if (askFor(fetched, facts, notes)) return undefined;
      const values = valuesOf({ entries, scope }, facts, notes);
      return { value: result === undefined ? values : result.run(withFacts(facts, values, scope), notes) };
    },
    trace: (facts, notes) => ({ type: "expression", entries: valuesOf({ entries, scope }, facts, notes) }),
  };
}

function valuesOf(
  {
    entries,
    scope,
  }: {
    readonly entries: readonly { readonly id: string; readonly program: ValueProgram }[];
    readonly scope: CompileScope;
  },
  facts: Facts,
  notes: Notes,
): Readonly<Record<string, JsonValue>> {
  const values: Record<string, JsonValue> = {};
  for (const { id, program } of entries) values[id] = program.run(withFacts(facts, values, scope), notes);
  return values;
}
