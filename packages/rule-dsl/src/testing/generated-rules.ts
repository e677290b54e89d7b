import fc from "fast-check";
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Condition } from "../schema/condition.ts";
import type { Rule, RulesDecision } from "../schema/decision.ts";

/*
 * Rules and facts small enough to collide: few names, few values, so that conditions hold about as often as not, and
 * many fields are missing.
 */

const word = fc.constantFrom("tmall", "jd", "CL-100", "CL-1000", "gold", "12");
const amount = fc.constantFrom(-1, 0, 1, 5, 499.99, 500, 1280, 0.1, 90071992547409.91);
const money = fc.record({
  minorUnits: fc.integer({ min: -5, max: 128_000 }),
  currency: fc.constantFrom("CNY", "CNY", "USD", "JPY"),
});
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(word, amount, fc.boolean());
const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 3 });

const line = fc
  .record({
    id: fc.constantFrom("1", "2"),
    sku: sometimes(word),
    family: sometimes(word),
    quantity: sometimes(amount),
    price: sometimes(money),
  })
  .map(withoutGaps);

export const generatedFacts: fc.Arbitrary<Facts> = fc
  .record({
    order: fc
      .record({
        channel: sometimes(word),
        fulfilment: sometimes(fc.constantFrom("ORD_001", "ORD_004", "ORD_006")),
        total: sometimes(fc.oneof(money, amount)),
        level: sometimes(fc.option(word)),
        coldChain: sometimes(fc.boolean()),
        tags: sometimes(fc.array(word, { maxLength: 3 })),
        amounts: sometimes(fc.array(fc.oneof(amount, money), { maxLength: 3 })),
        lines: fc.array(line, { maxLength: 3 }),
      })
      .map(withoutGaps),
    vars: fc
      .record({
        limit: sometimes(amount),
        sku: sometimes(word),
        day: sometimes(fc.constantFrom("2026-11-11", "2026-12-12", "soon")),
        codes: sometimes(fc.array(scalar, { maxLength: 3 })),
      })
      .map(withoutGaps),
  })
  .map((facts) => facts as Facts); // plain records, as written above

function withoutGaps(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

interface Source {
  readonly fact: string;
  readonly path: string;
}
const orderPaths = [
  "$.channel",
  "$.total",
  "$.level",
  "$.coldChain",
  "$.tags",
  "$.amounts",
  "$.lines[*].sku",
  "$.lines[*].quantity",
  "$.lines[0].sku",
  "$['lines'][1].price",
  "$.lines.length",
  "$.nothing.there",
  "$.tags[0]",
];
const orderSource: fc.Arbitrary<Source> = fc.constantFrom(...orderPaths).map((path) => ({ fact: "order", path }));
const varSource: fc.Arbitrary<Source> = fc
  .constantFrom("$.limit", "$.sku", "$.codes")
  .map((path) => ({ fact: "vars", path }));
const lineSource: fc.Arbitrary<Source> = fc
  .constantFrom("$.sku", "$.family", "$.quantity", "$.price", "$.id")
  .map((path) => ({ fact: "line", path }));

const plainOperator = fc.constantFrom(
  "equal",
  "notEqual",
  "in",
  "notIn",
  "contains",
  "doesNotContain",
  "lessThan",
  "lessThanInclusive",
  "greaterThan",
  "greaterThanInclusive",
);
const decorator = fc.constantFrom("someFact", "someValue", "everyFact", "everyValue", "swap", "not");
const operator = fc.oneof(
  { weight: 3, arbitrary: plainOperator },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(decorator, { minLength: 1, maxLength: 2 }), plainOperator)
      .map(([outer, inner]) => [...outer, inner].join(":")),
  },
);
const literal: fc.Arbitrary<JsonValue> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(null));
const feelTexts = [
  'order.channel = "jd"',
  "order.level = null",
  "count(order.lines) > 1",
  "vars.limit > 5",
  "order.lines[1].sku",
  "order.coldChain and vars.limit < 500",
];

export interface ConditionShape {
  /** True inside `each`: the name `line` is in sight. */
  readonly withLine: boolean;
  /** Fetched facts that leaves may read. */
  readonly fetched: readonly string[];
}

