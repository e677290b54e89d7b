import fc from "fast-check";
import type { JsonValue } from "../schema/common.ts";
import { hitPolicies } from "../schema/decision.ts";
import type { ExpressionDecision, MappingDecision, ScoreDecision, TableDecision } from "../schema/decision.ts";
import { generatedCondition } from "./generated-rules.ts";

const head = <I extends string>(id: I) => ({
  kind: "decision" as const,
  schemaVersion: 1,
  id,
  name: { en: "Generated" },
});
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const facts = (fetched: readonly string[]) =>
  fetched.length === 0
    ? {}
    : {
        facts: fetched.map((id) => ({
          id,
          action: { connector: "test", name: "read" },
          input: { channel: "=order.channel" },
        })),
      };

const textCell = fc.constantFrom(
  ...[
    "",
    "-",
    '"tmall"',
    '"jd","gold"',
    '"CL-100" , "12"',
    'not("jd")',
    "null",
    "vars.sku",
    "true",
    "12",
    '"2026-11-11"',
  ],
  ...['@"2026-11-11"', '< @"2026-12-01"', '[@"2026-01-01"..@"2026-11-12")'],
);
const numberCell = fc.constantFrom(
  ...["", "-", "< 5", ">= 1", "[0..500]", "500", "0, 1,5", "> 0.1", "<= 499.99", "(0 .. 1280)", "]1..500[", "[5..1]"],
  ...["(1..vars.limit]", "broken (", "90071992547409.91", "-1", '"12"', "not(5)"],
);
const outputText = fc.constantFrom('"a"', '"b"', '"c"', '"=a"', "order.channel", "null");
const outputNumber = fc.constantFrom("1", "2.5", "0.1", "-3", "0", "1.50", "vars.limit", "");

/** Two inputs, two outputs, every hit policy and aggregation. */
export function generatedTable(fetched: readonly string[] = []): fc.Arbitrary<TableDecision> {
  const fetchedCells = fetched.map((id) => `${id}.answer`);
  const row = fc.record({
    text: textCell,
    number: numberCell,
    grade: fc.oneof(outputText, fc.constantFrom('"b"', ...fetchedCells)),
    points: outputNumber,
  });
  return fc
    .record({
      hitPolicy: fc.constantFrom(...hitPolicies),
      aggregation: optional(
        fc.constantFrom("list" as const, "sum" as const, "min" as const, "max" as const, "count" as const),
      ),
      text: fc.constantFrom("order.channel", "order.level", "vars.sku", "vars.day", "order.tags", ...fetchedCells),
      type: fc.constantFrom("string" as const, "string" as const, "date" as const),
      number: fc.constantFrom("vars.limit", "count(order.lines)", "order.total"),
      listed: optional(fc.shuffledSubarray(["a", "b", "c"])),
      rows: fc.oneof(fc.array(row, { maxLength: 5 }), fc.array(row, { minLength: 8, maxLength: 30 })),
      fallback: optional(row),
    })
    .map(({ hitPolicy, aggregation, text, type, number, listed, rows, fallback }) => ({
      ...head("table"),
      ...facts(fetched),
      type: "table" as const,
      hitPolicy,
      ...(aggregation === undefined ? {} : { aggregation }),
      inputs: [
        { id: "text", name: { en: "Text" }, expression: text, type },
        { id: "number", name: { en: "Number" }, expression: number, type: "number" as const },
      ],
      outputs: [
        {
          id: "grade",
          name: { en: "Grade" },
          type: "string" as const,
          ...(listed === undefined ? {} : { values: listed }),
        },
        { id: "points", name: { en: "Points" }, type: "number" as const, values: [2.5, 1] },
      ],
      rows: rows.map((cells, index) => ({
        id: `r${String(index)}`,
        when: { text: cells.text, number: cells.number },
        then: { grade: cells.grade, points: cells.points },
      })),
      ...(fallback === undefined ? {} : { default: { grade: fallback.grade, points: fallback.points } }),
    }));
}

