import { Type, type Static } from "typebox";
import { Duration, JsonObject, JsonValue, LocalizedText, Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** One thing that happens from outside while a case of a workflow runs. */
export const CaseStep = Type.Object(
  {
    /** How long after the step before, on the virtual clock. */
    after: optional(Duration),
    /** A person decides the open task of this node. */
    decide: optional(
      Type.Object(
        {
          node: Slug,
          outcome: Slug,
          by: optional(Type.String()),
          form: optional(JsonObject),
          reason: optional(Type.String()),
        },
        strict,
      ),
    ),
    /** An event of the order, an amendment among them. */
    event: optional(Type.Object({ type: Type.String(), data: optional(JsonObject) }, strict)),
    /** Metrics that changed, by id, over those of `given`; whoever waits for one of their lines is told (S12). */
    metrics: optional(JsonObject),
    /** How much others have taken of quotas by now, as `<quota>.<limit>.taken`; whoever waits for one is told (S12). */
    quotas: optional(JsonObject),
    /** A person tries the incident again or takes a remedy. */
    remedy: optional(Type.Object({ node: Slug, take: optional(Slug) }, strict)),
  },
  strict,
);
export type CaseStep = Static<typeof CaseStep>;

/** What a stubbed action answers, call after call; the last answer repeats. */
export const StubbedAnswer = Type.Union([
  Type.Object({ output: JsonValue }, strict),
  Type.Object({ outcome: Slug, output: optional(JsonValue) }, strict),
  Type.Object({ error: Type.String(), retryable: optional(Type.Boolean()) }, strict),
  Type.Object({ timeout: Type.Literal(true) }, strict),
]);
export type StubbedAnswer = Static<typeof StubbedAnswer>;

/** Orders that came before a case begins, spread evenly: 240 within the hour, or 40 an hour as is usual. Metrics count them (S21). */
export const EarlierOrders = Type.Object(
  {
    count: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** How long the stretch is in which they came. */
    within: Duration,
    /** How long before the case begins the stretch ends; absent: right then. */
    ago: optional(Duration),
    /** Usual: so many in each such stretch of the last so many days, up to half a day before the case begins. */
    daily: optional(Type.Integer({ minimum: 1, maximum: 60 })),
    /** `order.received` when absent. */
    event: optional(Type.String()),
    /** How they differ from the order of the case, such as their channel. */
    order: optional(JsonObject),
  },
  strict,
);
export type EarlierOrders = Static<typeof EarlierOrders>;

export const Case = Type.Object(
  {
    id: Slug,
    name: LocalizedText,
    /** JSON Pointers into `given` and the values to put there. */
    with: optional(Type.Record(Type.String(), JsonValue)),
    /** Answers of connectors for this case, over those of `given`. */
    answers: optional(Type.Record(Type.String(), Type.Array(StubbedAnswer, { minItems: 1 }))),
    steps: optional(Type.Array(CaseStep)),
    expect: Type.Object(
      {
        value: optional(JsonValue),
        count: optional(Type.Integer({ minimum: 0 })),
        /** `<rule or row>: <fact path>` that decided against it. */
        because: optional(Type.Array(Type.String())),
        outcome: optional(Slug),
        status: optional(Type.String()),
        /** Nodes that were visited, in this order, others between them allowed. */
        path: optional(Type.Array(Slug)),
        /** Nodes that must not be visited. */
        never: optional(Type.Array(Slug)),
        /** `connector.action` to how often it was called. */
        calls: optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
        incident: optional(Type.String()),
      },
      strict,
    ),
  },
  strict,
);
export type Case = Static<typeof Case>;

/** Cases of one decision or workflow: what is given, what must come out. They run on reference, compiled and simulator. */
export const CasesDocument = Type.Object(
  {
    kind: Type.Literal("cases"),
    of: Slug,
    given: Type.Object(
      {
        order: optional(JsonObject),
        now: optional(Type.String()),
        vars: optional(JsonObject),
        /** Metrics as they stand, by id; those that are not given are measured, the case's own order and `earlier` ones among it. */
        metrics: optional(JsonObject),
        earlier: optional(Type.Array(EarlierOrders)),
        quotas: optional(JsonObject),
        facts: optional(JsonObject),
        /** `connector.action` to its answers. */
        answers: optional(Type.Record(Type.String(), Type.Array(StubbedAnswer, { minItems: 1 }))),
      },
      strict,
    ),
    cases: Type.Array(Case, { minItems: 1 }),
  },
  strict,
);
export type CasesDocument = Static<typeof CasesDocument>;
