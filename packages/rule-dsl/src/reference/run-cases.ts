/** Runs the cases of a decision: what an order manager wrote down must come out, on either evaluator. */
import { comparable } from "../compile/comparable.ts";
import { compileDecision } from "../compile/compile-decision.ts";
import type { CompileContext, Evaluation } from "../compile/evaluation.ts";
import { sameJson } from "../compile/table-hits.ts";
import { tracedRefusals } from "../explain/refusals.ts";
import type { Facts } from "../expression/values.ts";
import type { Case, CasesDocument, StubbedAnswer } from "../schema/cases.ts";
import type { JsonObject, JsonValue } from "../schema/common.ts";
import type { DecisionDefinition, FetchedFact } from "../schema/decision.ts";
import { evaluateByReference } from "./evaluate-decision.ts";
import { putAt } from "./put-at.ts";
import { refusals } from "./refusals.ts";

export type CaseEngine = "reference" | "compiled";

export interface CaseDifference {
  readonly field: "value" | "count" | "because" | "incident" | "facts";
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

export interface CaseResult {
  readonly id: string;
  readonly passed: boolean;
  readonly differences: readonly CaseDifference[];
  readonly evaluation: Evaluation;
  /** The facts it ran on, fetched answers among them. */
  readonly facts: Facts;
}

export interface CaseOptions extends CompileContext {
  /** Shows an order as facts; by default as it stands, money as numbers of the base currency. */
  readonly orderFacts?: (order: JsonObject) => unknown;
}

export function runDecisionCases(
  document: CasesDocument,
  definition: DecisionDefinition,
  engine: CaseEngine,
  options: CaseOptions = {},
): readonly CaseResult[] {
  const run = runnerOf(definition, engine, options);
  const fetched = compileDecision(definition, options).facts;
  return document.cases.map((each) => {
    const given = Object.entries(each.with ?? {}).reduce<JsonValue>(
      (all, [pointer, value]) => putAt(all, pointer, value),
      asJson(document.given),
    );
    const answers = { ...document.given.answers, ...each.answers };
    const { evaluation, facts, refused } = fetching(
      run,
      fetched,
      factsOf(given as CasesDocument["given"], options),
      answers,
    ); // the same form, with values put in
    const differences = compare(each, evaluation, refused);
    return { id: each.id, passed: differences.length === 0, differences, evaluation, facts };
  });
}

const asJson = (value: unknown): JsonValue => value as JsonValue; // cases are JSON documents

interface Ran {
  readonly evaluation: Evaluation;
  readonly refused: () => readonly string[];
}
type Runner = (facts: Facts) => Ran;

function runnerOf(definition: DecisionDefinition, engine: CaseEngine, context: CompileContext): Runner {
  if (engine === "reference") {
    return (facts) => ({
      evaluation: evaluateByReference(definition, facts, context),
      refused: () => refusals(definition, facts, context),
    });
  }
  const decision = compileDecision(definition, context);
  return (facts) => {
    const evaluation = decision.evaluate(facts, { trace: true });
    const trace = evaluation.kind === "needs" ? undefined : evaluation.trace;
    return { evaluation, refused: () => (trace === undefined ? [] : tracedRefusals(trace, definition)) };
  };
}

function factsOf(given: CasesDocument["given"], { orderFacts, baseCurrency = "CNY" }: CaseOptions): Facts {
  const { order, now, vars, metrics, quotas, facts } = given;
  const shown = orderFacts ?? ((value: JsonObject) => partialOrderFacts(value, baseCurrency));
  const roots = { now, vars: vars ?? {}, metrics: metrics ?? {}, quotas: quotas ?? {}, ...facts };
  return order === undefined ? roots : { order: shown(order), ...roots };
}

/** What `factsOfOrder` shows even when it was not sent, for orders of which a case gives only a part. */
function partialOrderFacts(order: JsonObject, baseCurrency: string): unknown {
  const { service, promotions = [], tags = [], attributes = {} } = order;
  const promised = Object.fromEntries(Object.entries(service ?? {}));
  const shown = { ...order, promotions, tags, attributes, service: { coldChain: false, ...promised } };
  return moneyAsNumbers(shown, baseCurrency);
}

function moneyAsNumbers(value: unknown, baseCurrency: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => moneyAsNumbers(item, baseCurrency));
  const amount = comparable(value, baseCurrency);
  if (typeof amount === "number") return amount;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, moneyAsNumbers(inner, baseCurrency)]),
  );
}

/** Answers needs from the stubs until the decision is made; what has no stub stays a need. */
function fetching(
  run: Runner,
  asked: readonly FetchedFact[],
  given: Facts,
  answers: Readonly<Record<string, readonly StubbedAnswer[]>>,
): Ran & { readonly facts: Facts } {
  let facts = given;
  let ran = run(facts);
  while (ran.evaluation.kind === "needs") {
    const fetched = ran.evaluation.needs.flatMap(({ factId }) => {
      const action = asked.find((fact) => fact.id === factId)?.action;
      const answer = action === undefined ? undefined : answers[`${action.connector}.${action.name}`]?.[0];
      return answer === undefined ? [] : [[factId, valueOf(answer)] as const];
    });
    if (fetched.length === 0) break;
    facts = { ...facts, ...Object.fromEntries(fetched) };
    ran = run(facts);
  }
  return { ...ran, facts };
}

/** A failed or silent fetch gives null: no value, never a default (S10). */
function valueOf(answer: StubbedAnswer): JsonValue {
  return "output" in answer ? (answer.output ?? null) : null;
}

function compare(each: Case, evaluation: Evaluation, refused: () => readonly string[]): readonly CaseDifference[] {
  const { value, count, because = [], incident } = each.expect;
  const actual = evaluation.kind === "value" ? evaluation.value : null;
  const raised = evaluation.kind === "incident" ? evaluation.incident : null;
  const found: CaseDifference[] = [];
  if (evaluation.kind === "needs")
    found.push({ field: "facts", expected: [], actual: evaluation.needs.map((need) => need.factId) });
  if (value !== undefined && !sameJson(value, actual)) found.push({ field: "value", expected: value, actual });
  const length = Array.isArray(actual) ? actual.length : actual === null ? 0 : 1;
  if (count !== undefined && count !== length) found.push({ field: "count", expected: count, actual: length });
  if ((incident ?? null) !== raised) found.push({ field: "incident", expected: incident ?? null, actual: raised });
  const reasons = because.length === 0 ? [] : refused();
  if (because.some((reason) => !reasons.includes(reason)))
    found.push({ field: "because", expected: because, actual: reasons });
  return found;
}
