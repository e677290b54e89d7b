import { describe, expect, test } from "vitest";
import type { JsonValue } from "../schema/common.ts";
import type { Condition } from "../schema/condition.ts";
import { holdsByReference } from "../reference/evaluate-decision.ts";
import { compileCondition } from "./condition.ts";

const order = {
  channel: "tmall",
  total: { minorUnits: 128_000, currency: "CNY" },
  level: "gold",
  note: null,
  coldChain: false,
  tags: ["vip", "gift"],
  amounts: [{ minorUnits: 500, currency: "CNY" }],
  lines: [
    { sku: "CL-100", quantity: 3 },
    { sku: "SR-20", quantity: 2 },
  ],
};
const usd = { order: { ...order, total: { minorUnits: 128_000, currency: "USD" } } };
const leaf = (path: string, operator: string, value: JsonValue): Condition => ({
  fact: "order",
  path,
  operator,
  value,
});
const codes = (condition: Condition, facts: object = { order }) =>
  compileCondition(condition)
    .evaluate({ ...facts })
    .warnings.map((warning) => warning.code);

test.each<[string, Condition, boolean]>([
  ["the channel is Tmall", leaf("$.channel", "equal", "tmall"), true],
  ["the channel is JD", leaf("$.channel", "equal", "jd"), false],
  ["the channel is not JD", leaf("$.channel", "notEqual", "jd"), true],
  ["¥1,280 is 1280 in plain numbers", leaf("$.total", "equal", 1280), true],
  ["¥1,280 is over 500", leaf("$.total", "greaterThan", 500), true],
  ["¥1,280 is 1280 or more", leaf("$.total", "greaterThanInclusive", 1280), true],
  ["¥1,280 is under 1280", leaf("$.total", "lessThan", 1280), false],
  ["an amount against an amount", leaf("$.total", "greaterThan", { minorUnits: 50_000, currency: "CNY" }), true],
  ["a level in a list", leaf("$.level", "in", ["gold", "silver"]), true],
  ["a level outside a list", leaf("$.level", "notIn", ["silver"]), true],
  ["tags hold vip", leaf("$.tags", "contains", "vip"), true],
  ["tags do not hold b2b", leaf("$.tags", "doesNotContain", "b2b"), true],
  ["a text holds nothing, only lists do", leaf("$.channel", "contains", "t"), false],
  ["false is a value", leaf("$.coldChain", "equal", false), true],
  ["a number as text is compared as a number", leaf("$.lines[0].quantity", "lessThan", "12"), true],
  ["what is no number is under nothing", leaf("$.channel", "lessThan", 5), false],
  ["the first line", leaf("$.lines[0].sku", "equal", "CL-100"), true],
  ["by quoted name", leaf("$['channel']", "equal", "tmall"), true],
  ["every line's SKU as a list", leaf("$.lines[*].sku", "contains", "SR-20"), true],
  ["a list of finds equals no list", leaf("$.lines[*].sku", "equal", { fact: "order", path: "$.lines[*].sku" }), false],
  ["a list of amounts equals itself", leaf("$.amounts", "swap:equal", { fact: "order", path: "$['amounts']" }), true],
  ["a list equals itself", leaf("$.tags", "equal", { fact: "order", path: "$.tags" }), true],
  ["how many lines", leaf("$.lines.length", "equal", 2), true],
  ["some line has more than two pieces", leaf("$.lines[*].quantity", "someFact:greaterThan", 2), true],
  ["every line has more than two pieces", leaf("$.lines[*].quantity", "everyFact:greaterThan", 2), false],
  ["some tag is one of these", leaf("$.tags", "someFact:in", ["vip", "b2b"]), true],
  ["it holds every one of these", leaf("$.tags", "everyValue:contains", ["vip", "b2b"]), false],
  ["turned round", leaf("$.channel", "swap:contains", ["tmall"]), true],
  ["not, as a decorator", leaf("$.channel", "not:equal", "jd"), true],
  ["two decorators", leaf("$.tags", "not:someFact:equal", "b2b"), true],
  [
    "one fact against another",
    { fact: "order", path: "$.lines[0].sku", operator: "equal", value: { fact: "order", path: "$.lines[1].sku" } },
    false,
  ],
  ["all of nothing", { all: [] }, true],
  ["any of nothing, as json-rules-engine has it", { any: [] }, true],
  ["none of two", { not: { any: [leaf("$.channel", "equal", "jd"), leaf("$.level", "equal", "silver")] } }, true],
  ["an expression", { feel: "sum(order.lines.quantity) = 5" }, true],
])("%s", (_, condition, held) => {
  const facts = { order };
  expect(compileCondition(condition).evaluate(facts).held).toBe(held);
  expect(holdsByReference(condition, facts)).toBe(held);
});

