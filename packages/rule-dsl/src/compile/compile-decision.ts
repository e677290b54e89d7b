import type { DecisionTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import type { DecisionDefinition, FetchedFact } from "../schema/decision.ts";
import type { JsonObject } from "../schema/common.ts";
import { DecisionCalls, type RunningCalls } from "./calls.ts";
import { CompileScope, isUnfetched } from "./compile-scope.ts";
import type { DecisionBody, Verdict } from "./decision-body.ts";
import type { CompileContext, CompiledDecision, Evaluation, EvaluationWarning } from "./evaluation.ts";
import { compileExpression } from "./expression-decision.ts";
import { compileMapping } from "./mapping.ts";
import { Notes } from "./notes.ts";
import { compileRules } from "./rules.ts";
import { compileScore } from "./score.ts";
import { compileTable } from "./table.ts";
import { type ValueProgram, valueProgram } from "./value.ts";

/**
 * Compiles a checked decision once; evaluating it is pure and never throws on data (S15). What does not compile never
 * holds and has no value, with a warning that says so.
 */
export function compileDecision(definition: DecisionDefinition, context: CompileContext = {}): CompiledDecision {
  const facts = definition.facts ?? [];
  const called = (definition.calls ?? []).map((call) => call.id);
  const fetched = [...facts.map((fact) => fact.id), ...called];
  const scope = new CompileScope(context, { conditions: definition.conditions, fetched, called });
  const body = bodyOf(definition, scope);
  const inputs = new Map(facts.map((fact) => [fact.id, inputOf(fact, scope)]));
  const calls = DecisionCalls.of(definition, scope, compileDecision);
  if (calls !== undefined) return withCalls({ definition, scope, body, inputs, calls });
  return {
    definition,
    reads: scope.reads,
    facts,
    evaluate(given, options) {
      const notes = new Notes();
      const verdict = body.decide(given, notes);
      if (verdict === undefined) return needs(inputs, given, notes);
      const trace = options?.trace === true ? body.trace(given, new Notes()) : undefined;
      return evaluationOf(verdict, notes.warnings, trace);
    },
  };
}

function evaluationOf(verdict: Verdict, warnings: readonly EvaluationWarning[], trace?: DecisionTrace): Evaluation {
  if ("incident" in verdict) {
    const { incident, code, data } = verdict;
    return { kind: "incident", incident, code, data, ...(trace && { trace }) };
  }
  const { value } = verdict;
  return trace === undefined ? { kind: "value", value, warnings } : { kind: "value", value, warnings, trace };
}

interface Calling {
  readonly definition: DecisionDefinition;
  readonly scope: CompileScope;
  readonly body: DecisionBody;
  readonly inputs: ReadonlyMap<string, ValueProgram>;
  readonly calls: DecisionCalls;
}

/** The same with other decisions among the facts. */
function withCalls({ definition, scope, body, inputs, calls }: Calling): CompiledDecision {
  return {
    definition,
    reads: [...new Set([...scope.reads, ...calls.reads])].sort(),
    facts: [...(definition.facts ?? []), ...calls.facts],
    evaluate(given, options) {
      const isTraced = options?.trace === true;
      const running = calls.start(given, isTraced);
      const notes = new Notes();
      const verdict = body.decide(running.facts, notes);
      const { incident } = running;
      if (incident !== undefined) {
        const { code, data } = incident;
        return { kind: "incident", incident: incident.incident, code, data };
      }
      if (verdict === undefined) return needs(inputs, running.facts, notes, running);
      running.end();
      const trace = isTraced ? { ...body.trace(running.facts, new Notes()), calls: running.traces } : undefined;
      return evaluationOf(verdict, running.warnings(notes.warnings), trace);
    },
  };
}

function inputOf(fact: FetchedFact, scope: CompileScope): ValueProgram {
  return valueProgram(fact.input ?? {}, scope);
}

/** The needs in the definition's order. A fact whose own input reads another fetched fact waits for that one; round a cycle it is asked with what there is. */
function needs(
  inputs: ReadonlyMap<string, ValueProgram>,
  facts: Facts,
  notes: Notes,
  running?: RunningCalls,
): Evaluation {
  const asked = new Map<string, JsonObject>();
  const visit = (id: string, above: readonly string[]): void => {
    const pending = above.includes(id) ? undefined : running?.pendingOf(id);
    if (pending !== undefined) {
      for (const need of pending.needs) asked.set(need.factId, need.input);
      for (const other of pending.before) visit(other, [...above, id]);
    }
    const input = inputs.get(id);
    if (input === undefined || asked.has(id)) return;
    const before = above.includes(id) ? [] : input.fetched.filter((other) => isUnfetched(facts, other));
    if (before.length === 0) asked.set(id, input.run(facts, new Notes()) as JsonObject); // a map of inputs gives a map
    for (const other of before) visit(other, [...above, id]);
  };
  for (const id of notes.needs) visit(id, []);
  const own = [...inputs.keys()].filter((id) => asked.has(id));
  const ofCalls = [...asked.keys()].filter((id) => !inputs.has(id));
  const inOrder = [...own, ...ofCalls].map((factId) => ({ factId, input: asked.get(factId) ?? {} }));
  return { kind: "needs", needs: inOrder };
}

function bodyOf(definition: DecisionDefinition, scope: CompileScope): DecisionBody {
  switch (definition.type) {
    case "rules":
      return compileRules(definition, scope);
    case "table":
      return compileTable(definition, scope);
    case "score":
      return compileScore(definition, scope);
    case "mapping":
      return compileMapping(definition, scope);
    case "expression":
      return compileExpression(definition, scope);
  }
}
