import { describe, expect, test } from "vitest";
import type { ExpressionDecision, MappingDecision, ScoreDecision } from "../../schema/decision.ts";
import type { Definition } from "../../schema/definition.ts";
import { end, fork, large, leaf, rules, table, tmall, workflow } from "../analysis/testing/finding-cases.ts";
import { check } from "../check.ts";
import type { CheckContext } from "../check-context.ts";

const credit = table("UNIQUE", [["r1", "-", "-", "60"]], {
  id: "credit",
  outputs: [
    { id: "days", name: { en: "Days" }, type: "number" },
    { id: "review", name: { en: "Review" }, type: "boolean" },
  ],
  rows: [{ id: "r1", when: {}, then: { days: "60", review: "true" } }],
});
const asks = (condition: string, more: Parameters<typeof workflow>[1] = {}): Definition =>
  workflow(
    {
      a: { type: "decision", decision: "credit", output: "vars.credit", ports: { done: "b" } },
      b: fork([["yes", { feel: condition }]], { yes: "x", otherwise: "y" }),
      x: end("x"),
      y: end("y"),
    },
    { id: "flow", ...more },
  );
const among = (...all: readonly Definition[]): CheckContext => ({
  all: () => all,
  definition: (kind, id) => all.find((one) => one.kind === kind && one.id === id),
});
const unused = (definition: Definition, context: CheckContext = {}): readonly string[] =>
  check(definition, context)
    .filter(({ code }) => code.startsWith("unused-"))
    .map(({ code, path }) => `${code} ${path}`);

describe("a column is unused where somebody uses the decision and nobody reads the column", () => {
  test.each<[string, Definition, readonly string[]]>([
    ["one of two is read", asks("vars.credit.days > 30"), ["unused-output /outputs/1"]],
    ["both are read", asks("vars.credit.days > 30 and vars.credit.review"), []],
    ["the whole value is read", asks("count(vars.credit) > 0"), []],
    ["in a filter", asks("vars.credit[days > 30].review"), []],
    ["a part hands on all it keeps", asks("vars.credit.days > 30", { role: "part" }), []],
  ])("%s", (_, flow, expected) => {
    expect(unused(credit, among(credit, flow))).toEqual(expected);
  });

  test("nothing is said of a decision that only the outside asks", () => {
    expect(unused(credit, among(credit))).toEqual([]);
    expect(unused(credit)).toEqual([]);
  });

  test("a decision that calls it reads by the name of the call", () => {
    const caller = rules([["long", { fact: "terms", path: "$.days", operator: "greaterThan", value: 30 }]], {
      id: "caller",
      calls: [{ id: "terms", decision: "credit" }],
    });
    expect(unused(credit, among(credit, caller))).toEqual(["unused-output /outputs/1"]);
  });

  test("a decision asked later reads what the workflow keeps", () => {
    const later = rules([["long", { feel: "vars.credit.review" }]], { id: "later" });
    expect(unused(credit, among(credit, later, asks("vars.credit.days > 1")))).toEqual([]);
  });

  test("by a column with listed values the rows are ranked", () => {
    const ranked = table("PRIORITY", [["r1", "-", "-", "60"]], {
      id: "credit",
      outputs: [{ id: "days", name: { en: "Days" }, type: "number", values: [60, 30] }],
    });
    expect(unused(ranked, among(ranked, asks("vars.other = 1")))).toEqual([]);
  });
});

test("a parameter that no rule's reader asks for, unless a cap counts it", () => {
  const decision = (caps?: { param: string; most: number }[]): Definition =>
    rules([["one", tmall]], { id: "credit", ...(caps === undefined ? {} : { caps }) });
  const flow = asks('vars.credit.params.to = "x"');
  expect(unused(decision(), among(decision(), flow))).toEqual(["unused-output /rules/0/event/params/kind"]);
  expect(unused(decision([{ param: "kind", most: 1 }]), among(decision(), flow))).toEqual([]);
});

test("named conditions and facts that nothing in the definition uses", () => {
  const decision = rules([["one", { all: [{ condition: "big" }, leaf("$.channel", "equal", "tmall")] }]], {
    conditions: { big: large, lost: tmall },
    facts: [
      { id: "level", action: { connector: "crm", name: "level" }, input: { id: "=account.id" } },
      { id: "account", action: { connector: "crm", name: "account" } },
    ],
  });
  expect(unused(decision)).toEqual(["unused-condition /conditions/lost", "unused-fact /facts/0"]);
});

const entries: ExpressionDecision = {
  kind: "decision",
  schemaVersion: 1,
  id: "credit",
  name: { en: "E" },
  type: "expression",
  entries: [
    { id: "net", value: "=order.total * 0.9" },
    { id: "tax", value: "=net * 0.1" },
    { id: "lost", value: "=net + 1" },
  ],
};
test("entries are for the entries after them and the result; without one, for who reads the value", () => {
  expect(unused({ ...entries, result: "=tax" })).toEqual(["unused-output /entries/2"]);
  expect(unused(entries, among(entries, asks("vars.credit.tax > 1")))).toEqual(["unused-output /entries/2"]);
});

test("a variable is read by the decisions that are asked after it was written", () => {
  const flow = workflow({
    a: { type: "assign", set: { "vars.limit": 5, "vars.lost": 1 }, ports: { next: "b" } },
    b: { type: "decision", decision: "credit", ports: { done: "x" } },
    x: end("x"),
  });
  const reader = rules([["one", { feel: "vars.limit > 1" }]], { id: "credit" });
  expect(unused(flow, among(flow, reader))).toEqual(["unused-output /nodes/a/set/vars.lost"]);
});

test("an adjustment that changes nothing and a code that nothing maps to", () => {
  const score: ScoreDecision = {
    kind: "decision",
    schemaVersion: 1,
    id: "s",
    name: { en: "S" },
    type: "score",
    candidates: { of: "=vars.carriers", as: "carrier", id: "=carrier.code" },
    criteria: [{ id: "cost", value: "=carrier.cost", better: "lower", weight: 100 }],
    adjust: [{ id: "rain", when: tmall, multiply: 1 }],
  };
  const mapping: MappingDecision = {
    kind: "decision",
    schemaVersion: 1,
    id: "m",
    name: { en: "M" },
    type: "mapping",
    from: ["code"],
    to: { id: "status", values: ["paid", "lost"] },
    entries: [{ id: "a", from: { code: "1" }, to: "paid" }],
    unknown: "incident",
  };
  const codes = (definition: Definition): readonly string[] =>
    check(definition).map(({ code, path }) => `${code} ${path}`);
  expect(codes(score)).toContain("changes-nothing /adjust/0");
  expect(codes(mapping)).toContain("value-never-given /to/values/1");
});