describe("what is missing (S10)", () => {
  test.each<[string, Condition]>([
    ["is not equal", leaf("$.service.deliverBy", "equal", "x")],
    ["is not unequal either", leaf("$.service.deliverBy", "notEqual", "x")],
    ["is in no list, and outside none", leaf("$.service.deliverBy", "notIn", ["x"])],
    ["null is missing", leaf("$.note", "notEqual", "x")],
    ["a decorator does not turn it round", leaf("$.note", "not:equal", "x")],
    ["no line matches the path", leaf("$.lines[*].family", "everyFact:equal", "x")],
    ["an expression without a value", { feel: "order.nothing > 5" }],
  ])("%s, with a warning", (_, condition) => {
    expect(compileCondition(condition).evaluate({ order }).held).toBe(false);
    expect(codes(condition)).toContain("missing-value");
  });

  test("whether there is a value can be asked, without a warning", () => {
    expect(compileCondition(leaf("$.note", "equal", null)).evaluate({ order }).held).toBe(true);
    expect(compileCondition(leaf("$.channel", "notEqual", null)).evaluate({ order }).held).toBe(true);
    expect(codes(leaf("$.note", "equal", null))).toEqual([]);
  });

  test("the same field warns once, however often it is looked at", () => {
    const missing = leaf("$.nothing", "equal", 1);
    expect(codes({ any: [missing, missing, { not: missing }] })).toEqual(["missing-value"]);
  });
});

test("an amount in another currency is compared with no number (S20)", () => {
  const over = leaf("$.total", "greaterThan", 500);
  expect(compileCondition(over).evaluate(usd).held).toBe(false);
  expect(codes(over, usd)).toEqual(["currency-mismatch"]);
  expect(compileCondition(over, { baseCurrency: "USD" }).evaluate(usd).held).toBe(true);
});

test("cents are exact, also beyond what a double holds", () => {
  const facts = {
    order: { total: { minorUnits: 9_007_199_254_740_991, currency: "CNY" }, tax: { minorUnits: 30, currency: "CNY" } },
  };
  expect(compileCondition(leaf("$.tax", "equal", 0.3)).evaluate(facts).held).toBe(true);
  expect(compileCondition(leaf("$.total", "greaterThan", 90_071_992_547_409)).evaluate(facts).held).toBe(true);
  const same: Condition = {
    fact: "order",
    path: "$.total",
    operator: "equal",
    value: { fact: "order", path: "$.total" },
  };
  expect(compileCondition(same).evaluate(facts).held).toBe(true);
});

describe("what does not compile never holds, and says why", () => {
  test.each<[string, Condition, string]>([
    ["an operator", leaf("$.channel", "resembles", "t"), "unknown-operator"],
    ["a decorator", leaf("$.tags", "mostFacts:equal", "t"), "unknown-operator"],
    ["a path with a filter", leaf("$.lines[?(@.quantity > 1)]", "equal", 1), "bad-path"],
    ["a path that searches everywhere", leaf("$..sku", "equal", 1), "bad-path"],
    ["a named condition that is not there", { condition: "nobody" }, "unknown-condition"],
    ["an expression", { feel: "order.total >" }, "bad-expression"],
  ])("%s", (_, condition, code) => {
    expect(compileCondition(condition).evaluate({ order }).held).toBe(false);
    expect(codes(condition)).toContain(code);
  });

  test("a named condition that leads back to itself", () => {
    const conditions = { a: { condition: "b" }, b: { any: [{ condition: "a" }] } };
    const result = compileCondition({ condition: "a" }, { conditions }).evaluate({ order });
    expect(result.held).toBe(false);
    expect(result.warnings.map((warning) => warning.code)).toEqual(["condition-cycle"]);
  });

  test("named conditions that multiply without end are cut off", () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${String(index)}`);
    const conditions = Object.fromEntries(
      names.map((name, index): [string, Condition] => [
        name,
        index === 39
          ? leaf("$.channel", "equal", "jd")
          : { any: [{ condition: `n${String(index + 1)}` }, { condition: `n${String(index + 1)}` }] },
      ]),
    );
    expect(
      compileCondition({ condition: "n0" }, { conditions })
        .evaluate({ order })
        .warnings.map((warning) => warning.code),
    ).toContain("conditions-too-many");
  });
});

test("nothing but own properties can be read", () => {
  for (const path of ["$.constructor", "$.__proto__", "$.toString.name", "$.lines.map", "$['hasOwnProperty']"]) {
    expect(codes(leaf(path, "notEqual", "x")), path).toEqual(["missing-value"]);
  }
});

test("what was read is known before it runs", () => {
  const condition: Condition = {
    all: [leaf("$.channel", "equal", "tmall"), { feel: "order.customer.level = vars.level" }],
  };
  expect(compileCondition(condition).reads).toEqual(["order.channel", "order.customer.level", "vars.level"]);
});

test("a trace looks at every leaf, also those that no longer mattered", () => {
  const condition: Condition = {
    any: [leaf("$.channel", "equal", "tmall"), { not: leaf("$.total", "lessThan", 2000) }],
  };
  expect(compileCondition(condition).evaluate({ order }, { trace: true }).trace).toEqual({
    at: "",
    held: true,
    children: [
      { at: "/any/0", held: true, observed: { value: "tmall" } },
      { at: "/any/1", held: false, children: [{ at: "/any/1/not", held: true, observed: { value: 1280 } }] },
    ],
  });
});
