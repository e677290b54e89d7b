import { describe, expect, test } from "vitest";
import { check } from "../../check/check.ts";
import { compileDecision } from "../../compile/compile-decision.ts";
import { explain } from "../../explain/explain.ts";
import { readDefinition } from "../../migrate/read-definition.ts";
import { evaluateByReference } from "../../reference/evaluate-decision.ts";
import type { DecisionDefinition } from "../../schema/decision.ts";
import { bkm, call, context, decision, dmnFile, feel, input, itemType, service, table } from "../../testing/dmn-xml.ts";
import { importDmn } from "./import-dmn.ts";

/** What a shop may decide about one order: level, gift, fee and a message. */
const shop = dmnFile(
  itemType("tOrder", ["total: number", "placed at: date", "weights: tWeights"]) +
    itemType("tWeights", "number", { isList: true }) +
    input("The Order", "tOrder") +
    input("会员等级", "string") +
    bkm("fee of", ["weight: number"], feel("if weight > 10 then 20 else 8")) +
    decision(
      "gift points",
      ["The Order", "会员等级"],
      table({
        policy: "FIRST",
        inputs: ["The Order.total: number", "会员等级: string"],
        outputs: ["points: number"],
        rows: [
          [">= 500", '"gold"', "50"],
          [">= 100", "-", "10"],
        ],
        otherwise: ["0"],
      }),
      "number",
    ) +
    decision(
      "shipping fee",
      ["The Order", "()fee of"],
      call("fee of", { weight: "sum(The Order.weights)" }),
      "number",
    ) +
    decision(
      "订单小结",
      ["The Order", "!gift points", "!shipping fee"],
      context([
        ["to pay", feel("The Order.total + shipping fee"), "number"],
        ["points", feel("gift points"), "number"],
        ["due", feel('The Order.placed at + duration("P3D")'), "date"],
      ]),
    ),
);

function imported(): ReturnType<typeof importDmn> & { readonly ok: true } {
  const result = importDmn(shop);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result;
}

const order = { total: 500, "placed at": "2026-11-11", weights: [4, 7] };
const inputs = { "The Order": order, 会员等级: "gold" };

function definitionNamed(name: string): DecisionDefinition {
  const found = imported().value.definitions.find((each) => Object.values(each.name).includes(name));
  if (found === undefined) throw new Error(`no definition named ${name}`);
  return found;
}

const otherDecisions =
  (definitions: readonly DecisionDefinition[]) =>
  (id: string): DecisionDefinition | undefined =>
    definitions.find((each) => each.id === id);

test("each decision is a definition of ours: valid, checked, under an id of its own", () => {
  const { definitions, refused, model } = imported().value;
  expect(refused).toEqual([]);
  expect(definitions.map(({ id, type, name }) => [id, type, name])).toEqual([
    ["gift-points", "table", { en: "gift points" }],
    ["shipping-fee", "expression", { en: "shipping fee" }],
    ["decision-3", "expression", { "zh-CN": "订单小结" }],
  ]);
  for (const definition of definitions) {
    expect(readDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ ok: true, value: definition });
    expect(check(definition, { definition: (_, id) => definitions.find((each) => each.id === id) })).toEqual([]);
  }
  expect(definitions[2]).toMatchObject({ calls: [{ id: "giftPoints", decision: "gift-points" }] });
  expect(model.decisions.map(({ name }) => name)).toEqual(["gift points", "shipping fee", "订单小结"]);
});