export function generatedCondition(shape: ConditionShape): fc.Arbitrary<Condition> {
  const sources = [
    orderSource,
    varSource,
    ...(shape.withLine ? [lineSource] : []),
    ...shape.fetched.map((fact) => fc.constant({ fact, path: "$.answer" })),
  ];
  const source = fc.oneof(...sources);
  const priority = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
  const head = priority.map((value) => (value === undefined ? {} : { priority: value }));
  const factLeaf = fc
    .tuple(source, operator, fc.oneof({ weight: 4, arbitrary: literal }, { weight: 1, arbitrary: source }), head)
    .map(([from, name, value, rest]) => ({ ...from, operator: name, value: value as JsonValue, ...rest }));
  const fetchedFeel = shape.fetched.map((id) => `${id}.answer = "jd"`);
  const feelLeaf = fc
    .constantFrom(...feelTexts, ...(shape.withLine ? ['line.sku = "CL-100"'] : []), ...fetchedFeel)
    .map((feel) => ({ feel }));
  const named = fc.constantFrom("vip", "big", "unknown").map((condition) => ({ condition }));
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 6, arbitrary: factLeaf },
      { weight: 2, arbitrary: feelLeaf },
      { weight: 1, arbitrary: named },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.array(tie("condition"), { maxLength: 3 }), head)
          .map(([all, rest]) => ({ all, ...rest })),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.array(tie("condition"), { maxLength: 3 }), head)
          .map(([any, rest]) => ({ any, ...rest })),
      },
      { weight: 2, arbitrary: tie("condition").map((not) => ({ not })) },
    ),
  })).condition;
}

/** A rules decision, with or without `each`, of any policy. `fetched` facts have inputs that read the order. */
export function generatedRules(fetched: readonly string[] = []): fc.Arbitrary<RulesDecision> {
  return fc.boolean().chain((withLine) => {
    const condition = generatedCondition({ withLine, fetched });
    const rule = fc.record({
      condition,
      priority: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      reads: fc.constantFrom("=order.channel", "=vars.limit + 1", "fixed", ...fetched.map((id) => `=${id}.answer`)),
      group: sometimes(fc.constantFrom("exclusive", "pair")),
      off: sometimes(fc.constantFrom(0.1, 0.2, 30, -5)),
    });
    return fc
      .record({
        rules: fc.array(rule, { maxLength: 5 }),
        policy: fc.constantFrom("first" as const, "all" as const, "collect" as const),
        perItem: fc.boolean(),
        limits,
        vip: generatedCondition({ withLine: false, fetched: [] }),
        big: generatedCondition({ withLine: false, fetched: [] }),
      })
      .map(({ rules, policy, perItem, limits: limited, vip, big }) => ({
        kind: "decision" as const,
        schemaVersion: 1,
        id: "generated",
        name: { en: "Generated" },
        type: "rules" as const,
        conditions: { vip: withoutNames(vip), big: withoutNames(big) },
        ...(fetched.length > 0
          ? {
              facts: fetched.map((id) => ({
                id,
                action: { connector: "test", name: "read" },
                input: { channel: "=order.channel" },
              })),
            }
          : {}),
        ...(withLine ? { each: { of: "=order.lines", as: "line" }, perItem } : {}),
        policy,
        ...limited,
        rules: rules.map((each, index) => toRule(each, index)),
      }));
  });
}

const per = fc.constantFrom({}, { per: "item" as const }, { per: "evaluation" as const });
/** Groups, stacking and caps, so tight that they bite. */
const limits = fc
  .record({
    groups: sometimes(
      per.map((counted) => [
        { id: "exclusive", ...counted },
        { id: "pair", most: 2, ...counted },
      ]),
    ),
    stacking: sometimes(fc.constantFrom({ perItem: 1 }, { perEvaluation: 2 }, { perItem: 2, perEvaluation: 3 })),
    caps: sometimes(per.map((counted) => [{ param: "off", most: 0.3, ...counted }])),
  })
  .map((given) => withoutGaps(given) as Pick<RulesDecision, "groups" | "stacking" | "caps">); // only the gaps are gone

