import { expect, test } from "vitest";
import { compileCondition } from "../compile/condition.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import { conditionText } from "./condition-text.ts";
import { explainCondition } from "./explain-condition.ts";
import { catalogueOf } from "./variable-names.ts";

test.each<[string, string, object, string, string]>([
  ["a count of none", "count(vars.gifts) > 0", { gifts: [] }, "没有赠品", "Gifts: none"],
  ["a count of some", "count(vars.gifts) > 0", { gifts: [{}, {}] }, "赠品有 2 项", "Gifts: 2"],
  [
    "totals of two lists",
    "sum(order.lines.quantity) < sum(vars.reservation.lines.quantity)",
    { reservation: { lines: [{ quantity: 3 }] } },
    "行数量合计 3 件 = 已锁数量合计 3 件",
    "Total line quantity 3 pieces = Total reserved quantity 3 pieces",
  ],
  [
    "a sum of terms",
    "vars.credit.used + order.total <= vars.credit.limit",
    { credit: { used: 60_000, limit: 61_000 } },
    "「查询授信」的结果 used + 订单金额 ¥61,280 > 「查询授信」的结果 limit 61,000",
    "Result of “Look up credit” used + Order total ¥61,280 > Result of “Look up credit” limit 61,000",
  ],
  [
    "a plain comparison reads like any other",
    "order.total >= 500",
    {},
    "订单金额 ¥1,280 ≥ ¥500",
    "Order total ¥1,280 ≥ ¥500",
  ],
  ["what is not there", "count(vars.gifts) > 0", {}, "赠品没有值", "Gifts is missing"],
])("FEEL in words: %s", (_, feel, vars, zh, en) => {
  const condition = { feel };
  const facts = { order: { total: 1280, lines: [{ quantity: 1 }, { quantity: 2 }] }, vars };
  const { trace } = compileCondition(condition).evaluate(facts, { trace: true });
  if (trace === undefined) throw new Error("no trace");
  const catalogue = catalogueOf(withVariables);
  const told = (lang: "zh-CN" | "en") => explainCondition(trace, { condition, catalogue, result: "", lang }).because[0];
  expect([told("zh-CN")?.text, told("en")?.text]).toEqual([zh, en]);
});

test.each<[string, object, readonly unknown[]]>([
  ["count(vars.gifts) > 0", { gifts: [] }, ["有赠品", "现在没有"]],
  ["count(vars.gifts) > 0", { gifts: [{}] }, ["没有赠品", "现在 1 项"]],
  ["order.total >= 1300", {}, ["订单金额 ≥ ¥1,300", "现为 ¥1,280，差 ¥20"]],
  ["sum(order.lines.quantity) < 3", {}, ["行数量合计 < 3 件", "现在 3 件 = 3 件"]],
  ["sum(order.lines.quantity) > 5", {}, ["行数量合计 > 5 件", "现在 3 件 < 5 件，差 2 件"]],
])("what would turn %s, and how far it is", (feel, vars, [text, distance]) => {
  const condition = { feel };
  const facts = { order: { total: 1280, lines: [{ quantity: 1 }, { quantity: 2 }] }, vars };
  const { trace } = compileCondition(condition).evaluate(facts, { trace: true });
  if (trace === undefined) throw new Error("no trace");
  const catalogue = catalogueOf(withVariables);
  const { whyNot } = explainCondition(trace, { condition, catalogue, result: "", lang: "zh-CN" });
  expect(whyNot).toEqual([{ held: false, text, distance }]);
});

const withVariables: WorkflowDefinition = {
  kind: "workflow",
  schemaVersion: 1,
  id: "named",
  name: { en: "Named" },
  role: "main",
  nodes: {
    credit: {
      type: "action",
      name: { "zh-CN": "查询授信", en: "Look up credit" },
      action: { connector: "finance", name: "get-credit" },
      output: "vars.credit",
      ports: {},
    },
  },
  variables: {
    "vars.gifts": { name: { "zh-CN": "赠品", en: "Gifts" } },
    "vars.reservation.lines.quantity": { name: { "zh-CN": "已锁数量", en: "Reserved quantity" }, unit: "piece" },
  },
};

test.each([
  'order.customer.phone = "13900000000"',
  'order.customer.phone != "13812346021"',
  "count(order.customer.phone) > 5",
  'order.customer.name in ("李晓婷", "王强")',
])("a personal value is in no trace and in no sentence (S19, H10): %s", (feel) => {
  const condition = { feel };
  const facts = { order: { customer: { phone: "13812346021", name: "李晓婷" } } };
  const { trace } = compileCondition(condition).evaluate(facts, { trace: true });
  if (trace === undefined) throw new Error("no trace");
  expect(JSON.stringify(trace)).not.toMatch(/13812346021|李晓婷/);
  for (const lang of ["zh-CN", "en"] as const) {
    const told = explainCondition(trace, { condition, facts, result: "", lang });
    expect(JSON.stringify(told)).not.toMatch(/1381234|3900000|李晓婷|王强/);
  }
});

test.each<[string, string, string]>([
  [
    'order.placedAt < date and time("2026-11-11T00:00:00+08:00")',
    "下单时间 早于 2026-11-11 00:00:00",
    "Placed at before 2026-11-11 00:00:00",
  ],
  [
    'order.placedAt >= date and time("2026-11-11T00:00:00+08:00")',
    "下单时间 不早于 2026-11-11 00:00:00",
    "Placed at not before 2026-11-11 00:00:00",
  ],
])("a moment in words: %s", (feel, zh, en) => {
  expect([conditionText({ feel }, {}, "zh-CN"), conditionText({ feel }, {}, "en")]).toEqual([zh, en]);
});
