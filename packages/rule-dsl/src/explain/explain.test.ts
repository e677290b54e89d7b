import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCondition } from "../compile/condition.ts";
import { compileDecision } from "../compile/compile-decision.ts";
import { catalogueFor, isPersonal } from "../facts/catalogue.ts";
import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition, RulesDecision } from "../schema/decision.ts";
import type { JsonObject } from "../schema/common.ts";
import type { SwitchNode } from "../schema/workflow.ts";
import type { Static } from "typebox";
import { fixture } from "../testing/fixtures.ts";
import { generatedFacts, generatedRules } from "../testing/generated-rules.ts";
import { seed } from "../testing/seed.ts";
import { conditionAt, decidingLeaves } from "./condition-at.ts";
import type { ConditionTrace } from "./trace.ts";
import { conditionText } from "./condition-text.ts";
import { explain } from "./explain.ts";
import { explainCondition, explainSwitch } from "./explain-condition.ts";

const order = (fields: object): { readonly order: object } => ({ order: fields });
const leaf = (path: string, operator: string, value: unknown): Condition => ({
  fact: "order",
  path: `$.${path}`,
  operator,
  value: value as JsonObject,
});

test.each<[string, Condition, object, string, string]>([
  [
    "an amount over the line",
    leaf("total", "greaterThanInclusive", 500),
    { total: 1280 },
    "订单金额 ¥1,280 ≥ ¥500，因此送人工复核",
    "Order total ¥1,280 ≥ ¥500, so it goes to review",
  ],
  [
    "an amount under the line",
    leaf("total", "greaterThanInclusive", 500),
    { total: 480 },
    "订单金额 ¥480 < ¥500，因此送人工复核",
    "Order total ¥480 < ¥500, so it goes to review",
  ],
  [
    "money as it lies in the order",
    leaf("total", "lessThan", 500),
    { total: { minorUnits: 18_460_50, currency: "CNY" } },
    "订单金额 ¥18,460.50 ≥ ¥500，因此送人工复核",
    "Order total ¥18,460.50 ≥ ¥500, so it goes to review",
  ],
  [
    "a channel by its name",
    leaf("channel", "equal", "tmall"),
    { channel: "tmall" },
    "渠道是天猫，因此送人工复核",
    "Channel is Tmall, so it goes to review",
  ],
  [
    "another channel",
    leaf("channel", "equal", "tmall"),
    { channel: "douyin" },
    "渠道是抖音，不是天猫，因此送人工复核",
    "Channel is Douyin, not Tmall, so it goes to review",
  ],
  [
    "one of several",
    leaf("channel", "in", ["jd", "tmall"]),
    { channel: "jd" },
    "渠道是京东，在京东、天猫之中，因此送人工复核",
    "Channel is JD, one of JD, Tmall, so it goes to review",
  ],
  [
    "a value that is not there",
    leaf("channel", "equal", "tmall"),
    {},
    "渠道没有值，因此送人工复核",
    "Channel is missing, so it goes to review",
  ],
  [
    "a personal value is masked",
    leaf("customer.phone", "equal", "13800006021"),
    { customer: { phone: "13800006021" } },
    "客户电话是 138****6021，因此送人工复核",
    "Customer phone is 138****6021, so it goes to review",
  ],
])("%s", (_, condition, given, zh, en) => {
  const facts = order(given);
  const { trace } = compileCondition(condition, { isPersonal }).evaluate(facts, { trace: true });
  const told = (lang: "zh-CN" | "en"): string => {
    if (trace === undefined) return "";
    return explainCondition(trace, {
      condition,
      facts,
      lang,
      result: lang === "en" ? "it goes to review" : "送人工复核",
    }).sentence;
  };
  expect([told("zh-CN"), told("en")]).toEqual([zh, en]);
});