describe("a definition decides over variables what the model decides over its inputs", () => {
  const facts = { vars: { theOrder: order, input2: "gold" } };
  test.each<[string, unknown]>([
    ["gift points", { points: 50 }],
    ["shipping fee", 20],
    ["订单小结", { "to pay": 520, points: 50, due: "2026-11-14" }],
  ])("%s", (name, expected) => {
    const definition = definitionNamed(name);
    const others = { decision: otherDecisions(imported().value.definitions) };
    const evaluation = compileDecision(definition, others).evaluate(facts);
    expect(evaluation).toMatchObject({ kind: "value", value: expected, warnings: [] });
    expect(evaluateByReference(definition, facts, others)).toMatchObject({ kind: "value", value: expected });
    const { value, warnings } = imported().value.model.evaluate(name, inputs);
    expect(warnings).toEqual([]);
    expect(value).toEqual(name === "gift points" ? 50 : expected);
  });

  test("it says what it was worked out from", () => {
    const definition = definitionNamed("shipping fee");
    const result = compileDecision(definition).evaluate(facts, { trace: true });
    if (result.kind !== "value" || result.trace === undefined) throw new Error("no trace");
    expect(explain(result.trace, { definition, lang: "zh-CN" }).sentence).toBe("算得 shipping fee = 20");
    expect(explain(result.trace, { definition, lang: "en" }).sentence).toBe("Worked out: shipping fee = 20");
  });
});

describe("a decision calls another where JSON carries its value whole, and holds it inside where not", () => {
  const rows = [
    [">= 100", '"mug"', "5"],
    [">= 10", '"pen"', "1"],
  ];
  const gifts = (policy: string, aggregation?: string): string =>
    decision(
      "gifts of",
      ["total"],
      table({
        policy,
        ...(aggregation !== undefined && { aggregation }),
        inputs: ["total: number"],
        outputs: aggregation === undefined ? ["the gift: string", "points: number"] : ["points: number"],
        rows: rows.map(([cell = "", gift = "", points = ""]) =>
          aggregation === undefined ? [cell, gift, points] : [cell, points],
        ),
      }),
    );
  const dates = table({
    policy: "FIRST",
    inputs: ["total: number"],
    outputs: ["day: date"],
    rows: [["-", 'date("2026-11-11")']],
  });
  test.each<[string, string, string, boolean]>([
    ["a table with two outputs", gifts("FIRST"), "gifts of.the gift", true],
    ["a table without a hit", gifts("UNIQUE"), "gifts of = null", true],
    ["a table that lists its hits", gifts("RULE ORDER"), "gifts of.points", true],
    ["a table that counts", gifts("COLLECT", "COUNT"), "gifts of + 1", true],
    ["a table that sums", gifts("COLLECT", "SUM"), "gifts of + 1", true],
    ["a date", decision("gifts of", ["total"], dates, "date"), "gifts of.month", true],
    ["a date that no type tells", decision("gifts of", ["total"], dates), "gifts of.month", true],
    ["a text", decision("gifts of", ["total"], feel("string(total)"), "string"), "gifts of + gifts of", true],
    ["a number of many digits", decision("gifts of", ["total"], feel("total / 3"), "number"), "gifts of * 3", false],
    ["what has no type", decision("gifts of", ["total"], feel("function(x) x + total")), "gifts of(1)", false],
    [
      "what a service works out on other data",
      decision("gifts of", ["total"], feel("string(total)"), "string") +
        service("svc", { outputs: ["gifts of"], data: ["total"] }),
      "gifts of + svc(5)",
      false,
    ],
  ])("%s", (_, parts, text, isCalled) => {
    const needs = ["!gifts of", ...(parts.includes("decisionService") ? ["()svc"] : [])];
    const result = importDmn(dmnFile(input("total", "number") + parts + decision("asked", needs, feel(text))));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { definitions, model, refused } = result.value;
    expect(refused).toEqual([]);
    const asked = definitions.find(({ id }) => id === "asked");
    if (asked === undefined) throw new Error("not imported");
    expect(asked.calls ?? []).toEqual(isCalled ? [{ id: "giftsOf", decision: "gifts-of" }] : []);
    const compiled = compileDecision(asked, { decision: otherDecisions(definitions) });
    for (const total of [0, 50, 100, 1000]) {
      const evaluation = compiled.evaluate({ vars: { total } });
      if (evaluation.kind === "value") expect(evaluation.value).toEqual(model.evaluate("asked", { total }).value);
      else
        expect([evaluation.kind === "incident" && evaluation.code, total]).toEqual([
          "several-rows",
          expect.any(Number),
        ]);
    }
  });
});

