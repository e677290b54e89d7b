import { describe, expect, it } from "vitest";
import { parseDate } from "./temporal/parse-temporal.ts";
import { evaluateTests } from "./testing/evaluate-feel.ts";
import type { FeelValue } from "./values.ts";

const facts = { order: { total: 1280, vip: true, limits: [1, 2] } };

const rows: readonly (readonly [cell: string, input: FeelValue, expected: unknown])[] = [
  ["-", null, true],
  ['"gold"', "gold", true],
  ['"gold"', "silver", false],
  ['"gold", "silver"', "silver", true],
  ['not("gold", "silver")', "member", true],
  ['not("gold", "silver")', "gold", false],
  ["<= 7", 7, true],
  ["> 7", 7, false],
  ["> 5, < 3", 4, false],
  ["[100..700]", 700, true],
  ["[100..700)", 700, false],
  ["7", 7, true],
  ["-5", -5, true],
  ["!= 5", 4, true],
  ["? > 5 and ? < 9", 6, true],
  ["? > 5 and ? < 9", 9, false],
  ["not(? > 5)", 6, false],
  ['starts with(?, "CL")', "CL-100", true],
  ["order.limits", 2, true],
  ["order.limits", 3, false],
  ["> order.total", 1281, true],
  ["order.total > 500", "anything", true],
  ["true", true, true],
  ["true", false, false],
  ["null", null, true],
  ["null", 1, false],
  ['date("2026-11-11")', parseDate("2026-11-11"), true],
  ['[date("2026-11-11")..date("2026-11-12")]', "2026-11-12", true],
  ["> 5", null, null],
  ["> 5", "x", null],
  ["[1..3], 7", null, null],
  ["count(?) > 1", [1, 2], true],
  ["> ", 1, { problems: ["expression-incomplete"] }],
];

describe("a cell", () => {
  it.each(rows)("%s on %o is %o", (cell, input, expected) => {
    expect(evaluateTests(cell, input, facts)).toEqual(expected);
  });
});
