import { expect, test } from "vitest";
import type { RulesDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";

const channels = ["tmall", "jd", "douyin"];
const count = 600;

/** 600 rules, each for a channel and a city, from a total on. */
const definition: RulesDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "lanes",
  name: { en: "Lanes" },
  type: "rules",
  rules: Array.from({ length: count }, (_, place) => ({
    id: `r${String(place)}`,
    conditions: {
      all: [
        { fact: "order", path: "$.channel", operator: "equal", value: channels[place % channels.length] ?? "" },
        { fact: "order", path: "$.city", operator: "equal", value: `c${String(place % 40)}` },
        { fact: "order", path: "$.total", operator: "greaterThan", value: place },
      ],
    },
    event: { type: `e${String(place)}` },
  })),
};

const decided = (order: object) => {
  const evaluation = compileDecision(definition).evaluate({ order }, { trace: true });
  if (evaluation.kind !== "value" || evaluation.trace?.type !== "rules") throw new Error("no trace");
  return { value: evaluation.value, trace: evaluation.trace };
};

test("a large set says what won and what held too, but came later", () => {
  const { value, trace } = decided({ channel: "jd", city: "c1", total: 200 });
  expect(value).toEqual({ type: "e1" });
  expect(trace.rules.filter((rule) => rule.held).map((rule) => [rule.ruleId, rule.passedOver])).toEqual([
    ["r1", undefined],
    ["r121", true],
  ]);
});

test("and what was missed by one condition: the total, the city or the channel", () => {
  const { value, trace } = decided({ channel: "jd", city: "c1", total: 0.5 });
  expect(value).toBeNull();
  const missed = trace.rules.map(({ condition }) => (condition.children ?? []).filter((leaf) => !leaf.held));
  expect(missed.every((leaves) => leaves.length >= 1)).toBe(true);
  expect(missed[0]?.map((leaf) => leaf.at)).toEqual(["/all/2"]);
});

test("every rule that was refused is shown or counted", () => {
  for (const order of [{ channel: "jd", city: "c1", total: 200 }, { channel: "pos", city: "c1", total: 9 }, {}]) {
    const { trace } = decided(order);
    expect(trace.rules.length + (trace.omitted ?? 0)).toBe(count);
  }
});
