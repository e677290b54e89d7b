import { describe, expect, test } from "vitest";
import { evaluateByReference } from "../reference/evaluate-decision.ts";
import type { DecisionDefinition, RulesDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";
import type { CompileContext, Evaluation } from "./evaluation.ts";

const head = { kind: "decision", schemaVersion: 1, name: { en: "D" } } as const;

const risk: DecisionDefinition = {
  ...head,
  id: "risk",
  type: "table",
  hitPolicy: "FIRST",
  facts: [{ id: "credit", action: { connector: "bank", name: "ask" }, input: { who: "=vars.who" } }],
  inputs: [{ id: "score", name: { en: "Score" }, expression: "credit.score", type: "number" }],
  outputs: [{ id: "level", name: { en: "Level" }, type: "string" }],
  rows: [
    { id: "high", when: { score: "< 500" }, then: { level: '"high"' } },
    { id: "low", when: { score: "-" }, then: { level: '"low"' } },
  ],
};
const status: DecisionDefinition = {
  ...head,
  id: "status",
  type: "mapping",
  from: ["code"],
  to: { id: "status" },
  entries: [{ id: "e", from: { code: "1" }, to: "ORD_001" }],
  unknown: "incident",
};
const review: RulesDecision = {
  ...head,
  id: "review",
  type: "rules",
  calls: [
    { id: "risk", decision: "risk", input: { who: "=order.customer" } },
    { id: "known", decision: "status", input: { code: "=order.code" } },
  ],
  rules: [
    {
      id: "large",
      priority: 2,
      conditions: { fact: "order", path: "$.total", operator: "greaterThan", value: 1000 },
      event: { type: "review" },
    },
    {
      id: "risky",
      conditions: { fact: "risk", path: "$.level", operator: "equal", value: "high" },
      event: { type: "review", params: { as: "=known" } },
    },
  ],
};

const others = [risk, status, review];
const context: CompileContext = { decision: (id) => others.find((one) => one.id === id) };

/** Warnings are a set. */
function sorted(evaluation: Evaluation): unknown {
  if (evaluation.kind !== "value") return evaluation;
  return { ...evaluation, warnings: evaluation.warnings.map((warning) => JSON.stringify(warning)).sort() };
}

/** Both evaluators say the same. */
function evaluate(definition: DecisionDefinition, facts: Record<string, unknown>): Evaluation {
  const compiled = compileDecision(definition, context).evaluate(facts);
  expect(sorted(compiled)).toEqual(sorted(evaluateByReference(definition, facts, context)));
  return compiled;
}

const order = (more: object): Record<string, unknown> => ({ order: { customer: "Li", total: 10, code: "1", ...more } });

describe("a decision that calls others", () => {
  test("does not when it can do without", () => {
    expect(evaluate(review, order({ total: 2000 }))).toMatchObject({ value: { type: "review" } });
  });

  test("asks for what the called one must fetch, under the call's name", () => {
    expect(evaluate(review, order({}))).toEqual({
      kind: "needs",
      needs: [{ factId: "risk.credit", input: { who: "Li" } }],
    });
    expect(compileDecision(review, context).facts.map((fact) => fact.id)).toEqual(["risk.credit"]);
  });

  test("takes its value for a fact", () => {
    const facts = { ...order({}), "risk.credit": { score: 420 } };
    expect(evaluate(review, facts)).toMatchObject({ value: { type: "review", params: { as: "ORD_001" } } });
  });

  test("comes to the incident that the called one came to", () => {
    const facts = { ...order({ code: "9" }), "risk.credit": { score: 420 } };
    expect(evaluate(review, facts)).toMatchObject({ kind: "incident", code: "unknown-mapping" });
  });

  test("but not when the called one was not asked", () => {
    expect(evaluate(review, { ...order({ code: "9" }), "risk.credit": { score: 900 } })).toMatchObject({ value: null });
  });

  test("says in its trace what it called and why that fell so", () => {
    const facts = { ...order({}), "risk.credit": { score: 420 } };
    const evaluation = compileDecision(review, context).evaluate(facts, { trace: true });
    expect(evaluation.kind === "value" && evaluation.trace?.calls).toMatchObject([
      { id: "risk", decision: "risk", trace: { type: "table", hits: ["high"] } },
      { id: "known", decision: "status", trace: { type: "mapping", entry: "e" } },
    ]);
  });

  test("decides each once in an evaluation, however often it is read", () => {
    let read = 0;
    const counted = {
      order: { lines: [{ sku: "A" }, { sku: "B" }] },
      vars: {},
      get now() {
        read += 1;
        return "2026-11-11T00:00:00Z";
      },
    };
    const clock: DecisionDefinition = { ...head, id: "clock", type: "expression", entries: [], result: "=now" };
    const twice: DecisionDefinition = {
      ...head,
      id: "twice",
      type: "rules",
      policy: "all",
      each: { of: "=order.lines", as: "line" },
      calls: [{ id: "time", decision: "clock" }],
      rules: [{ id: "r", conditions: { feel: "time != null" }, event: { type: "hit", params: { at: "=time" } } }],
    };
    compileDecision(twice, { decision: () => clock }).evaluate(counted);
    expect(read).toBe(1);
  });
});

describe("what cannot be called", () => {
  const caller = (decision: string, id = "caller"): DecisionDefinition => ({
    ...head,
    id,
    type: "expression",
    calls: [{ id: "other", decision }],
    entries: [],
    result: "=other",
  });

  test("a decision that does not exist has no value, and says so", () => {
    expect(evaluate(caller("nothing"), {})).toMatchObject({
      value: null,
      warnings: [{}, {}],
    });
  });

  test("and names the decision that is not there", () => {
    const evaluation = compileDecision(caller("nothing"), context).evaluate({});
    expect(evaluation.kind === "value" && evaluation.warnings).toContainEqual({
      code: "unknown-decision",
      data: { id: "nothing" },
    });
  });

  test("decisions that call each other in a circle are named", () => {
    const [a, b] = [caller("b", "a"), caller("a", "b")];
    const round: CompileContext = { decision: (id) => (id === "a" ? a : b) };
    const evaluation = compileDecision(a, round).evaluate({});
    expect(evaluation.kind === "value" && evaluation.warnings).toContainEqual({
      code: "decision-cycle",
      data: { path: "a → b → a" },
    });
  });
});