const criterion = fc.record({
  value: fc.constantFrom(
    "=line.quantity",
    "=count(order.lines)",
    "=line.price",
    "=vars.limit",
    '=if line.sku = "jd" then 1 else 2',
  ),
  better: fc.constantFrom("lower" as const, "higher" as const),
  weight: fc.constantFrom(0, 10, 35, 40),
  scale: optional(fc.constantFrom("min-max" as const, "none" as const)),
});

/** The order's lines as candidates. */
export function generatedScore(fetched: readonly string[] = []): fc.Arbitrary<ScoreDecision> {
  const condition = generatedCondition({ withLine: true, fetched });
  return fc
    .record({
      criteria: fc.array(criterion, { minLength: 1, maxLength: 3 }),
      require: fc.array(condition, { maxLength: 2 }),
      adjust: fc.array(
        fc.record({
          when: condition,
          multiply: optional(fc.constantFrom(0.6, 2)),
          add: optional(fc.constantFrom(-0.1, 1)),
        }),
        { maxLength: 2 },
      ),
      tieBreak: optional(fc.shuffledSubarray(["c0", "c1", "id"])),
      none: optional(fc.constant({ incident: "no-line" })),
    })
    .map(({ criteria, require, adjust, tieBreak, none }) => ({
      ...head("score"),
      ...facts(fetched),
      type: "score" as const,
      candidates: { of: "=order.lines", as: "line", id: "=line.id" },
      require: require.map((when, index) => ({ id: `q${String(index)}`, when })),
      criteria: criteria.map((each, index) => dropUndefined({ id: `c${String(index)}`, ...each })),
      adjust: adjust.map((each, index) => dropUndefined({ id: `a${String(index)}`, ...each })),
      ...(tieBreak === undefined ? {} : { tieBreak }),
      ...(none === undefined ? {} : { none }),
    }));
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
function dropUndefined<T extends object>(record: T): Defined<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>; // that is what the filter leaves
}

export const generatedMapping: fc.Arbitrary<MappingDecision> = fc
  .record({
    entries: fc.array(
      fc.record({
        channel: fc.constantFrom("tmall", "jd", "12"),
        sku: fc.constantFrom("CL-100", "12", "gold"),
        to: fc.constantFrom("ORD_001", "ORD_004"),
      }),
      { maxLength: 6 },
    ),
    unknown: fc.constantFrom("incident" as const, "null" as const, { value: "ORD_000" }),
    forwardOnly: fc.subarray(["ORD_001", "ORD_004"]),
  })
  .map(({ entries, unknown, forwardOnly }) => ({
    ...head("mapping"),
    type: "mapping" as const,
    from: ["channel", "sku"],
    to: { id: "status" },
    entries: entries.map(({ channel, sku, to }, index) => ({ id: `e${String(index)}`, from: { channel, sku }, to })),
    ...(forwardOnly.length > 0 && { order: { forwardOnly } }),
    unknown,
  }));

const entryValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom(
    "=order.channel",
    "=vars.limit * 2",
    "=e0",
    "=count(order.lines)",
    "plain",
    5,
    "=broken (",
    "=order.lines.sku",
  ),
  fc.constantFrom({ deep: ["=vars.limit", "x"], plain: true }, ["=e0", null]),
);

export function generatedExpression(fetched: readonly string[] = []): fc.Arbitrary<ExpressionDecision> {
  const value = fc.oneof(entryValue, fc.constantFrom<JsonValue>("=1", ...fetched.map((id) => `=${id}.answer`)));
  return fc
    .record({
      values: fc.array(value, { minLength: 1, maxLength: 4 }),
      result: optional(fc.constantFrom("=e0", "={a: e0, b: vars.limit}")),
    })
    .map(({ values, result }) => ({
      ...head("expression"),
      ...facts(fetched),
      type: "expression" as const,
      entries: values.map((each, index) => ({ id: `e${String(index)}`, value: each })),
      ...(result === undefined ? {} : { result }),
    }));
}
