import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCondition } from "../../compile/condition.ts";
import { catalogueFor } from "../../facts/catalogue.ts";
import type { Condition } from "../../schema/condition.ts";
import { comparison, generatedComparison, triples } from "../../testing/generated-comparisons.ts";
import { seed } from "../../testing/seed.ts";
import { analyseCondition, thisCondition } from "./analyse-condition.ts";
import { Memo } from "./memo.ts";
import { readingOf } from "./reading.ts";
import { type Finding, rules, showFindings, showNoFindings, table } from "./testing/finding-cases.ts";

const reading = readingOf(catalogueFor());

describe("fields against each other", () => {
  const toldOf = (condition: Condition): readonly string[] =>
    analyseCondition(condition, { place: "", what: thisCondition, whenNever: [] }, reading, new Memo())
      .filter(({ path }) => path === "")
      .map(({ code }) => code);
  const heldIn = (condition: Condition): ReadonlySet<boolean> => {
    const compiled = compileCondition(condition);
    return new Set(triples.map((facts) => compiled.evaluate(facts).held));
  };

  test("what is said to hold never or always does so for every combination", () => {
    fc.assert(
      fc.property(generatedComparison(true), (condition) => {
        const told = toldOf(condition);
        const held = heldIn(condition);
        if (told.includes("never-true")) expect(held.has(true)).toBe(false);
        if (told.includes("always-true")) expect(held.has(false)).toBe(false);
      }),
      { numRuns: 150, seed: seed() },
    );
  });

  test("a conjunction of comparisons that no combination meets is found, through any number of fields", () => {
    fc.assert(
      fc.property(fc.array(comparison(false), { minLength: 2, maxLength: 5 }), (all) => {
        expect(toldOf({ all }).includes("never-true")).toBe(!heldIn({ all }).has(true));
      }),
      { numRuns: 150, seed: seed() },
    );
  });
});

const feel = (text: string): Condition => ({ feel: text });
const above = "order.attributes.a > order.attributes.b";
const findings: readonly Finding[] = [
  {
    name: "two fields, each above the other",
    definition: rules([["never", { all: [feel(above), feel("order.attributes.b >= order.attributes.a")] }]]),
    code: "never-true",
    path: "/rules/0/conditions",
    says: "永远不会成立",
  },
  {
    name: "three fields in a circle",
    definition: rules([
      [
        "never",
        {
          all: [
            feel(above),
            {
              fact: "order",
              path: "$.attributes.b",
              operator: "greaterThan",
              value: { fact: "order", path: "$.attributes.c" },
            },
            feel("order.attributes.c > order.attributes.a"),
          ],
        },
      ],
    ]),
    code: "never-true",
    path: "/rules/0/conditions",
    says: "永远不会成立",
  },
  {
    name: "a field above one that is above a line",
    definition: rules([
      [
        "never",
        feel("order.total - order.attributes.limit > 100 and order.attributes.limit >= 500 and order.total < 600"),
      ],
    ]),
    code: "never-true",
    path: "/rules/0/conditions",
    says: "永远不会成立",
  },
  {
    name: "a rule behind one that follows from it through a third field",
    definition: rules([
      ["wide", feel(above)],
      ["narrow", feel("order.attributes.a > order.attributes.c and order.attributes.c > order.attributes.b")],
    ]),
    code: "rule-shadowed",
    path: "/rules/1",
    says: "order.attributes.a > order.attributes.c",
    shows: { "/order/attributes/a": 100, "/order/attributes/b": 0, "/order/attributes/c": 1 },
  },
  {
    name: "a row behind one that compares with the same field",
    definition: table(
      "FIRST",
      [
        ["r1", "-", "> order.attributes.limit", "60"],
        ["r2", '"gold"', "> order.attributes.limit", "30"],
      ],
      { default: { days: "0" } },
    ),
    code: "row-shadowed",
    path: "/rows/1",
    says: "第 1 行",
    shows: { "/order/customer/level": "gold" },
  },
];

showFindings(findings);
showNoFindings([
  [
    "rows on either side of another field",
    table(
      "UNIQUE",
      [
        ["r1", "-", "> order.attributes.limit", "60"],
        ["r2", "-", "<= order.attributes.limit", "30"],
      ],
      { default: { days: "0" } },
    ),
  ],
]);
