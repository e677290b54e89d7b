import { describe, expect, test } from "vitest";
import type { HitPolicy, TableDecision } from "../schema/decision.ts";
import { compileDecision } from "./compile-decision.ts";
import type { Evaluation } from "./evaluation.ts";

/** Two rows apply to 8, three to 12; the last only to 20 and more. */
const rows = [
  { id: "small", when: { amount: "> 5" }, then: { grade: '"b"', points: "1" } },
  { id: "medium", when: { amount: "> 7" }, then: { grade: '"a"', points: "2.5" } },
  { id: "large", when: { amount: "> 10" }, then: { grade: '"b"', points: "1" } },
  { id: "huge", when: { amount: ">= 20" }, then: { grade: '"c"', points: "vars.extra" } },
];

const table = (hitPolicy: HitPolicy, more: Partial<TableDecision> = {}): TableDecision => ({
  kind: "decision",
  schemaVersion: 1,
  id: "t",
  name: { en: "T" },
  type: "table",
  hitPolicy,
  inputs: [{ id: "amount", name: { en: "Amount" }, expression: "vars.amount", type: "number" }],
  outputs: [
    { id: "grade", name: { en: "Grade" }, type: "string", values: ["a", "b", "c"] },
    { id: "points", name: { en: "Points" }, type: "number" },
  ],
  rows,
  ...more,
});
const decide = (definition: TableDecision, amount?: number): Evaluation =>
  compileDecision(definition).evaluate({ vars: { amount, extra: 9 } });
const a = { grade: "a", points: 2.5 };
const b = { grade: "b", points: 1 };

test.each<[string, HitPolicy, number, unknown]>([
  ["one row applies", "UNIQUE", 6, b],
  ["no row applies", "UNIQUE", 1, null],
  ["the first that applies", "FIRST", 8, b],
  ["the best by the order of the listed grades", "PRIORITY", 8, a],
  ["every row that applies, in written order", "RULE ORDER", 12, [b, a, b]],
  ["every row that applies, best grade first", "OUTPUT ORDER", 12, [a, b, b]],
  ["all of them as a list", "COLLECT", 8, [b, a]],
  ["none of them as an empty list", "COLLECT", 1, []],
  ["an output may read facts", "COLLECT", 20, [b, a, b, { grade: "c", points: 9 }]],
])("%s (%s, %d)", (_, policy, amount, value) => {
  expect(decide(table(policy), amount)).toMatchObject({ kind: "value", value });
});

test.each([
  ["sum", { grade: null, points: 4.5 }],
  ["min", { grade: null, points: 1 }],
  ["max", { grade: null, points: 2.5 }],
  ["count", 3],
] as const)("COLLECT %s", (aggregation, value) => {
  expect(decide(table("COLLECT", { aggregation }), 12)).toMatchObject({ kind: "value", value });
});

describe("what a person must look at", () => {
  test("several rows of a UNIQUE table", () => {
    expect(decide(table("UNIQUE"), 8)).toMatchObject({
      kind: "incident",
      code: "several-rows",
      data: { rows: ["small", "medium"] },
    });
  });
  test("rows of an ANY table that differ", () => {
    expect(decide(table("ANY"), 8)).toMatchObject({ kind: "incident", code: "rows-differ" });
  });
  test("rows of an ANY table that agree are fine", () => {
    const agreeing = rows.filter((row) => row.id !== "medium");
    expect(decide(table("ANY", { rows: agreeing }), 12)).toMatchObject({ kind: "value", value: b });
  });
});

test("the default row stands in where none applies, and nowhere else", () => {
  const definition = table("FIRST", { default: { grade: '"none"', points: "0" } });
  expect(decide(definition, 1)).toMatchObject({ value: { grade: "none", points: 0 }, warnings: [] });
  expect(decide(definition, 6)).toMatchObject({ value: b });
});

test("an input without a value hits no row that asks about it, and warns", () => {
  const evaluation = decide(table("FIRST"));
  expect(evaluation).toMatchObject({ kind: "value", value: null });
  expect(evaluation.kind === "value" && evaluation.warnings.map((warning) => warning.code)).toEqual(
    expect.arrayContaining(["missing-value", "no-row"]),
  );
});

test("a trace names for each row the cell that refused it", () => {
  const evaluation = compileDecision(table("FIRST")).evaluate({ vars: { amount: 8 } }, { trace: true });
  expect(evaluation.kind === "value" && evaluation.trace).toEqual({
    type: "table",
    cells: [{ input: "amount", observed: { value: 8 } }],
    hits: ["small"],
    rows: [{ id: "small" }, { id: "medium" }, { id: "large", failed: "amount" }, { id: "huge", failed: "amount" }],
  });
});

test("the trace of a large table tells one by one only of rows whose cells are more than text and numbers", () => {
  const bands = Array.from({ length: 200 }, (_, band) => ({
    id: `b${String(band)}`,
    when: { amount: `[${String(band)}..${String(band + 1)})` },
    then: { hit: `"${String(band)}"` },
  }));
  const computed = { id: "computed", when: { amount: "> vars.limit" }, then: { hit: '"computed"' } };
  const definition = { ...table("FIRST"), rows: [...bands, computed] };
  const evaluation = compileDecision(definition).evaluate({ vars: { amount: 8.5, limit: 9 } }, { trace: true });
  expect(evaluation.kind === "value" && evaluation.trace).toEqual({
    type: "table",
    cells: [{ input: "amount", observed: { value: 8.5 } }],
    hits: ["b8"],
    rows: [{ id: "computed", failed: "amount" }],
    omitted: 200,
  });
});