describe("a switch", () => {
  const node: Static<typeof SwitchNode> = {
    type: "switch",
    cases: [
      {
        id: "review",
        name: { "zh-CN": "需复核", en: "Review" },
        when: {
          all: [leaf("total", "greaterThanInclusive", 500), { not: leaf("customer.level", "in", ["business"]) }],
        },
      },
    ],
    ports: {},
  };
  const told = (given: object) => {
    const facts = order(given);
    const when = node.cases[0]?.when ?? { all: [] };
    const { trace, held } = compileCondition(when).evaluate(facts, { trace: true });
    if (trace === undefined) throw new Error("no trace");
    return explainSwitch([{ case: "review", condition: trace }], {
      node,
      port: held ? "review" : "otherwise",
      facts,
      lang: "zh-CN",
    });
  };

  test("taken: what would have to be so to go the other way, with the distance", () => {
    const { sentence, whyNot } = told({ total: 1280, customer: { level: "member" } });
    expect(sentence).toBe("订单金额 ¥1,280 ≥ ¥500；客户等级是会员，不在企业之中，因此走「需复核」");
    expect(whyNot.map(({ text, distance }) => [text, distance])).toEqual([
      ["订单金额 < ¥500", "现为 ¥1,280，多 ¥780.01"],
      ["客户等级在企业之中", "现为会员"],
    ]);
  });

  test("not taken: the nearest case, and by how much it was missed", () => {
    const { sentence, whyNot } = told({ total: 480, customer: { level: "member" } });
    expect(sentence).toBe("订单金额 ¥480 < ¥500，因此走「其余」");
    expect(whyNot).toEqual([{ held: false, text: "订单金额 ≥ ¥500", distance: "现为 ¥480，差 ¥20", of: "需复核" }]);
  });
});

