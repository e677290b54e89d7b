import { describe, expect, test } from "vitest";
import { logicDigestOf } from "../../digest/digest.ts";
import {
  bkm,
  call,
  context,
  decision,
  dmnFile,
  feel,
  functionBox,
  input,
  itemType,
  service,
  table,
  type TableParts,
} from "../../testing/dmn-xml.ts";
import { type DmnImport, importDmn } from "./import-dmn.ts";

function imported(parts: string, models: readonly string[] = []): DmnImport {
  const result = importDmn(dmnFile(parts), { models });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The value of the decision `asked`, after an import that refused nothing. */
function valueOf(parts: string, inputs: Readonly<Record<string, unknown>> = {}, asked = "asked"): unknown {
  const { model, refused } = imported(parts);
  expect(refused).toEqual([]);
  return model.evaluate(asked, inputs).value;
}

describe("decision tables, by hit policy", () => {
  const rows = [
    [">= 500", "-", '"gift"', "3"],
    [">= 100", '"gold"', '"coupon"', "2"],
    [">= 100", "-", '"stamps"', "1"],
  ];
  const giftTable = (more: Partial<TableParts>): string =>
    input("Order Total", "number") +
    input("level", "string") +
    decision(
      "asked",
      ["Order Total", "level"],
      table({
        inputs: ["Order Total: number", "level: string"],
        outputs: ['what: string = "stamps","gift","coupon"', "points: number"],
        rows,
        ...more,
      }),
    );
  const single = { outputs: ["points: number = 2,3,1"], rows: rows.map(([a = "", b = "", , d = ""]) => [a, b, d]) };
  const gift = { what: "gift", points: 3 };
  const stamps = { what: "stamps", points: 1 };
  test.each<[string, Partial<TableParts>, number, unknown]>([
    ["UNIQUE with one hit", {}, 120, stamps],
    ["UNIQUE with several", {}, 700, null],
    ["UNIQUE without a hit", {}, 5, null],
    ["ANY that differs", { policy: "ANY" }, 700, null],
    ["FIRST", { policy: "FIRST" }, 700, gift],
    ["PRIORITY: the values as listed", { policy: "PRIORITY" }, 700, stamps],
    ["RULE ORDER", { policy: "RULE ORDER" }, 700, [gift, stamps]],
    ["OUTPUT ORDER", { policy: "OUTPUT ORDER" }, 700, [stamps, gift]],
    ["COLLECT", { policy: "COLLECT" }, 700, [gift, stamps]],
    ["COLLECT without a hit", { policy: "COLLECT" }, 5, []],
    ["a single output is its value", single, 120, 1],
    ["the sum", { ...single, policy: "COLLECT", aggregation: "SUM" }, 700, 4],
    ["the least", { ...single, policy: "COLLECT", aggregation: "MIN" }, 700, 1],
    ["the greatest", { ...single, policy: "COLLECT", aggregation: "MAX" }, 700, 3],
    ["the count", { ...single, policy: "COLLECT", aggregation: "COUNT" }, 700, 2],
    ["the count without a hit", { ...single, policy: "COLLECT", aggregation: "COUNT" }, 5, 0],
    ["OUTPUT ORDER of one column", { ...single, policy: "OUTPUT ORDER" }, 700, [3, 1]],
    ["the default", { otherwise: ['"stamps"', "1"] }, 5, stamps],
    ["the default, where a list is wanted", { policy: "RULE ORDER", otherwise: ['"stamps"', "1"] }, 5, [stamps]],
  ])("%s", (_, more, total, expected) => {
    const given = more.policy === undefined && total === 700 ? "gold" : "silver";
    expect(valueOf(giftTable(more), { "Order Total": total, level: given })).toEqual(expected);
  });

  test.each<[string, string, unknown, unknown]>([
    ["an allowed input", 'x: string = "a","b"', "a", 1],
    ["an input that is not allowed", 'x: string = "a","b"', "c", 9],
    ["an input of the wrong type", 'x: string = "a","b"', 7, 9],
    ["a list of one stands for its value", "x: string", ["a"], 1],
    ["a column of the wrong type leaves it to the cells", "x: number", "a", 1],
  ])("%s", (_, column, given, expected) => {
    const parts = table({
      inputs: [column],
      outputs: ["n: number"],
      rows: [
        ['"a"', "1"],
        ["null", "9"],
      ],
    });
    expect(valueOf(input("x") + decision("asked", ["x"], parts), { x: given })).toEqual(expected);
  });

  test.each<[string, string, unknown, boolean]>([
    ["? in a cell", "? > 5 and ? < 9", 7, true],
    ["a function of ?", "count(?) > 1", [1, 2], true],
    ["another input in a cell", "> limit", 60, true],
    ["a list in a cell", "1, 2", 2, true],
    ["negated", "not(1, 2)", 2, false],
    ["null", "null", null, true],
  ])("cells: %s", (_, cell, given, expected) => {
    const body = table({ inputs: ["x"], outputs: ["hit: boolean"], rows: [[cell, "true"]], otherwise: ["false"] });
    expect(
      valueOf(input("x") + input("limit") + decision("asked", ["x", "limit"], body), { x: given, limit: 50 }),
    ).toBe(expected);
  });
});

describe("boxed expressions", () => {
  const numbers = "<list>" + ["1", "2", "3"].map((each) => feel(each)).join("") + "</list>";
  const loop = (tag: string, inner: string): string =>
    `<${tag} iteratorVariable="n"><in>${numbers}</in>${inner}</${tag}>`;
  const stock =
    '<relation><column name="SKU code"/><column name="on hand"/>' +
    [
      ['"A"', "3"],
      ['"B"', "0"],
    ]
      .map((row) => `<row>${row.map((each) => feel(each)).join("")}</row>`)
      .join("") +
    "</relation>";
  const choice = (question: string): string =>
    `<conditional><if>${feel(question)}</if><then>${feel("1")}</then><else>${feel("2")}</else></conditional>`;
  test.each<[string, string, unknown]>([
    [
      "a context: entries see those before",
      context([
        ["net", feel("100")],
        ["gross total", feel("net * 1.13")],
      ]),
      { net: 100, "gross total": 113 },
    ],
    [
      "a context's result",
      context([
        ["net price", feel("100")],
        ["", feel("net price + 1")],
      ]),
      101,
    ],
    ["an entry of the wrong type is null", context([["n", feel('"x"'), "number"]]), { n: null }],
    [
      "a function in a context",
      context([
        ["twice", functionBox(["x: number"], feel("x * 2"))],
        ["", feel("twice(4)")],
      ]),
      8,
    ],
    [
      "a function keeps what it saw",
      context([
        ["rate", feel("3")],
        ["f", functionBox(["x"], feel("x * rate"))],
        ["", feel("for rate in [1, 2] return f(rate)")],
      ]),
      [3, 6],
    ],
    ["a list", numbers, [1, 2, 3]],
    [
      "a relation",
      stock,
      [
        { "SKU code": "A", "on hand": 3 },
        { "SKU code": "B", "on hand": 0 },
      ],
    ],
    ["a conditional", choice("2 > 1"), 1],
    ["a conditional on null", choice("null"), 2],
    [
      "a filter by a field",
      `<filter><in>${stock}</in><match>${feel("on hand > 0")}</match></filter>`,
      [{ "SKU code": "A", "on hand": 3 }],
    ],
    [
      "a filter by position",
      `<filter><in>${stock}</in><match>${feel("2")}</match></filter>`,
      { "SKU code": "B", "on hand": 0 },
    ],
    ["a filter by item", `<filter><in>${numbers}</in><match>${feel("item > 1")}</match></filter>`, [2, 3]],
    ["for", loop("for", `<return>${feel("n * n")}</return>`), [1, 4, 9]],
    ["for with what came before", loop("for", `<return>${feel("n + count(partial)")}</return>`), [1, 3, 5]],
    ["some", loop("some", `<satisfies>${feel("n > 2")}</satisfies>`), true],
    ["every", loop("every", `<satisfies>${feel("n > 2")}</satisfies>`), false],
  ])("%s", (_, body, expected) => {
    expect(valueOf(decision("asked", [], body))).toEqual(expected);
  });

  const shipping = bkm("shipping fee", ["weight: number", "rate: number"], feel("weight * rate"));
  test.each<[string, string, unknown]>([
    ["called with names in any order", call("shipping fee", { rate: "2", weight: "3" }), 6],
    ["called in an expression", feel("shipping fee(3, 2)"), 6],
    ["called by name in an expression", feel("shipping fee(rate: 2, weight: 3)"), 6],
    ["too few arguments", feel("shipping fee(3)"), null],
    ["an unknown parameter", call("shipping fee", { price: "2" }), null],
    ["an argument of the wrong type", feel('shipping fee("x", 2)'), null],
    ["the result's type", call("shipping fee", { rate: "2", weight: "3" }, "string"), null],
    ["as a value", feel("count([shipping fee])"), 1],
    ["whose variable names another type than it gives", feel("old fee(3)"), 6],
  ])("a function: %s", (_, body, expected) => {
    const old = bkm("old fee", ["weight"], feel("weight * 2")).replace("<variable", '<variable typeRef="string"');
    const needs = ["()shipping fee", "()old fee"];
    expect(valueOf(shipping + old + decision("asked", needs, body))).toEqual(expected);
  });

  test("a function calls itself, and stops where it would not end", () => {
    const parts =
      bkm("boxes", ["n: number"], feel("if n <= 10 then 1 else 1 + boxes(n - 10)")) +
      decision("asked", ["()boxes"], feel("boxes(35)")) +
      decision("endless", ["()boxes"], feel("boxes(1e30)"));
    expect(valueOf(parts)).toBe(4);
    const endless = imported(parts).model.evaluate("endless");
    expect(endless).toMatchObject({ value: null, warnings: [{ code: "expression-budget" }] });
  });
});

describe("requirements", () => {
  const chain =
    input("Order Total", "number") +
    decision("discount rate", ["Order Total"], feel("if Order Total >= 100 then 0.1 else 0"), "number") +
    decision(
      "bill",
      ["Order Total", "!discount rate"],
      context([["to pay", feel("Order Total * (1 - discount rate)")]]),
    ) +
    decision("asked", ["!bill"], feel("bill.to pay"));

  test("a decision is worked out from those it needs", () => {
    expect(valueOf(chain, { "Order Total": 200 })).toBe(180);
  });

  test("by the variable's name too, where a file gives it another", () => {
    const parts = chain
      .replace('<variable name="bill"', '<variable name="theBill"')
      .replace("bill.to pay", "theBill.to pay");
    expect(valueOf(parts, { "Order Total": 200 })).toBe(180);
  });

  test("a name is part of what a decision says: another name, another digest", () => {
    const digests = ["bill", "invoice"].map((name) => {
      const { definitions } = imported(chain.replaceAll("bill", name));
      const asked = definitions.find(({ id }) => id === "asked");
      if (asked === undefined) throw new Error("not imported");
      return logicDigestOf(asked);
    });
    expect(new Set(digests).size).toBe(2);
  });

  test("what a loop warns of again and again is said once, and not without end", () => {
    const parts = decision("asked", [], feel("for n in 1..500 return (if n > 0 then null else 1) + n"));
    expect(imported(parts).model.evaluate("asked").warnings.length).toBeLessThan(5);
  });

  test("what is not required is not in sight", () => {
    const { refused, model } = imported(input("weight") + decision("asked", [], feel("weight")));
    expect(refused).toMatchObject([{ code: "dmn-bad-expression" }]);
    expect(model.evaluate("asked", { weight: 3 }).value).toBe(null);
  });

  const services =
    chain +
    service("billing", { outputs: ["bill"], decisions: ["discount rate"], data: ["Order Total"] }) +
    service("both", { outputs: ["bill", "discount rate"], data: ["Order Total"] }) +
    decision("by call", ["()billing"], feel("billing(300, 0.5).to pay")) +
    decision("by name", ["()billing"], feel("billing(discount rate: 0, Order Total: 80).to pay")) +
    decision("too few", ["()billing"], feel("billing(80)"));
  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ["billing", { "Order Total": 100, "discount rate": 0.2 }, { "to pay": 80 }],
    ["both", { "Order Total": 100 }, { bill: { "to pay": 90 }, "discount rate": 0.1 }],
    ["by call", {}, 150],
    ["by name", {}, 80],
    ["too few", {}, null],
  ])("a service: %s", (asked, inputs, expected) => {
    expect(valueOf(services, inputs, asked)).toEqual(expected);
  });

  test("other files, under the names of their imports", () => {
    const rates = dmnFile(
      itemType("tParcel", ["weight: number"]) +
        input("season") +
        bkm("fee of", ["parcel: tParcel"], feel("parcel.weight * 2")) +
        decision("surcharge", ["season"], feel('if season = "peak" then 5 else 0')),
      "urn:rates",
      "rates",
    );
    const parts =
      '<import namespace="urn:rates" name="the rates" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>' +
      input("parcel", "the rates.tParcel") +
      decision(
        "asked",
        ["parcel", "()urn:rates#fee of", "!urn:rates#surcharge"],
        feel("the rates.fee of(parcel) + the rates.surcharge"),
      );
    const { model, refused } = imported(parts, [rates]);
    expect(refused).toEqual([]);
    expect(model.evaluate("asked", { parcel: { weight: 3 }, season: "peak" }).value).toBe(11);
    expect(model.evaluate("asked", { parcel: { weight: 3 }, "the rates": { season: "low" } }).value).toBe(6);
  });
});