test("a decision without logic is a person's: whoever needs it reads it as a variable", () => {
  const parts =
    input("Grade", "string") +
    decision("Teacher's Evaluation", [], "", "string") +
    decision("result", ["Grade", "!Teacher's Evaluation"], feel('Grade + ": " + Teacher\'s Evaluation'), "string");
  const result = importDmn(dmnFile(parts));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const { definitions, model, refused } = result.value;
  expect(refused.map(({ code }) => code)).toEqual(["dmn-missing"]);
  const [definition, ...others] = definitions;
  if (definition === undefined) throw new Error("not imported");
  expect(others).toEqual([]);
  expect(check(definition, {})).toEqual([]);
  const vars = { grade: "A", teacherSEvaluation: "well done" };
  expect(compileDecision(definition).evaluate({ vars })).toMatchObject({ value: "A: well done", warnings: [] });
  expect(model.evaluate("result", { Grade: "A", "Teacher's Evaluation": "well done" }).value).toBe("A: well done");
});

test("of a table that stayed boxed it says which row applied, and hides what is personal", () => {
  const body = table({
    policy: "COLLECT",
    inputs: ["total * 2: number", "note: string"],
    outputs: ["gift: string"],
    rows: [
      ["> 100", "-", '"mug"'],
      ["> 500", "-", '"pen"'],
      ["-", '"none"', '"cup"'],
    ],
  });
  const parts = input("total", "number") + input("note", "string") + decision("gifts", ["total", "note"], body);
  const told = (sources: Readonly<Record<string, string>>): readonly string[] => {
    const result = importDmn(dmnFile(parts), { inputs: sources });
    const [definition] = result.ok ? result.value.definitions : [];
    if (definition === undefined) throw new Error("not imported");
    const personal = { total: 90, customer: { phone: "13812345678" } };
    const evaluation = compileDecision(definition).evaluate(
      { order: personal, vars: { note: "none" } },
      { trace: true },
    );
    if (evaluation.kind !== "value" || evaluation.trace === undefined) throw new Error("no trace");
    expect(JSON.stringify(evaluation.trace)).not.toContain("13812345678");
    return explain(evaluation.trace, { definition, lang: "zh-CN" }).because.map(({ text }) => text);
  };
  const total = "=order.total";
  expect(told({ total })).toContain("「gifts」第 1、3 行符合：total * 2 = 180、note = none");
  expect(told({ total, note: "=order.customer.phone" })).toContain(
    "「gifts」第 1 行符合：total * 2 = （已隐去）、note = （已隐去）",
  );
});

describe("checks of a boxed decision", () => {
  const definition = definitionNamed("shipping fee");
  if (definition.type !== "expression" || definition.boxed === undefined) throw new Error("not boxed");
  const { boxed } = definition;
  test.each<[string, object, string, string]>([
    ["no entries and no model", { entries: [], boxed: undefined }, "too-short", "/entries"],
    ["both", { entries: [{ id: "a", value: 1 }], boxed }, "boxed-and-entries", "/entries"],
    ["an element that is not there", { boxed: { ...boxed, value: "nobody" } }, "unknown-requirement", "/boxed/value"],
    [
      "a text that reads what it does not need",
      { boxed: { elements: { a: { kind: "decision", name: "a", needs: [], value: { feel: "weight" } } }, value: "a" } },
      "unknown-name",
      "/boxed/elements/a/value",
    ],
    [
      "an input from nowhere",
      { boxed: { elements: { a: { kind: "input", name: "a", from: "=nothing.there" } }, value: "a" } },
      "unknown-name",
      "/boxed/elements/a/from",
    ],
    [
      "a type that is not defined",
      { boxed: { elements: { a: { kind: "input", name: "a", type: "tNone", from: "=vars.a" } }, value: "a" } },
      "unknown-type",
      "/boxed/elements/a",
    ],
  ])("%s", (_, change, code, path) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...definition, ...change })); // leaves out what is undefined
    const read = readDefinition(changed);
    if (!read.ok || read.value.kind !== "decision") throw new Error(JSON.stringify(read));
    expect(check(read.value, {}).map((found) => [found.code, found.path])).toContainEqual([code, path]);
  });
});
