import { expect, test } from "vitest";
import { evaluateByReference } from "../reference/evaluate-decision.ts";
import type { RulesDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";

const facts = {
  order: {
    lines: [
      { id: "1", sku: "A", price: 80 },
      { id: "2", sku: "B", price: 30 },
      { id: "3", sku: "A", price: 50 },
    ],
  },
};

const rule = (
  id: string,
  skus: readonly string[],
  off: string | number,
  group?: string,
): RulesDecision["rules"][number] => ({
  id,
  ...(group === undefined ? {} : { group }),
  conditions: { fact: "line", path: "$.sku", operator: "in", value: skus },
  event: { type: id, params: { line: "=line.id", off } },
});

const promotions = (more: Partial<RulesDecision>): RulesDecision => ({
  kind: "decision",
  schemaVersion: 1,
  id: "promotions",
  name: { en: "Promotions" },
  type: "rules",
  policy: "all",
  each: { of: "=order.lines", as: "line" },
  rules: [
    rule("member", ["A", "B"], 0.1, "person"),
    rule("season", ["A"], 20, "season"),
    rule("new", ["A"], 0.2, "person"),
  ],
  ...more,
});

const perItem = [
  { id: "person", per: "item" as const },
  { id: "season", per: "item" as const },
];

test.each<[string, Partial<RulesDecision>, readonly string[]]>([
  [
    "a group that is not declared limits nothing",
    {},
    ["member 1 0.1", "season 1 20", "new 1 0.2", "member 2 0.1", "member 3 0.1", "season 3 20", "new 3 0.2"],
  ],
  [
    "of an exclusive group one rule in all",
    { groups: [{ id: "person" }] },
    ["member 1 0.1", "season 1 20", "season 3 20"],
  ],
  [
    "or one on each line",
    { groups: perItem },
    ["member 1 0.1", "season 1 20", "member 2 0.1", "member 3 0.1", "season 3 20"],
  ],
  [
    "or two in all",
    { groups: [{ id: "person", most: 2 }, { id: "season" }] },
    ["member 1 0.1", "season 1 20", "new 1 0.2"],
  ],
  ["one reduction a line", { stacking: { perItem: 1 } }, ["member 1 0.1", "member 2 0.1", "member 3 0.1"]],
  [
    "two on a line, three in all",
    { stacking: { perItem: 2, perEvaluation: 3 } },
    ["member 1 0.1", "season 1 20", "member 2 0.1"],
  ],
  [
    "30 off at most: what would pass it gives what is left",
    { caps: [{ param: "off", most: 30 }] },
    ["member 1 0.1", "season 1 20", "new 1 0.2", "member 2 0.1", "member 3 0.1", "season 3 9.5"],
  ],
  [
    "10 off a line at most",
    { caps: [{ param: "off", most: 10, per: "item" }] },
    ["member 1 0.1", "season 1 9.9", "member 2 0.1", "member 3 0.1", "season 3 9.9"],
  ],
  [
    "0.1 and 0.2 are 0.3, and then nothing is left",
    { groups: [{ id: "season" }], caps: [{ param: "off", most: 20.3 }] },
    ["member 1 0.1", "season 1 20", "new 1 0.2"],
  ],
  [
    "a parameter that nobody gives is never spent",
    { groups: perItem, stacking: { perEvaluation: 1 }, caps: [{ param: "points", most: 0 }] },
    ["member 1 0.1"],
  ],
])("%s", (_, more, expected) => {
  const definition = promotions(more);
  const evaluation = compileDecision(definition).evaluate(facts, { trace: true });
  const events = (evaluation.kind === "value" ? evaluation.value : []) as readonly {
    readonly type: string;
    readonly params: { readonly line: string; readonly off: number };
  }[];
  expect(events.map(({ type, params }) => `${type} ${params.line} ${String(params.off)}`)).toEqual(expected);
  expect(evaluateByReference(definition, facts)).toMatchObject({ value: events });
  const trace = evaluation.kind === "value" && evaluation.trace?.type === "rules" ? evaluation.trace.rules : [];
  const winners = trace.filter((one) => one.held && one.passedOver !== true);
  expect(winners.map((one) => `${one.ruleId} ${String((one.item ?? 0) + 1)}`)).toEqual(
    expected.map((line) => line.split(" ").slice(0, 2).join(" ")),
  );
});