function toRule(
  each: {
    readonly condition: Condition;
    readonly priority: number | undefined;
    readonly reads: string;
    readonly group?: string | undefined;
    readonly off?: number | undefined;
  },
  index: number,
): Rule {
  const rule = {
    id: `r${String(index)}`,
    ...(each.group === undefined ? {} : { group: each.group }),
    conditions: each.condition,
    event: {
      type: "hit",
      params: { rule: index, reads: each.reads, ...(each.off === undefined ? {} : { off: each.off }) },
    },
  };
  return each.priority === undefined ? rule : { ...rule, priority: each.priority };
}

/** Named conditions of the generated kind name none themselves, so that none leads back to itself. */
function withoutNames(condition: Condition): Condition {
  if ("condition" in condition) return { feel: "true" };
  if ("all" in condition) return { ...condition, all: condition.all.map(withoutNames) };
  if ("any" in condition) return { ...condition, any: condition.any.map(withoutNames) };
  return "not" in condition ? { ...condition, not: withoutNames(condition.not) } : condition;
}

/** Answers of the fetched facts, some of them not there yet. */
export function generatedAnswers(fetched: readonly string[]): fc.Arbitrary<Facts> {
  const answer = sometimes(fc.option(fc.record({ answer: scalar })));
  return fc
    .tuple(...fetched.map(() => answer))
    .map((answers) => withoutGaps(Object.fromEntries(fetched.map((id, index) => [id, answers[index]]))));
}

const laneLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(fc.constantFrom("$.channel", "$.level", "$.tags[0]"), word)
    .map(([path, value]) => ({ fact: "order", path, operator: "equal", value })),
  fc
    .tuple(fc.constantFrom("$.channel", "$.level"), fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([path, value]) => ({ fact: "order", path, operator: "in", value })),
  fc
    .tuple(
      fc.constantFrom("$.total", "$.lines[0].quantity", "$.lines[0].price"),
      fc.constantFrom("lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive"),
      amount,
    )
    .map(([path, comparison, value]) => ({ fact: "order", path, operator: comparison, value })),
  fc
    .tuple(fc.constantFrom("$.limit", "$.sku"), fc.oneof(word, amount))
    .map(([path, value]) => ({ fact: "vars", path, operator: "equal", value })),
);

/** Many rules of the kind that the search sorts: lanes and ranges, with groups of them and now and then anything else among them. */
export function generatedLaneRules(fetched: readonly string[] = []): fc.Arbitrary<RulesDecision> {
  const anything = generatedCondition({ withLine: false, fetched });
  const member: fc.Arbitrary<Condition> = fc.oneof(
    { weight: 8, arbitrary: laneLeaf },
    { weight: 2, arbitrary: fc.array(laneLeaf, { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
    {
      weight: 2,
      arbitrary: fc
        .array(
          fc.array(laneLeaf, { minLength: 1, maxLength: 2 }).map((all): Condition => ({ all })),
          { minLength: 1, maxLength: 2 },
        )
        .map((any) => ({ any })),
    },
    { weight: 1, arbitrary: laneLeaf.map((not) => ({ not })) },
    { weight: 1, arbitrary: anything },
  );
  const rule = fc.record({
    condition: fc.array(member, { minLength: 1, maxLength: 4 }).map((all): Condition => ({ all })),
    priority: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined, freq: 2 }),
    reads: fc.constantFrom("fixed", "=order.channel"),
  });
  return fc
    .record({
      rules: fc.array(rule, { minLength: 8, maxLength: 60 }),
      policy: fc.constantFrom("first" as const, "first" as const, "all" as const),
    })
    .map(({ rules, policy }) => ({
      kind: "decision" as const,
      schemaVersion: 1,
      id: "generated",
      name: { en: "Generated" },
      type: "rules" as const,
      ...(fetched.length === 0
        ? {}
        : { facts: fetched.map((id) => ({ id, action: { connector: "test", name: "read" } })) }),
      policy,
      rules: rules.map((each, index) => toRule(each, index)),
    }));
}
