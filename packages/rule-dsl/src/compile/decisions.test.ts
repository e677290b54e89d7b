import { describe, expect, test } from "vitest";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition, RulesDecision, ScoreDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";
import type { Evaluation } from "./evaluation.ts";
import { compileValue } from "./value.ts";

const head = { kind: "decision", schemaVersion: 1, id: "d", name: { en: "D" } } as const;
const isSku = (value: string): Condition => ({ fact: "line", path: "$.sku", operator: "equal", value });
const value = (evaluation: Evaluation): unknown => (evaluation.kind === "value" ? evaluation.value : evaluation);

describe("rules over lines (S17)", () => {
  const rule = (id: string, sku: string, priority = 1) => ({
    id,
    priority,
    conditions: isSku(sku),
    event: { type: id, params: { line: "=line.id" } },
  });
  const definition: RulesDecision = {
    ...head,
    type: "rules",
    each: { of: "=order.lines", as: "line" },
    rules: [rule("a", "A"), rule("any", "A"), rule("b", "B", 5)],
  };
  const facts = {
    order: {
      lines: [
        { id: "1", sku: "A" },
        { id: "2", sku: "B" },
        { id: "3", sku: "A" },
      ],
    },
  };
  const events = (more: Partial<RulesDecision>) => value(compileDecision({ ...definition, ...more }).evaluate(facts));
  const event = (type: string, line: string) => ({ type, params: { line } });

  test("first: one in all, however many lines earn it", () => expect(events({})).toEqual([event("a", "1")]));
  test("first per item: one for each line", () =>
    expect(events({ perItem: true })).toEqual([event("a", "1"), event("b", "2"), event("a", "3")]));
  test("all: every hit", () => expect(events({ policy: "all" })).toHaveLength(5));
  test("no lines, no events", () =>
    expect(value(compileDecision(definition).evaluate({ order: { lines: [] } }))).toEqual([]));
});

test("rules without each: the one event, or null", () => {
  const definition: RulesDecision = {
    ...head,
    type: "rules",
    rules: [
      { id: "low", conditions: { all: [] }, event: { type: "low" } },
      {
        id: "high",
        priority: 9,
        conditions: { feel: "vars.urgent" },
        event: { type: "high", params: { why: "=vars.why" } },
      },
    ],
  };
  const decision = compileDecision(definition);
  expect(value(decision.evaluate({ vars: { urgent: true, why: "late" } }))).toEqual({
    type: "high",
    params: { why: "late" },
  });
  expect(value(decision.evaluate({ vars: { urgent: false } }))).toEqual({ type: "low" });
  expect(value(compileDecision({ ...definition, rules: [] }).evaluate({}))).toBeNull();
});

describe("facts that are fetched (S15)", () => {
  const fetched = (id: string, input = {}) => ({ id, action: { connector: "risk", name: "ask" }, input });
  const risky: Condition = { fact: "risk", path: "$.score", operator: "greaterThan", value: 80 };
  const poor: Condition = { fact: "credit", path: "$.limit", operator: "lessThan", value: 100 };
  const bought: Condition = { fact: "order", path: "$.total", operator: "greaterThan", value: 500 };
  const decisionOn = (
    conditions: Condition,
    facts = [fetched("risk", { phone: "=order.phone" }), fetched("credit")],
  ): DecisionDefinition => ({
    ...head,
    type: "rules",
    facts,
    rules: [{ id: "review", conditions, event: { type: "review" } }],
  });
  const needs = (definition: DecisionDefinition, facts: Record<string, unknown>) => {
    const evaluation = compileDecision(definition).evaluate(facts);
    return evaluation.kind === "needs" ? evaluation.needs.map((need) => need.factId) : evaluation.kind;
  };

  test.each<[string, Condition, Record<string, unknown>, unknown]>([
    [
      "both of one priority are asked for together",
      { all: [risky, poor] },
      { order: { total: 800 } },
      ["risk", "credit"],
    ],
    [
      "a lower priority waits for the higher",
      { all: [{ ...risky, priority: 2 }, poor] },
      { order: { total: 800 } },
      ["risk"],
    ],
    ["nothing is asked for when it cannot matter", { all: [bought, risky] }, { order: { total: 100 } }, "value"],
    ["nor when another reason is enough", { any: [bought, risky] }, { order: { total: 800 } }, "value"],
    ["a failed fetch is an answer: no value", { all: [risky] }, { order: { total: 800 }, risk: null }, "value"],
  ])("%s", (_, condition, facts, expected) => {
    expect(needs(decisionOn(condition), facts)).toEqual(expected);
  });

  test("the input is worked out from the facts", () => {
    const evaluation = compileDecision(decisionOn(risky)).evaluate({ order: { phone: "138" } });
    expect(evaluation).toEqual({ kind: "needs", needs: [{ factId: "risk", input: { phone: "138" } }] });
  });

  test("an input that reads another fetched fact waits for it", () => {
    const definition = decisionOn(risky, [fetched("risk", { limit: "=credit.limit" }), fetched("credit")]);
    expect(needs(definition, { order: {} })).toEqual(["credit"]);
    expect(needs(definition, { order: {}, credit: { limit: 5 } })).toEqual(["risk"]);
  });
});

