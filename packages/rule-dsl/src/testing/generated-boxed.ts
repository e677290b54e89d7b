import fc from "fast-check";
import type { Boxed, BoxedModel, TableBox } from "../schema/boxed.ts";
import type { ExpressionDecision } from "../schema/decision.ts";

const text = fc.constantFrom(
  "total",
  "level",
  "items",
  "day",
  "base",
  "total * 2",
  "count(items)",
  "items[item > 1]",
  "[1, 2, 3]",
  "[5]",
  '"gold"',
  "null",
  "true",
  "twice of(total)",
  "twice of(x: 4)",
  'twice of("x")',
  "rate(total, 2)",
  "rate(total)",
  "total / 0",
  "{a: total, b: level}",
  '@"2026-11-11"',
  'day < @"2026-11-11"',
  "n",
  "item",
  "total > 50",
  "broken (",
  "nobody",
);
const type = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  "number",
  "string",
  "tLevel",
  "tItems",
  "boolean",
  "tPair",
);
const name = fc.constantFrom("a", "b", "n", "c d");

const row = (cells: number): fc.Arbitrary<TableBox["table"]["rows"][number]> =>
  fc.record({
    when: fc.tuple(
      fc.constantFrom("-", "", "< 50", "[50..100]", "not(50)", "> count(items)", "null", "?"),
      fc.constantFrom("-", '"gold"', 'not("gold")', "level", "broken ("),
    ),
    then: fc.array(fc.constantFrom("1", "2", "total", '"x"', "twice of(total)", "null"), {
      minLength: cells,
      maxLength: cells,
    }),
  });

const tableBox: fc.Arbitrary<Boxed> = fc.integer({ min: 1, max: 2 }).chain((columns) =>
  fc
    .record({
      hitPolicy: fc.constantFrom("UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"),
      aggregation: fc.option(fc.constantFrom("sum", "min", "max", "count"), { nil: undefined }),
      allowed: fc.constantFrom(undefined, '"gold","silver"'),
      listed: fc.constantFrom(undefined, "2, 1", "1, 2, 10"),
      fallback: fc.option(fc.constantFrom("1", "total"), { nil: undefined }),
      rows: fc.array(row(columns), { maxLength: 4 }),
      of: type,
    })
    .map(({ hitPolicy, aggregation, allowed, listed, fallback, rows, of }) => ({
      table: {
        hitPolicy,
        ...(hitPolicy === "COLLECT" && aggregation !== undefined && { aggregation }),
        inputs: [
          { feel: "total", type: "number" },
          { feel: "level", ...(allowed !== undefined && { allowed }) },
        ],
        outputs: Array.from({ length: columns }, (_, index) => ({
          name: `o${String(index)}`,
          ...(of !== undefined && index === 0 && { type: of }),
          ...(listed !== undefined && { allowed: listed }),
          ...(fallback !== undefined && { default: fallback }),
        })),
        rows,
      },
    })),
);

const { box } = fc.letrec<{ box: Boxed }>((tie) => {
  const inner = tie("box");
  const bound = fc.record({ name, type, value: inner }).map(({ name: called, type: of, value }) => ({
    name: called,
    ...(of !== undefined && { type: of }),
    value,
  }));
  const kinds: fc.Arbitrary<Boxed>[] = [
    text.map((feel) => ({ feel })),
    tableBox,
    fc.record({ context: fc.array(bound, { maxLength: 3 }) }),
    fc.record({ context: fc.array(bound, { maxLength: 2 }), result: inner }),
    fc.record({
      call: fc.constantFrom({ feel: "twice of" }, { feel: "level" }),
      with: fc.array(fc.record({ name: fc.constantFrom("x", "x", "y"), value: inner }), { maxLength: 1 }),
    }),
    fc.record({
      call: fc.record({ function: fc.constant([{ name: "n", type: "number" }]), body: inner }),
      with: fc.array(fc.record({ name: fc.constant("n"), value: inner }), { maxLength: 1 }),
    }),
    fc.record({ list: fc.array(inner, { maxLength: 3 }) }),
    fc.record({
      relation: fc.constant([{ name: "a", type: "number" }, { name: "b" }]),
      rows: fc.array(fc.array(inner, { maxLength: 2 }), { maxLength: 2 }),
    }),
    fc.record({ if: inner, then: inner, else: inner }),
    fc.record({
      filter: inner,
      match: fc.constantFrom<Boxed>(
        { feel: "item > 1" },
        { feel: "true" },
        { feel: "1" },
        { list: [] },
        { feel: '"x"' },
      ),
    }),
    fc.record({ for: fc.constant("n"), in: inner, return: inner }),
    fc.record({
      quantifier: fc.constantFrom("some" as const, "every" as const),
      of: fc.constant("n"),
      in: inner,
      satisfies: inner,
    }),
    fc.constant({ refused: "nothing" }),
  ];
  const plain = fc.oneof({ maxDepth: 3, depthSize: "small" }, ...kinds);
  return { box: fc.tuple(plain, type).map(([made, of]) => (of === undefined ? made : { ...made, type: of })) };
});

/** A function that calls itself without end is stopped by the budget, which only the compiled form has. */
function withoutItself(body: Boxed): Boxed {
  return JSON.parse(JSON.stringify(body).replaceAll("rate(", "nobody(")) as Boxed; // the same box with other texts
}

/** A decision over input data, another decision, a function and a service. */
export const generatedBoxed: fc.Arbitrary<ExpressionDecision> = fc
  .record({ base: box, asked: box, body: box.map(withoutItself), of: type, asService: fc.boolean() })
  .map(({ base, asked, body, of, asService }) => {
    const inputs = ["total", "level", "items", "day"].map((as) => ({ element: as, as }));
    const model: BoxedModel = {
      types: {
        tLevel: { base: "string", allowed: '"gold","silver"' },
        tItems: { base: "number", list: true },
        tPair: { fields: { a: { base: "number" }, b: {} } },
      },
      elements: {
        total: { kind: "input", name: "total", type: "number", from: "=vars.limit" },
        level: { kind: "input", name: "level", type: "tLevel", from: "=order.level" },
        items: { kind: "input", name: "items", type: "tItems", from: "=order.lines.quantity" },
        day: { kind: "input", name: "day", type: "date" },
        base: { kind: "decision", name: "base", needs: inputs, value: base },
        twice: {
          kind: "function",
          name: "twice of",
          needs: [],
          value: { function: [{ name: "x", type: "number" }], body: { feel: "x * 2" } },
        },
        rate: {
          kind: "function",
          name: "rate",
          needs: inputs.slice(0, 2),
          value: { function: [{ name: "x" }, { name: "n", type: "number" }], body },
        },
        asked: {
          kind: "decision",
          name: "asked",
          ...(of !== undefined && { type: of }),
          needs: [
            ...inputs,
            { element: "base", as: "base" },
            { element: "twice", as: "twice of" },
            { element: "rate", as: "rate" },
          ],
          value: asked,
        },
        service: {
          kind: "service",
          name: "service",
          inputs: ["total", "level", "items", "day"],
          outputs: ["base", "asked"],
        },
      },
      value: asService ? "service" : "asked",
    };
    return {
      kind: "decision" as const,
      schemaVersion: 1,
      id: "boxed",
      name: { en: "Generated" },
      type: "expression" as const,
      entries: [],
      boxed: model,
    };
  });
