import type { CompileContext, Evaluation, FactNeed } from "../compile/evaluation.ts";
import { type Facts, fromFact, ownProperty, toJson } from "../expression/values.ts";
import type { BoxedModel } from "../schema/boxed.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition, ExpressionDecision, MappingDecision } from "../schema/decision.ts";
import { Calls } from "./calls.ts";
import { evaluateBoxedModel } from "./evaluate-boxed.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { evaluateScore } from "./evaluate-score.ts";
import { evaluateTable } from "./evaluate-table.ts";
import { evaluateValue, needsOfValue } from "./evaluate-value.ts";
import type { Reached } from "./reached.ts";
import { feel, type Session, startSession, unfetched, warn, withFacts, withName } from "./session.ts";

/** The reference answer to `compileDecision(definition, context).evaluate(facts)`, without a trace. */
export function evaluateByReference(
  definition: DecisionDefinition,
  facts: Facts,
  context: CompileContext = {},
): Evaluation {
  const session = startSession(context, definition);
  const calls = new Calls(definition, session, facts, evaluateByReference);
  const reached = reach(session, definition, calls.facts);
  if (calls.incident !== undefined) return calls.incident;
  if ("needs" in reached) return { kind: "needs", needs: asked(session, definition, reached.needs, calls) };
  if ("incident" in reached) return { kind: "incident", ...reached };
  return { kind: "value", value: reached.value, warnings: session.warnings };
}

/** The reference answer to `compileCondition(condition, context).evaluate(facts)`. */
export function holdsByReference(condition: Condition, facts: Facts, context: CompileContext = {}): boolean {
  return evaluateCondition(startSession(context, {}), condition, facts).outcome === "yes";
}

function reach(session: Session, definition: DecisionDefinition, facts: Facts): Reached {
  switch (definition.type) {
    case "rules":
      return evaluateRules(session, definition, facts);
    case "table":
      return evaluateTable(session, definition, facts);
    case "score":
      return evaluateScore(session, definition, facts);
    case "mapping":
      return evaluateMapping(session, definition, facts);
    case "expression":
      return evaluateEntries(session, definition, facts);
  }
}

/** The inputs of the facts to fetch. A fact whose input reads another one waits for that; round a cycle it does not. */
function asked(
  session: Session,
  definition: DecisionDefinition,
  needs: readonly string[],
  calls: Calls,
): readonly FactNeed[] {
  const found = new Map<string, JsonObject>();
  const ask = (id: string, askedFor: readonly string[]): void => {
    if (askedFor.includes(id) && calls.needs.has(id)) return;
    for (const need of calls.needs.get(id) ?? []) found.set(`${id}.${need.factId}`, need.input);
    for (const other of calls.waits.get(id) ?? []) ask(other, [...askedFor, id]);
    const fact = definition.facts?.find((each) => each.id === id);
    if (fact === undefined || found.has(id)) return;
    const input = fact.input ?? {};
    const first = askedFor.includes(id) ? [] : needsOfValue(session, input, calls.facts);
    for (const other of first) ask(other, [...askedFor, id]);
    if (first.length === 0) found.set(id, evaluateValue(session, input, calls.facts) as JsonObject); // a map gives a map
  };
  for (const id of needs) ask(id, []);
  const own = (definition.facts ?? []).flatMap(({ id }) => (found.has(id) ? [id] : []));
  const others = [...found.keys()].filter((id) => !own.includes(id));
  return [...own, ...others].map((factId) => ({ factId, input: found.get(factId) ?? {} }));
}

function evaluateMapping(session: Session, definition: MappingDecision, facts: Facts): Reached {
  const needs = unfetched(session, definition.from, facts);
  if (needs.length > 0) return { needs };
  const values = definition.from.map((name) => keyPart(facts, name));
  const entry = definition.entries.find((each) =>
    definition.from.every((name, index) => values[index] !== null && each.from[name] === String(values[index])),
  );
  if (entry !== undefined) return { value: stateAhead(definition, facts, entry.to) ?? entry.to };
  const key = values.map((value) => String(value ?? "?")).join(" / ");
  if (definition.unknown === "incident") {
    const parts = Object.fromEntries(definition.from.map((name, index) => [name, values[index] ?? null]));
    return { incident: "unknown-mapping", code: "unknown-mapping", data: { key, parts } };
  }
  warn(session, "unknown-mapping", { key });
  return { value: definition.unknown === "null" ? null : definition.unknown.value };
}

/** The state of the order, when the code would be a step back from it. */
function stateAhead({ order }: MappingDecision, facts: Facts, to: string): string | undefined {
  const known = facts["order"];
  if (order === undefined || typeof known !== "object" || known === null || !("fulfilment" in known)) return undefined;
  const { fulfilment: state } = known;
  const [before, after] = [order.forwardOnly.indexOf(String(state)), order.forwardOnly.indexOf(to)];
  return typeof state === "string" && after >= 0 && after < before ? state : undefined;
}

function keyPart(facts: Facts, name: string): string | number | boolean | null {
  for (const place of [facts, facts["vars"], facts["order"]]) {
    if (typeof place !== "object" || place === null || !Object.hasOwn(place, name)) continue;
    const value: unknown = (place as Readonly<Record<string, unknown>>)[name]; // own, as just checked
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  }
  return null;
}

function evaluateEntries(outer: Session, definition: ExpressionDecision, facts: Facts): Reached {
  if (definition.boxed !== undefined) return evaluateBoxed(outer, definition.boxed, facts);
  let session = outer;
  const needs: string[] = [];
  const values: Record<string, JsonValue> = {};
  for (const { id, value } of definition.entries) {
    needs.push(...needsOfValue(session, value, facts));
    session = withName(session, id);
  }
  needs.push(...needsOfValue(session, definition.result ?? null, facts));
  if (needs.length > 0) return { needs: unfetched(outer, needs, facts) };
  session = outer;
  for (const { id, value } of definition.entries) {
    values[id] = evaluateValue(session, value, withFacts(facts, values));
    session = withName(session, id);
  }
  return {
    value:
      definition.result === undefined ? values : evaluateValue(session, definition.result, withFacts(facts, values)),
  };
}

/** Input data come from where `from` says, or from the fact of their name. */
function evaluateBoxed(session: Session, model: BoxedModel, facts: Facts): Reached {
  const inputs = Object.entries(model.elements).flatMap(([key, element]) =>
    element.kind === "input" ? [{ key, name: element.name, from: element.from }] : [],
  );
  const needs = inputs.flatMap(({ from }) => needsOfValue(session, from ?? null, facts));
  if (needs.length > 0) return { needs: unfetched(session, needs, facts) };
  const given = new Map(
    inputs.map(({ key, name, from }) => {
      const value = from === undefined ? fromFact(ownProperty(facts, name)) : feel(session, from.slice(1), facts);
      return [key, value] as const;
    }),
  );
  const { timeZone } = session.context;
  return { value: toJson(evaluateBoxedModel({ model, given, timeZone, now: undefined })) as JsonValue }; // toJson makes nothing but JSON
}
