import { Type, type Static } from "typebox";
import {
  definitionHead,
  Duration,
  Expression,
  FactName,
  JsonValue,
  LocalizedText,
  Slug,
  Value,
  ValueMap,
} from "./common.ts";
import { Condition, conditionDefs, NamedConditions } from "./condition.ts";
import { BoxedModel, boxedDefs } from "./boxed.ts";
import { ActionReference } from "./workflow.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** A fact fetched through a reading action, at most once per decision (S15). */
export const FetchedFact = Type.Object(
  {
    id: FactName,
    action: ActionReference,
    input: optional(ValueMap),
    timeout: optional(Duration),
    maxAge: optional(Duration),
  },
  strict,
);
export type FetchedFact = Static<typeof FetchedFact>;

const decisionHead = {
  kind: Type.Literal("decision"),
  ...definitionHead,
  facts: optional(Type.Array(FetchedFact, { default: [] })),
  conditions: optional(NamedConditions),
};

const RuleEvent = Type.Object({ type: Slug, params: optional(ValueMap) }, strict);
export const Rule = Type.Object(
  {
    id: Slug,
    name: optional(LocalizedText),
    priority: optional(Type.Integer({ minimum: 1, default: 1 })),
    conditions: Condition,
    event: RuleEvent,
    note: optional(Type.String()),
  },
  strict,
);
export type Rule = Static<typeof Rule>;

/** If-then rules. `each` runs them once per item; `policy` counts per evaluation, `perItem` per item (S17). */
export const RulesDecision = Type.Object(
  {
    ...decisionHead,
    type: Type.Literal("rules"),
    each: optional(Type.Object({ of: Expression, as: FactName }, strict)),
    policy: optional(
      Type.Union([Type.Literal("first"), Type.Literal("all"), Type.Literal("collect")], { default: "first" }),
    ),
    perItem: optional(Type.Boolean({ default: false })),
    rules: Type.Array(Rule),
  },
  { ...strict, ...conditionDefs },
);
export type RulesDecision = Static<typeof RulesDecision>;

const columnType = Type.Union([
  Type.Literal("string"),
  Type.Literal("number"),
  Type.Literal("boolean"),
  Type.Literal("date"),
  Type.Literal("date-time"),
  Type.Literal("duration"),
]);
export const hitPolicies = ["UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"] as const;
export type HitPolicy = (typeof hitPolicies)[number];

/** A DMN decision table: cells are FEEL unary tests, outputs FEEL, rows have stable ids. */
export const TableDecision = Type.Object(
  {
    ...decisionHead,
    type: Type.Literal("table"),
    hitPolicy: Type.Unsafe<HitPolicy>({ type: "string", enum: [...hitPolicies] }),
    aggregation: optional(
      Type.Unsafe<"list" | "sum" | "min" | "max" | "count">({
        type: "string",
        enum: ["list", "sum", "min", "max", "count"],
        default: "list",
      }),
    ),
    inputs: Type.Array(
      Type.Object(
        {
          id: Slug,
          name: LocalizedText,
          expression: Type.String({ minLength: 1 }),
          type: columnType,
          values: optional(Type.Array(JsonValue)),
          unit: optional(Type.String()),
        },
        strict,
      ),
    ),
    outputs: Type.Array(
      Type.Object(
        {
          id: Slug,
          name: LocalizedText,
          type: columnType,
          values: optional(Type.Array(JsonValue)),
          unit: optional(Type.String()),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    rows: Type.Array(
      Type.Object(
        {
          id: Slug,
          when: Type.Record(Slug, Type.String(), strict),
          then: Type.Record(Slug, Type.String(), strict),
          note: optional(Type.String()),
        },
        strict,
      ),
    ),
    default: optional(Type.Record(Slug, Type.String(), strict)),
  },
  { ...strict, ...conditionDefs },
);
export type TableDecision = Static<typeof TableDecision>;

/** Candidates ranked by weighted criteria; hard constraints stand apart from weights. */
export const ScoreDecision = Type.Object(
  {
    ...decisionHead,
    type: Type.Literal("score"),
    candidates: Type.Object({ of: Expression, as: FactName, id: Expression }, strict),
    require: optional(Type.Array(Type.Object({ id: Slug, name: optional(LocalizedText), when: Condition }, strict))),
    criteria: Type.Array(
      Type.Object(
        {
          id: Slug,
          name: optional(LocalizedText),
          value: Expression,
          better: Type.Union([Type.Literal("lower"), Type.Literal("higher")]),
          weight: Type.Number({ minimum: 0 }),
          scale: optional(Type.Union([Type.Literal("min-max"), Type.Literal("none")], { default: "min-max" })),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    adjust: optional(
      Type.Array(
        Type.Object(
          {
            id: Slug,
            name: optional(LocalizedText),
            when: Condition,
            multiply: optional(Type.Number()),
            add: optional(Type.Number()),
          },
          strict,
        ),
      ),
    ),
    tieBreak: optional(Type.Array(Slug)),
    none: optional(Type.Object({ incident: Slug }, strict)),
  },
  { ...strict, ...conditionDefs },
);
export type ScoreDecision = Static<typeof ScoreDecision>;

/** (source, code) to a unified code; what is unknown is never guessed. */
export const MappingDecision = Type.Object(
  {
    ...decisionHead,
    type: Type.Literal("mapping"),
    from: Type.Array(Slug, { minItems: 1 }),
    to: Type.Object({ id: Slug, values: optional(Type.Array(Type.String())) }, strict),
    entries: Type.Array(
      Type.Object(
        { id: Slug, from: Type.Record(Slug, Type.String(), strict), to: Type.String(), note: optional(Type.String()) },
        strict,
      ),
    ),
    order: optional(Type.Object({ forwardOnly: Type.Array(Type.String()) }, strict)),
    unknown: Type.Union([
      Type.Literal("incident"),
      Type.Literal("null"),
      Type.Object({ value: Type.String() }, strict),
    ]),
  },
  { ...strict, ...conditionDefs },
);
export type MappingDecision = Static<typeof MappingDecision>;

/**
 * A FEEL context, entry by entry; the value is that of `result`, or of all entries. Or a DMN decision with all it
 * requires: then there are no entries, and the value is that of `boxed`.
 */
export const ExpressionDecision = Type.Object(
  {
    ...decisionHead,
    type: Type.Literal("expression"),
    entries: Type.Array(Type.Object({ id: FactName, value: Value }, strict)),
    result: optional(Expression),
    boxed: optional(BoxedModel),
  },
  { ...strict, $defs: { ...conditionDefs.$defs, ...boxedDefs } },
);
export type ExpressionDecision = Static<typeof ExpressionDecision>;

export const DecisionDefinition = Type.Union([
  RulesDecision,
  TableDecision,
  ScoreDecision,
  MappingDecision,
  ExpressionDecision,
]);
export type DecisionDefinition = Static<typeof DecisionDefinition>;
export type DecisionType = DecisionDefinition["type"];
