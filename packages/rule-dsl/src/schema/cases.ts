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
        metrics: optional(JsonObject),
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