describe("rules", () => {
  const gifts = fixture("gift-binding.decision.json") as DecisionDefinition; // the fixtures are checked by check/
  const told = (sku: string, lang: "zh-CN" | "en" = "zh-CN") => {
    const facts = order({
      channel: "tmall",
      placedAt: "2026-11-11T09:12:00+08:00",
      lines: [{ id: "1", sku, family: "CL-100", quantity: 3 }],
    });
    const evaluation = compileDecision(gifts).evaluate(facts, { trace: true });
    if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
    return explain(evaluation.trace, { definition: gifts, facts, value: evaluation.value, lang });
  };

  test("the rule that won, by all its conditions", () => {
    const { sentence, because } = told("CL-100");
    expect(sentence).toBe(
      "下单时间 2026-11-11 09:12:00 在 2026-11-10 20:00:00 至 2026-11-12 00:00:00 之间；渠道是天猫；行 SKU 是 CL-100，因此送 GF-9 × 1",
    );
    expect(because.map(({ held, of }) => [held, of])).toEqual([
      [true, "天猫，一字不差（第 1 行）"],
      [true, "天猫，一字不差（第 1 行）"],
      [true, "天猫，一字不差（第 1 行）"],
    ]);
  });

  test("the condition that failed, and by what", () => {
    const { sentence, because, whyNot } = told("CL-100-REFILL");
    expect(sentence).toBe(
      "行 SKU 是 CL-100-REFILL，不是 CL-100，因此没有规则适用，最近的是「天猫，一字不差」（第 1 行）",
    );
    expect(whyNot[0]).toEqual({
      held: false,
      text: "行 SKU 是 CL-100",
      distance: "现为 CL-100-REFILL",
      of: "天猫，一字不差（第 1 行）",
    });
    expect(because).toEqual([
      { held: false, text: "行 SKU 是 CL-100-REFILL，不是 CL-100", of: "天猫，一字不差（第 1 行）" },
    ]);
    expect(told("CL-100-REFILL", "en").sentence).toBe(
      "Line SKU is CL-100-REFILL, not CL-100, so no rule applies; “Tmall, exact” (line 1) came nearest",
    );
  });

  test("every condition that decided has its line, on generated rules", () => {
    fc.assert(
      fc.property(generatedRules(), generatedFacts, (definition: RulesDecision, facts) => {
        const evaluation = compileDecision(definition).evaluate(facts, { trace: true });
        if (evaluation.kind !== "value" || evaluation.trace?.type !== "rules") return;
        const { because, whyNot } = explain(evaluation.trace, { definition, facts, lang: "zh-CN" });
        const refusals = new Set(whyNot.map(({ text }) => text));
        for (const rule of evaluation.trace.rules) {
          if (rule.held) continue;
          const root = definition.rules.find(({ id }) => id === rule.ruleId)?.conditions ?? { all: [] };
          for (const text of turnedTexts(rule.condition, root, definition)) expect(refusals).toContain(text);
        }
        const won = evaluation.trace.rules.filter((rule) => rule.held && rule.passedOver !== true);
        const leaves = won.reduce((sum, rule) => sum + readable(rule.condition), 0);
        expect(because.length).toBeGreaterThanOrEqual(leaves);
        for (const line of [...because, ...whyNot]) expect(line.text).not.toMatch(/^$|undefined|\[object/);
      }),
      { numRuns: 500, seed: seed() },
    );
  });
});

/** Leaves that decided, without those that stand for a condition that does not exist. */
function readable(trace: Parameters<typeof decidingLeaves>[0]): number {
  return decidingLeaves(trace).filter((each) => each.observed !== undefined || each.reads !== undefined).length;
}

/** What each deciding condition says by itself. */
function turnedTexts(trace: ConditionTrace, root: Condition, definition: RulesDecision): readonly string[] {
  return decidingLeaves(trace).flatMap((decided) => {
    const condition = conditionAt(root, decided.at, definition.conditions);
    if (condition === undefined || (decided.observed === undefined && decided.reads === undefined)) return [];
    return explainCondition(
      { ...decided, at: "" },
      { condition, result: "", lang: "zh-CN", catalogue: catalogueFor(definition) },
    ).whyNot.map(({ text }) => text);
  });
}

describe("a table", () => {
  const credit = fixture("credit-level.decision.json") as DecisionDefinition;
  const told = (level: string | undefined, daysOverdue: number, lang: "zh-CN" | "en" = "zh-CN") => {
    const facts = order({ customer: level === undefined ? {} : { level }, attributes: { daysOverdue } });
    const evaluation = compileDecision(credit).evaluate(facts, { trace: true });
    if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
    return explain(evaluation.trace, { definition: credit, facts, value: evaluation.value, lang });
  };

  test("the row that hit, and what it gives", () => {
    expect(told("gold", 8).sentence).toBe("客户等级是金卡；逾期天数 8 > 7，因此第 2 行命中：账期 30 天，复核：是");
    expect(told("gold", 8, "en").sentence).toBe(
      "Customer level is Gold; Days overdue 8 > 7, so row 2 applies: Term 30 days, Review yes",
    );
  });

  test("the row that nearly matched, its failing column and the distance", () => {
    expect(told("gold", 8).whyNot[0]).toEqual({
      held: false,
      text: "逾期天数 ≤ 7",
      distance: "现为 8，差 1",
      of: "第 1 行",
    });
  });

  test("a large one, whose rows the trace leaves out, is told from what came in", () => {
    const bands = Array.from({ length: 200 }, (_, band) => ({
      id: `b${String(band)}`,
      when: { level: '"gold"', days: `[${String(band)}..${String(band + 1)})` },
      then: {},
    }));
    const named = (id: string, path: string, type: "string" | "number") => ({
      id,
      name: { "zh-CN": id },
      expression: path,
      type,
    });
    const definition: DecisionDefinition = {
      kind: "decision",
      schemaVersion: 1,
      id: "bands",
      name: { "zh-CN": "档" },
      type: "table",
      hitPolicy: "FIRST",
      inputs: [
        named("level", "order.customer.level", "string"),
        named("days", "order.attributes.daysOverdue", "number"),
      ],
      outputs: [],
      rows: bands,
    };
    const seen = (level: string) => {
      const facts = order({ customer: { level }, attributes: { daysOverdue: 8.5 } });
      const evaluation = compileDecision(definition).evaluate(facts, { trace: true });
      if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
      return explain(evaluation.trace, { definition, facts, value: evaluation.value, lang: "zh-CN" });
    };
    expect(seen("gold").sentence).toContain("第 9 行命中");
    expect(seen("gold").whyNot[0]).toMatchObject({ held: false, of: "第 10 行" });
    expect(seen("silver").sentence).toContain("没有一行命中");
    expect(seen("silver").whyNot[0]).toMatchObject({ held: false, of: "第 9 行" });
  });

  test("no row", () => {
    expect(told("bronze", 0).sentence).toContain("因此没有一行命中");
  });
});

test("a score: the winner, its contributions, by how much the next lost, who was out and why", () => {
  const routing = fixture("warehouse-routing.decision.json") as DecisionDefinition;
  const warehouse = (code: string, cost: number, hours: number, available: number) => ({
    code,
    cost,
    hours,
    coverDays: 10,
    carbonKg: 1,
    coldChain: false,
    stock: [{ sku: "A", available }],
  });
  const facts = {
    order: { lines: [{ sku: "A", quantity: 2 }], service: { coldChain: false } },
    warehouses: [warehouse("HZ", 10, 24, 5), warehouse("GZ", 8, 48, 5), warehouse("WH", 5, 30, 1)],
    weather: { warning: "none" },
  };
  const evaluation = compileDecision(routing).evaluate(facts, { trace: true });
  if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
  const { sentence, because, whyNot } = explain(evaluation.trace, { definition: routing, facts, lang: "zh-CN" });
  expect(sentence).toBe("GZ 得分 0.65，比 HZ 高 0.05，因此选 GZ");
  expect(because[0]).toEqual({ held: true, text: "成本 8，贡献 0.40", of: "GZ" });
  expect(whyNot[0]).toEqual({ held: false, text: "HZ 得分 0.60：成本少 0.40", distance: "低 0.05", of: "HZ" });
  expect(whyNot[1]).toEqual({ held: false, text: "WH 出局：每行都有货", of: "WH" });
});

test("a mapping: what was looked up", () => {
  const status = fixture("channel-status.decision.json") as DecisionDefinition;
  const evaluation = compileDecision(status).evaluate(
    { order: { channel: "douyin" }, vars: { code: "订单已发出" } },
    { trace: true },
  );
  if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
  expect(explain(evaluation.trace, { definition: status, lang: "zh-CN" }).sentence).toBe(
    "渠道：抖音；code：订单已发出，因此对照为 ORD_004",
  );
  const late = compileDecision(status).evaluate(
    { order: { channel: "douyin", fulfilment: "ORD_005" }, vars: { code: "订单已发出" } },
    { trace: true },
  );
  if (late.kind !== "value" || late.trace === undefined) throw new Error("no trace");
  expect(late.value).toBe("ORD_005");
  expect(explain(late.trace, { definition: status, lang: "zh-CN" }).sentence).toBe(
    "渠道：抖音；code：订单已发出，因此对照为 ORD_004，比现在早，留在 ORD_005",
  );
});

test("personal values: masked from the facts, hidden without them, never in the trace", () => {
  const condition = leaf("customer.phone", "notEqual", "13900000000");
  const facts = order({ customer: { phone: "13812346021" } });
  const { trace } = compileCondition(condition, { isPersonal }).evaluate(facts, { trace: true });
  if (trace === undefined) throw new Error("no trace");
  expect(JSON.stringify(trace)).not.toContain("13812346021");
  const tell = (given: object) =>
    explainCondition(trace, { condition, lang: "zh-CN", result: "放行", ...given }).sentence;
  expect(tell({ facts })).toContain("138****6021");
  expect(tell({})).toContain("（已隐去）");
  expect(tell({ facts, viewer: { reveals: true } })).toContain("13812346021");
});

test.each<[Condition, string, string]>([
  [
    { all: [leaf("channel", "equal", "tmall"), leaf("total", "greaterThan", 500)] },
    "渠道是天猫，且订单金额 > ¥500",
    "Channel is Tmall and Order total > ¥500",
  ],
  [
    { any: [leaf("tags", "contains", "vip"), { not: leaf("cancelled", "equal", true) }] },
    "标签里有 vip，或并非（已取消：是）",
    "Tags has vip or not (Cancelled: yes)",
  ],
  [
    { fact: "order", path: "$.lines[*].quantity", operator: "everyFact:lessThan", value: 10 },
    "每一项都符合：行数量 < 10 件",
    "every item: Line quantity < 10 pieces",
  ],
  [leaf("note", "equal", null), "没有买家留言", "no note"],
])("a condition reads as a sentence: %#", (condition, zh, en) => {
  expect([conditionText(condition, {}, "zh-CN"), conditionText(condition, {}, "en")]).toEqual([zh, en]);
});
