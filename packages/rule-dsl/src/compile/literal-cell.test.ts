import { expect, test } from "vitest";
import { compileUnaryTests } from "../expression/compile-feel.ts";
import { literalCell, literalValue } from "./literal-cell.ts";

const inputs = ["gold", "silver", "", "5", 0, 5, 5.5, 7, 499.99, 500, -1];

test.each([
  '"gold"',
  '"gold", "silver"',
  '"a,b" ,"gold"',
  '""',
  "5",
  "0, 5.5",
  "-1",
  "< 5",
  "<=5.5",
  "> 5",
  ">= 499.99",
  "[5..500]",
  "(5..500)",
  "]5 .. 500[",
  "[5..500)",
])("%s means to texts and numbers what FEEL makes of it", (cell) => {
  const feel = compileUnaryTests(cell);
  const meaning = inputs.map((input) => feel.ok && feel.compiled.evaluate(input, {}).value === true);
  expect(inputs.map((input) => literalCell(cell)?.test(input))).toEqual(meaning);
});

test.each([
  "-",
  "not(5)",
  "order.channel",
  "true",
  "null",
  '"a\\"b"',
  "[500..5]",
  "9007199254740993",
  '@"2026-11-11"',
  "? > 5",
])("%s is left to FEEL", (cell) => {
  expect(literalCell(cell)).toBeUndefined();
});

test("what is neither text nor number is left to FEEL, whatever the cell", () => {
  expect(literalCell("5")?.test([5])).toBeUndefined();
  expect(literalCell("> 5")?.test(true)).toBeUndefined();
});

test.each([
  ['"gold"', "gold"],
  ['"=gold"', "=gold"],
  ["2.50", 2.5],
  ["-3", -3],
  ["0", undefined],
  ['"a" + "b"', undefined],
  ["vars.limit", undefined],
])("an output cell %s is the value %s", (cell, value) => {
  expect(literalValue(cell)).toBe(value);
});
