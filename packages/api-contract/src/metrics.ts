import { JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import { Type, type Static } from "typebox";

const T = Type.String();
const optional = Type.Optional;
const instant = Type.Integer({ description: "UTC milliseconds" });
const orNull = <S extends ReturnType<typeof Type.Number>>(schema: S) => Type.Union([schema, Type.Null()]);

/** One key of a metric as it stands: a channel, a warehouse, whatever it is counted by. */
export const MetricKeyRow = Type.Object({
  /** The value it is counted by, a list where there are several, null where there is none. */
  key: JsonValue,
  state: Type.Unsafe<"normal" | "held">({ type: "string", enum: ["normal", "held"] }),
  /** Since when it is in that state; absent for one that never changed. */
  since: optional(instant),
  /** Since when it has been past the line to the other state. */
  turningSince: optional(instant),
  value: Type.Number(),
  /** Percent over the baseline; null where the metric is compared with nothing. */
  growth: orNull(Type.Number()),
  baseline: orNull(Type.Number()),
  /** What came in each slot of the last hour, oldest first. */
  series: Type.Array(Type.Number()),
});
export type MetricKeyRow = Static<typeof MetricKeyRow>;

export const MetricRow = Type.Object({
  id: T,
  version: Type.Integer(),
  name: LocalizedText,
  event: T,
  aggregate: T,
  /** Length of the rolling window and of a slot of `series`, milliseconds. */
  windowMs: Type.Integer(),
  slotMs: Type.Integer(),
  /** What it is compared with. */
  against: optional(Type.Object({ baseline: T, days: optional(Type.Integer()), atLeast: optional(Type.Number()) })),
  /** In percent of growth where it is compared, in the value's own unit where it is not. */
  lines: optional(
    Type.Object({
      hold: Type.Object({ above: Type.Number(), forMs: Type.Integer() }),
      release: Type.Object({ below: Type.Number(), forMs: Type.Integer() }),
    }),
  ),
  /** What came before it was published is still being counted; nothing is held meanwhile. */
  filling: Type.Boolean(),
  asOf: instant,
  /** Held ones first, then the largest; 200 at most. */
  keys: Type.Array(MetricKeyRow),
  /** How many keys there are. */
  keyCount: Type.Integer(),
});
export type MetricRow = Static<typeof MetricRow>;
export const MetricList = Type.Object({ items: Type.Array(MetricRow) });
export type MetricList = Static<typeof MetricList>;
