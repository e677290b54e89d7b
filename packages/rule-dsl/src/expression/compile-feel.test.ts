import { describe, expect, it } from "vitest";
import { compileFeel, type FeelContext } from "./compile-feel.ts";
import { feelCodeTexts } from "./feel-codes.ts";
import { codesOf, evaluateFeel } from "./testing/evaluate-feel.ts";

const any = "any";
const line = new Map<string, "any">([
  ["sku", any],
  ["on-hand", any],
]);
const order = new Map<string, typeof line | "any">([
  ["total", any],
  ["收货 地址", any],
  ["lines", line],
]);
const names: FeelContext["names"] = new Map<string, typeof order | "any">([
  ["order", order],
  ["客户 等级", any],
  ["vars", any],
]);

describe("problems", () => {
  it.each([
    ["", "empty-expression", 0, 0],
    ["1 +", "expression-incomplete", 3, 3],
    ["order.total > # 5", "syntax-error", 14, 15],
    ["ordr.total > 5", "unknown-name", 0, 4],
    ["order.totl > 5", "unknown-field", 6, 10],
    ["for l in order.lines return l.name", "unknown-field", 30, 34],
    ["foo(1)", "unknown-function", 0, 3],
    ["1 instance of money", "unknown-type", 14, 19],
    ["? > 5", "no-input", 0, 1],
    ['@"tomorrow"', "invalid-date-literal", 0, 11],
    ["{a: 1, a: 2}", "duplicate-key", 7, 11],
    ["{__proto__: 1}", "reserved-name", 1, 10],
    ["function() external {}", "external-function", 11, 19],
    ["1e9999", "number-out-of-range", 0, 6],
    ["1".repeat(10_001), "expression-too-long", 0, 10_001],
    [`${"(".repeat(400)}1${")".repeat(400)}`, "expression-too-deep", undefined, undefined],
  ])("%s: %s", (text, code, from, to) => {
    const compilation = compileFeel(text, { names });
    const [problem] = compilation.ok ? [] : compilation.problems;
    expect(problem?.code).toBe(code);
    if (from !== undefined) expect([problem?.from, problem?.to]).toEqual([from, to]);
  });
});

describe("warnings", () => {
  it.each([
    ["order.total > 5", ["missing-value"]],
    ["order.coupon = null", []],
    ["1 / 0", ["division-by-zero"]],
    ["null + 1", ["null-operand"]],
    ['1 < "a"', ["not-comparable"]],
    ["true and 1", ["condition-not-boolean"]],
    ["[1][2]", ["index-out-of-range"]],
    ["1(2)", ["not-a-function"]],
    ['"a" * 2', ["operand-kinds"]],
    ['date("2026-02-30")', ["invalid-text"]],
    ['matches("a", "(")', ["invalid-pattern"]],
    ["10 ** 7000", ["result-out-of-range"]],
    ['sum(1, "a")', ["argument-kinds"]],
    ["abs()", ["argument-count"]],
    ["abs(m: 1)", ["argument-names"]],
    ['"a".b', ["no-such-field"]],
    ['for i in "a".."b" return i', ["not-iterable"]],
  ])("%s: %o", (text, codes) => {
    expect(codesOf(text, { order: {} })).toEqual(codes);
  });

  it("says where: order.missing > 5", () => {
    const compilation = compileFeel("order.missing > 5");
    const result = compilation.ok ? compilation.compiled.evaluate({ order: {} }) : undefined;
    expect(result?.warnings).toEqual([{ code: "missing-value", from: 6, to: 13, data: { name: "order.missing" } }]);
  });

  it("has a sentence in both languages for each code", () => {
    for (const sentence of Object.values(feelCodeTexts)) {
      expect(sentence["zh-CN"].length * sentence.en.length).toBeGreaterThan(0);
    }
  });
});

describe("reads", () => {
  it.each([
    ["order.total > 500", ["order.total"]],
    ["vars.credit.used + order.total", ["order.total", "vars.credit.used"]],
    ["for l in order.lines return l.sku", ["order.lines", "order.lines.sku"]],
    ['order.lines[sku = "a"]', ["order.lines", "order.lines.sku"]],
    ["order = null or order.total > 1", ["order", "order.total"]],
    ["{a: 1, b: a}.b", []],
    ["count([1])", []],
  ])("%s: %o", (text, reads) => {
    const compilation = compileFeel(text, { names });
    expect(compilation.ok && compilation.compiled.reads).toEqual(reads);
  });
});

it("reads long brackets that may be a range until they close", () => {
  const long = Array.from({ length: 200 }, () => "1").join(" + ");
  expect(evaluateFeel(`count([][item > (${long})][item > (if 1 in (1, ${long}) then 1 else ${long})])`)).toBe(0);
});

describe("names with spaces and signs, where they are declared", () => {
  const facts = { order: { "收货 地址": "杭州", lines: [{ "on-hand": 4 }] }, "客户 等级": "gold" };
  it.each([
    ['客户 等级 = "gold"', true],
    ['客户  等级 = "gold"', true],
    ["order.收货 地址", "杭州"],
    ["order.lines.on-hand", [4]],
    ["order.lines[on-hand > 3][1] = order.lines[1]", true],
  ])("%s", (text, expected) => {
    expect(evaluateFeel(text, facts, { names })).toEqual(expected);
  });
});

