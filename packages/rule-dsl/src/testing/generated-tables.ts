import fc from "fast-check";
import type { Facts } from "../expression/values.ts";
import type { Condition } from "../schema/condition.ts";
import type { HitPolicy, TableDecision } from "../schema/decision.ts";

/*
 * Tables and conditions over few fields, and every combination of the values between which they can tell: what the
 * analysis proves can be counted out.
 */

const levels = ["gold", "silver", "member", "other", undefined];
const totals = [99, 100, 100.01, 300, 500, 500.01, 800];
const days = [2, 3, 4, 5, 6, 7, 7.5, 30, undefined];

export const grid: readonly Facts[] = levels.flatMap((level) =>
  totals.flatMap((total) =>
    days.flatMap((overdue) =>
      [true, false].map((coldChain) => ({
        order: {
          total,
          customer: level === undefined ? {} : { level },
          service: { coldChain },
          attributes: overdue === undefined ? {} : { overdue },
        },
      })),
    ),
  ),
);

/** Whether nothing that the tables ask for is missing. */
export function isWhole(facts: Facts): boolean {
  const text = JSON.stringify(facts);
  return text.includes('"level"') && text.includes('"overdue"');
}

const level = fc.constantFrom(
  "-",
  "",
  '"gold"',
  '"gold","silver"',
  'not("gold")',
  'not("gold","silver")',
  "null",
  '"member"',
);
const total = fc.constantFrom(
  "-",
  "< 100",
  "<= 100",
  "[100..500]",
  "(100..500]",
  "> 500",
  ">= 500",
  "< 500",
  "300",
  ">= 100",
);
const overdue = fc.constantFrom(
  "-",
  "<= 7",
  "> 7",
  "[3..7]",
  "(3..7)",
  "< 3",
  ">= 3",
  "5",
  "not([3..7])",
  "null",
  "< 3, > 7",
);
const cold = fc.constantFrom("-", "-", "true", "false", "not(true)");

export function generatedPlainTable(hitPolicy: HitPolicy): fc.Arbitrary<TableDecision> {
  const row = fc.record({ level, total, overdue, cold, gives: fc.constantFrom("1", "2") });
  return fc.array(row, { minLength: 1, maxLength: 6 }).map((rows) => ({
    kind: "decision" as const,
    schemaVersion: 1,
    id: "generated",
    name: { en: "Generated" },
    type: "table" as const,
    hitPolicy,
    inputs: [
      { id: "level", name: { en: "Level" }, expression: "order.customer.level", type: "string" as const },
      { id: "total", name: { en: "Total" }, expression: "order.total", type: "number" as const },
      { id: "overdue", name: { en: "Overdue" }, expression: "order.attributes.overdue", type: "number" as const },
      { id: "cold", name: { en: "Cold" }, expression: "order.service.coldChain", type: "boolean" as const },
    ],
    outputs: [{ id: "gives", name: { en: "Gives" }, type: "number" as const }],
    rows: rows.map(({ gives, ...when }, index) => ({ id: `r${String(index)}`, when, then: { gives } })),
  }));
}

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom("equal", "notEqual", "not:equal"), fc.constantFrom("gold", "silver", null))
    .map(([operator, value]) => ({
      fact: "order",
      path: "$.customer.level",
      operator: value === null ? operator.replace("not:equal", "equal") : operator,
      value,
    })),
  fc
    .tuple(fc.constantFrom("in", "notIn"), fc.constantFrom(["gold"], ["gold", "member"]))
    .map(([operator, value]) => ({ fact: "order", path: "$.customer.level", operator, value })),
  fc
    .tuple(
      fc.constantFrom(
        "lessThan",
        "lessThanInclusive",
        "greaterThan",
        "greaterThanInclusive",
        "equal",
        "notEqual",
        "not:lessThan",
      ),
      fc.constantFrom(100, 500),
    )
    .map(([operator, value]) => ({ fact: "order", path: "$.total", operator, value })),
  fc
    .tuple(fc.constantFrom("lessThan", "greaterThanInclusive", "equal"), fc.constantFrom(3, 7))
    .map(([operator, value]) => ({ fact: "order", path: "$.attributes.overdue", operator, value })),
  fc.boolean().map((value) => ({ fact: "order", path: "$.service.coldChain", operator: "equal", value })),
  fc
    .constantFrom(
      'order.customer.level = "gold"',
      'order.customer.level != "gold"',
      'not(order.customer.level = "gold")',
      "order.attributes.overdue > 7",
      "not(order.attributes.overdue > 7)",
      "order.attributes.overdue in [3..7]",
      "not(order.attributes.overdue between 3 and 7)",
      "order.customer.level = null or order.attributes.overdue <= 3",
      'order.customer.level in ("gold", "silver")',
      "order.service.coldChain and order.total >= 500",
      "not(order.service.coldChain or order.attributes.overdue < 7)",
      "order.attributes.overdue != 7",
      "500 > order.total",
    )
    .map((feel) => ({ feel })),
);

export const generatedPlainCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 4, arbitrary: leaf },
    { weight: 3, arbitrary: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
    { weight: 3, arbitrary: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
    { weight: 2, arbitrary: tie("condition").map((not) => ({ not })) },
  ),
})).condition;
