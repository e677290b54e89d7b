import { Type, type Static } from "typebox";
import { definitionHead, Duration, EventName, Expression, FactName } from "./common.ts";
import { Condition, conditionDefs } from "./condition.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** A rolling window over events (S21). Read as the fact `metrics.<id>`. */
export const MetricDefinition = Type.Object(
  {
    kind: Type.Literal("metric"),
    ...definitionHead,
    id: FactName,
    of: Type.Object(
      {
        event: EventName,
        aggregate: Type.Union([
          Type.Literal("count"),
          Type.Literal("sum"),
          Type.Literal("distinct"),
          Type.Literal("rate"),
        ]),
        value: optional(Expression),
        by: optional(Type.Array(Expression)),
        when: optional(Condition),
      },
      strict,
    ),
    window: Type.Object({ length: Duration, slide: optional(Duration), lateness: optional(Duration) }, strict),
    against: optional(
      Type.Object(
        {
          baseline: Type.Union([Type.Literal("same-hour"), Type.Literal("previous-hour")]),
          days: optional(Type.Integer({ minimum: 1, maximum: 60 })),
          atLeast: optional(Type.Number({ minimum: 0 })),
        },
        strict,
      ),
    ),
    show: optional(Type.Object({ unit: optional(Type.String()), format: optional(Type.String()) }, strict)),
    lines: optional(
      Type.Object(
        {
          hold: Type.Object({ above: Type.Number(), for: optional(Duration) }, strict),
          release: Type.Object({ below: Type.Number(), for: optional(Duration) }, strict),
        },
        strict,
      ),
    ),
  },
  { ...strict, ...conditionDefs },
);
export type MetricDefinition = Static<typeof MetricDefinition>;