describe("types of facts", () => {
  const types = (path: string) =>
    path.endsWith("At") ? ("date-time" as const) : path.endsWith("Day") ? ("date" as const) : undefined;
  const facts = {
    order: {
      placedAt: "2026-11-11T20:14:31+08:00",
      dueDay: "2026-11-13",
      paidAt: "soon",
      lines: [{ shippedAt: "2026-11-12T01:00:00Z" }],
    },
  };
  it.each([
    ["order.placedAt.hour", 20],
    ['order.placedAt + duration("PT1H")', "2026-11-11T21:14:31+08:00"],
    ["order.dueDay.weekday", 5],
    ["order.lines[1].shippedAt > order.placedAt", true],
    ["(for l in order.lines return l.shippedAt.day)[1]", 12],
    ["order.lines[shippedAt.day = 12].shippedAt.month", [11]],
    [
      'order.placedAt in [date and time("2026-11-10T20:00:00+08:00")..date and time("2026-11-12T00:00:00+08:00"))',
      true,
    ],
    ["order.paidAt > order.placedAt", null],
  ])("%s", (text, expected) => {
    expect(evaluateFeel(text, facts, { types })).toEqual(expected);
  });

  it("reads a text as a date-time where it is compared with one, undeclared", () => {
    expect(evaluateFeel('order.placedAt < date and time("2026-11-12T00:00:00+08:00")', facts)).toBe(true);
    expect(evaluateFeel('date and time("2026-11-11T12:14:31Z") = order.placedAt', facts)).toBe(true);
  });
});

describe("the budget", () => {
  it.each([
    "for i in 1..1000000000 return i",
    "for i in 1..1000, j in 1..1000 return i * j",
    "for i in 1..100000 return partial",
    "{f: function(f) f(f)}.f(function(f) f(f))",
    "some x in 1..1000000000 satisfies x < 0",
    'string join(for i in 1..50000 return "xxxxxxxxxx")',
  ])("%s", (text) => {
    const compilation = compileFeel(text);
    const result = compilation.ok ? compilation.compiled.evaluate({}) : undefined;
    expect(result).toMatchObject({ value: null, exceeded: true });
    expect(result?.warnings.at(-1)?.code).toBe("expression-budget");
  });

  it("is the caller's to set", () => {
    expect(codesOf("for i in 1..100 return i", {}, { budget: 50 })).toEqual(["expression-budget"]);
    expect(codesOf("for i in 1..100 return i", {}, { budget: 500 })).toEqual([]);
  });
});

describe("doubts: what the fields' types say before anything is evaluated", () => {
  const kinds: Readonly<Record<string, "number" | "string" | "boolean" | "list" | "date-time" | "context">> = {
    "order.total": "number",
    "order.channel": "string",
    "order.vip": "boolean",
    "order.placedAt": "date-time",
    "order.lines": "list",
    "order.lines.quantity": "number",
    "order.lines.sku": "string",
  };
  const doubtsOf = (text: string): readonly string[] => {
    const compilation = compileFeel(text, { names: new Set(["order"]), types: (path) => kinds[path] });
    return compilation.ok
      ? compilation.compiled.doubts.map(({ code, from }) => `${code} at ${String(from)}`)
      : ["refused"];
  };

  it.each([
    ['order.total > "500"', ["not-comparable at 0"]],
    ['order.channel = 5 or order.total = "5"', ["not-comparable at 0", "not-comparable at 21"]],
    ["order.vip > 1", ["not-comparable at 0"]],
    ["order.vip < order.vip", ["not-comparable at 0"]],
    ["order.channel * 2", ["operand-kinds at 0"]],
    ["order.channel + order.total", ["operand-kinds at 0"]],
    ["if order.channel then 1 else 2", ["condition-not-boolean at 3"]],
    ["order.vip and order.total", ["condition-not-boolean at 14"]],
    ['count(order.lines) = "2"', ["not-comparable at 0"]],
    ['order.lines[1].quantity > "2"', ["not-comparable at 0"]],
    ['some line in order.lines satisfies line.quantity = "2"', ["not-comparable at 35"]],
    ['order.lines[quantity = "2"]', ["not-comparable at 12"]],
    ['order.total in ("a", 5)', ["not-comparable at 16"]],
    ["order.channel in [1..5]", ["not-comparable at 18"]],
    ["upper case(order.channel) > 5", ["not-comparable at 0"]],
  ])("%s: %o", (text, doubts) => {
    expect(doubtsOf(text)).toEqual(doubts);
  });

  it.each([
    'order.total > 500 and order.channel = "tmall"',
    'order.placedAt > "2026-11-11T00:00:00+08:00"',
    'order.placedAt + duration("PT1H") > order.placedAt',
    "order.lines.quantity = [1, 2]",
    'order.lines[quantity > 1].sku = ["A"]',
    'order.lines[order.total].sku = "A"',
    "order.total = null or order.unknown > 1",
    "if order.vip then order.total else order.channel",
    "order.total in (5, > 7, [8..9])",
    "order.vip = (order.total > 5)",
    'order.channel in ["a", "b"]',
  ])("none in %s", (text) => {
    expect(doubtsOf(text)).toEqual([]);
  });
});
