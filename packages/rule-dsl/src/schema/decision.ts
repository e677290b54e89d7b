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

/** Another decision, whose value is the fact `id`. It sees what the caller sees, with `input` over the variables. */
export const DecisionCall = Type.Object(
  {
    id: FactName,
    decision: Slug,
    version: optional(Type.Integer({ minimum: 1 })),
    input: optional(ValueMap),
  },
  strict,
);
export type DecisionCall = Static<typeof DecisionCall>;

const decisionHead = {
  kind: Type.Literal("decision"),
  ...definitionHead,
  facts: optional(Type.Array(FetchedFact, { default: [] })),
  calls: optional(Type.Array(DecisionCall)),
  conditions: optional(NamedConditions),
};

const RuleEvent = Type.Object({ type: Slug, params: optional(ValueMap) }, strict);
export const Rule = Type.Object(
  {
    id: Slug,
    name: optional(LocalizedText),
    priority: optional(Type.Integer({ minimum: 1, default: 1 })),
    /** The exclusive group it belongs to, by the id of one of `groups`. */
    group: optional(Slug),
    conditions: Condition,
    event: RuleEvent,
    note: optional(Type.String()),
  },
  strict,
);
export type Rule = Static<typeof Rule>;

/** What a count starts anew with: the whole evaluation, or each item of `each` (S17). */
const per = optional(Type.Union([Type.Literal("evaluation"), Type.Literal("item")], { default: "evaluation" }));

/** Of the rules of a group at most `most` let their events through, the first in the order they are tried. */
const RuleGroup = Type.Object(
  { id: Slug, name: optional(LocalizedText), most: optional(Type.Integer({ minimum: 1, default: 1 })), per },
  strict,
);

/**
 * A number in the events' parameters may sum up to `most`: the event that would pass it gives what is left, and later
 * ones, for which nothing is left, are left out. Events without the parameter do not count.
 */
export const RuleCap = Type.Object(
  { param: Type.String({ minLength: 1 }), most: Type.Number({ minimum: 0 }), per },
  strict,
);
export type RuleCap = Static<typeof RuleCap>;

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
    groups: optional(Type.Array(RuleGroup)),
    /** How many events may add up: on one item, and in all. */
    stacking: optional(
      Type.Object(
        {
          perItem: optional(Type.Integer({ minimum: 1 })),
          perEvaluation: optional(Type.Integer({ minimum: 1 })),
        },
        strict,
      ),
    ),
    caps: optional(Type.Array(RuleCap)),
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