describe("score", () => {
  const definition: ScoreDecision = {
    ...head,
    type: "score",
    candidates: { of: "=warehouses", as: "w", id: "=w.code" },
    require: [
      {
        id: "stock",
        name: { "zh-CN": "有货", en: "Stock" },
        when: { fact: "w", path: "$.stock", operator: "greaterThan", value: 0 },
      },
    ],
    criteria: [
      { id: "cost", value: "=w.cost", better: "lower", weight: 40 },
      { id: "hours", value: "=w.hours", better: "lower", weight: 60 },
    ],
    tieBreak: ["cost", "id"],
    none: { incident: "no-warehouse" },
  };
  const warehouse = (code: string, cost: number | null, hours: number, stock = 1) => ({ code, cost, hours, stock });
  const decide = (warehouses: unknown, more: Partial<ScoreDecision> = {}) =>
    compileDecision({ ...definition, ...more }, { names: ["warehouses"] }).evaluate({ warehouses });
  const ids = (evaluation: Evaluation) =>
    evaluation.kind === "value"
      ? (evaluation.value as { ranking: { id: string }[] }).ranking.map((each) => each.id)
      : evaluation;

  test("the faster one wins when hours weigh more, and its contributions add up to its score", () => {
    const evaluation = decide([warehouse("HZ", 10, 24), warehouse("GZ", 8, 48)]);
    expect(ids(evaluation)).toEqual(["HZ", "GZ"]);
    expect(value(evaluation)).toMatchObject({
      chosen: "HZ",
      ranking: [
        { score: 0.6, contributions: { cost: { raw: 10, share: 0 }, hours: { raw: 24, share: 0.6 } } },
        { score: 0.4 },
      ],
    });
  });

  test("weights are shares: 80 and 120 are 40 and 60", () => {
    const doubled = { criteria: definition.criteria.map((each) => ({ ...each, weight: each.weight * 2 })) };
    const warehouses = [warehouse("HZ", 10, 24), warehouse("GZ", 8, 48)];
    expect(value(decide(warehouses, doubled))).toEqual(value(decide(warehouses)));
  });

  test("a tie goes to the cheaper, then to the id", () => {
    const free = { criteria: definition.criteria.map((each) => ({ ...each, weight: 0 })) };
    expect(ids(decide([warehouse("WH", 9, 1), warehouse("GZ", 8, 2), warehouse("CD", 9, 3)], free))).toEqual([
      "GZ",
      "CD",
      "WH",
    ]);
  });

  test("who has no stock, or no cost at all, is out, by name", () => {
    expect(value(decide([warehouse("HZ", 10, 24), warehouse("GZ", 8, 48, 0), warehouse("WH", null, 1)]))).toMatchObject(
      {
        chosen: "HZ",
        out: [
          { id: "GZ", by: "stock" },
          { id: "WH", by: "cost" },
        ],
      },
    );
  });

  test("nobody left is an incident with the reason for each", () => {
    expect(decide([warehouse("GZ", 8, 48, 0)])).toMatchObject({
      kind: "incident",
      incident: "no-warehouse",
      code: "no-candidate",
      data: { reasons: [{ "zh-CN": "GZ：有货", en: "GZ: Stock" }] },
    });
    expect(decide(null)).toMatchObject({ kind: "incident", incident: "no-warehouse" });
  });

  test("an adjustment multiplies", () => {
    const rain = {
      adjust: [
        { id: "rain", when: { fact: "w", path: "$.code", operator: "equal", value: "HZ" } as Condition, multiply: 0.6 },
      ],
    };
    expect(ids(decide([warehouse("HZ", 10, 24), warehouse("GZ", 8, 48)], rain))).toEqual(["GZ", "HZ"]);
  });
});

