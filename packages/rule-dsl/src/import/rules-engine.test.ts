import fc from "fast-check";
import { Engine, type RuleProperties } from "json-rules-engine";
import { describe, expect, test } from "vitest";
import { compileDecision } from "../compile/compile-decision.ts";
import type { JsonValue } from "../schema/common.ts";
import { seed } from "../testing/seed.ts";
import { importRulesEngine } from "./rules-engine.ts";

const overTotal = { fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 };

test("a rule as its documentation writes it", () => {
  const imported = importRulesEngine({
    name: "Big Tmall order",
    priority: 10,
    conditions: { all: [overTotal, { fact: "order", path: "$.channel", operator: "equal", value: "tmall" }] },
    event: { type: "review", params: { group: "finance", note: "=not a formula" } },
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  expect(imported.value).toMatchObject({
    kind: "decision",
    type: "rules",
    policy: "all",
    rules: [{ id: "big-tmall-order", name: { en: "Big Tmall order" }, priority: 10 }],
  });
  const facts = { order: { total: 1280, channel: "tmall" } };
  expect(compileDecision(imported.value).evaluate(facts)).toMatchObject({
    value: [{ type: "review", params: { group: "finance", note: "=not a formula" } }],
  });
});

test("its text is read too, and named conditions come with their rules", () => {
  const rules = [{ conditions: { condition: "big" }, event: { type: "review" } }];
  const imported = importRulesEngine(JSON.stringify({ rules, conditions: { big: { all: [overTotal] } } }));
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  expect(imported.value.rules[0]?.id).toBe("rule-1");
  expect(compileDecision(imported.value).evaluate({ order: { total: 500 } })).toMatchObject({
    value: [{ type: "review" }],
  });
});

describe("what cannot be taken is refused by name and place", () => {
  const rule = (conditions: unknown, more: object = {}) => ({ conditions, event: { type: "hit" }, ...more });
  const leaf = (more: object) => ({ all: [{ ...overTotal, ...more }] });
  test.each<[string, unknown, string, string]>([
    ["no JSON", "{", "malformed-json", ""],
    ["no rules", 5, "wrong-type", ""],
    [
      "an operator of their own",
      rule(leaf({ operator: "startsWith" })),
      "unknown-operator",
      "/conditions/all/0/operator",
    ],
    ["a path that searches", rule(leaf({ path: "$..total" })), "bad-path", "/conditions/all/0/path"],
    ["a fact with parameters", rule(leaf({ params: { id: 1 } })), "not-importable", "/conditions/all/0/params"],
    ["a map to compare with", rule(leaf({ value: { a: 1 } })), "not-importable", "/conditions/all/0/value"],
    ["a condition nobody gave", [rule({ condition: "vip" })], "unknown-condition", "/0/conditions/condition"],
    ["a handler", { rules: [rule(leaf({}), { onSuccess: "x" })] }, "unknown-field", "/rules/0/onSuccess"],
    ["an event without a type", [rule(leaf({}), { event: {} })], "missing-field", "/0/event/type"],
    ["a rule without an event", [{ conditions: leaf({}) }], "missing-field", "/0/event"],
    ["a rule without conditions", [{ event: { type: "hit" } }], "wrong-type", "/0/conditions"],
  ])("%s", (_, given, code, pointer) => {
    const imported = importRulesEngine(given);
    if (imported.ok) throw new Error("it was taken");
    expect(imported.error.map((found) => [found.code, found.pointer])).toContainEqual([code, pointer]);
  });
});

const text = fc.constantFrom("tmall", "jd", "12", "");
const amount = fc.constantFrom(-1, 0, 0.1, 12, 500, 1280);
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(text, amount, fc.boolean());
const facts = fc.record({
  channel: text,
  total: amount,
  coldChain: fc.boolean(),
  tags: fc.array(scalar, { maxLength: 3 }),
  customer: fc.record({ level: text, orders: amount }),
});
const place = fc.constantFrom(
  { fact: "channel" },
  { fact: "total" },
  { fact: "coldChain" },
  { fact: "customer", path: "$.level" },
  { fact: "customer", path: "$.orders" },
);
const compared = fc.record({
  source: place,
  operator: fc.constantFrom(
    "equal",
    "notEqual",
    "lessThan",
    "lessThanInclusive",
    "greaterThan",
    "greaterThanInclusive",
  ),
  value: fc.oneof(scalar, place),
});
const listed = fc.record({
  source: place,
  operator: fc.constantFrom("in", "notIn"),
  value: fc.array(scalar, { maxLength: 3 }),
});
const holding = fc.record({
  source: fc.constant({ fact: "tags" }),
  operator: fc.constantFrom("contains", "doesNotContain"),
  value: scalar,
});
const leaf = fc.oneof(compared, listed, holding).map(({ source, ...asked }) => ({ ...source, ...asked }));
const { condition: anyCondition } = fc.letrec<{ condition: object; group: object }>((tie) => ({
  condition: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaf, tie("group")),
  group: fc.oneof(
    fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
    fc.constant({ condition: "named" }),
  ),
}));
const root = fc.array(anyCondition, { minLength: 1, maxLength: 3 });
const rule = fc.record(
  {
    conditions: fc.oneof(
      root.map((all) => ({ all })),
      root.map((any) => ({ any })),
      anyCondition.map((not) => ({ not })),
      fc.constant({ condition: "named" }),
    ),
    event: fc.record({ type: fc.constantFrom("review", "gift", "release"), params: fc.dictionary(text, scalar) }),
    priority: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ["conditions", "event"] },
);

test("imported rules give json-rules-engine's results on 1,000 generated rule sets", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { maxLength: 4 }),
      root.map((all) => ({ all })),
      facts,
      async (rules, named, given) => {
        const conditions = { named: unnamed(named) };
        const imported = importRulesEngine({ rules, conditions });
        if (!imported.ok) throw new Error(JSON.stringify(imported.error));
        const evaluation = compileDecision(imported.value).evaluate(given);
        const engine = new Engine(rules as RuleProperties[]); // the generator writes nothing else
        engine.setCondition("named", conditions.named as RuleProperties["conditions"]); // likewise
        const { events } = await engine.run(structuredClone(given));
        expect(sorted(evaluation.kind === "value" ? evaluation.value : null)).toEqual(sorted(events));
      },
    ),
    { numRuns: 1_000, seed: seed() },
  );
});

/** The engine leaves rules of equal priority in any order. */
const sorted = (events: unknown): readonly string[] =>
  Array.isArray(events) ? events.map((event) => JSON.stringify(event)).toSorted() : [];

/** The same with every reference to itself replaced: a condition that names itself would never end. */
function unnamed(condition: unknown): object {
  return JSON.parse(JSON.stringify(condition).replaceAll('{"condition":"named"}', '{"all":[]}')) as object; // an object again
}