describe("mapping", () => {
  const mapping = (unknown: "incident" | "null" | { value: string }): DecisionDefinition => ({
    ...head,
    type: "mapping",
    from: ["channel", "code"],
    to: { id: "status" },
    entries: [{ id: "e", from: { channel: "douyin", code: "7" }, to: "ORD_004" }],
    unknown,
  });

  test("a known code", () =>
    expect(value(compileDecision(mapping("incident")).evaluate({ channel: "douyin", code: 7 }))).toBe("ORD_004"));
  test("from the order and the variables", () =>
    expect(
      value(compileDecision(mapping("incident")).evaluate({ order: { channel: "douyin" }, vars: { code: "7" } })),
    ).toBe("ORD_004"));
  test("an unknown code is never guessed", () =>
    expect(compileDecision(mapping("incident")).evaluate({ channel: "douyin", code: "8" })).toMatchObject({
      kind: "incident",
      code: "unknown-mapping",
      data: { key: "douyin / 8" },
    }));
  test("a code that would move the order back gives the state it is in; without a row of states it does not", () => {
    const facts = { channel: "douyin", code: "7", order: { fulfilment: "ORD_005" } };
    const inOrder = { ...mapping("incident"), order: { forwardOnly: ["ORD_004", "ORD_005"] } } as DecisionDefinition;
    expect(value(compileDecision(inOrder).evaluate(facts))).toBe("ORD_005");
    expect(value(compileDecision(mapping("incident")).evaluate(facts))).toBe("ORD_004");
  });
  test("unless a value is stated", () =>
    expect(value(compileDecision(mapping({ value: "ORD_000" })).evaluate({ channel: "x" }))).toBe("ORD_000"));
});

test("an expression: entries see those before them", () => {
  const definition: DecisionDefinition = {
    ...head,
    type: "expression",
    entries: [
      { id: "net", value: "=vars.gross / 1.13" },
      { id: "doubled", value: { deep: ["=net * 2"] } },
    ],
  };
  expect(value(compileDecision(definition).evaluate({ vars: { gross: 113 } }))).toEqual({
    net: 100,
    doubled: { deep: [200] },
  });
  expect(value(compileDecision({ ...definition, result: "=net + 1" }).evaluate({ vars: { gross: 113 } }))).toBe(101);
});

test("values: FEEL anywhere in maps and lists, everything else as it stands; null warns", () => {
  const compiled = compileValue({
    id: "=order.id",
    list: ["=1 + 1", "plain", { deep: "=order.none" }],
    price: { minorUnits: 5, currency: "CNY" },
  });
  const { value: result, warnings } = compiled.evaluate({ order: { id: "OL-1" } });
  expect(result).toEqual({ id: "OL-1", list: [2, "plain", { deep: null }], price: { minorUnits: 5, currency: "CNY" } });
  expect(warnings.map((warning) => warning.code)).toContain("missing-value");
  expect(compiled.reads).toEqual(["order.id", "order.none"]);
});
