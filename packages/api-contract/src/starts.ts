import { EventName, JsonObject, LocalizedText } from "@orderloom/rule-dsl";
import { Type, type Static } from "typebox";

const T = Type.String();
const instant = Type.Integer({ description: "UTC milliseconds" });
const optional = Type.Optional;

/** One time that a schedule came round. */
export const ScheduleRunRow = Type.Object({
  tick: instant,
  startedAt: instant,
  started: Type.Integer(),
  /** Runs left out because one still went on. */
  leftOut: Type.Integer(),
  instanceId: optional(T),
});
export type ScheduleRunRow = Static<typeof ScheduleRunRow>;

/** A workflow that the clock starts. */
export const ScheduleRow = Type.Object({
  workflow: T,
  version: Type.Integer(),
  name: LocalizedText,
  cron: T,
  timeZone: T,
  overlap: Type.Union([Type.Literal("skip"), Type.Literal("after"), Type.Literal("alongside")]),
  /** It runs once for each of some orders. */
  each: Type.Boolean(),
  nextAt: optional(instant),
  /** Why it is paused. */
  paused: optional(T),
  /** An instant that waits for the run before it. */
  waiting: optional(instant),
  /** The latest first, twenty at most. */
  runs: Type.Array(ScheduleRunRow),
});
export type ScheduleRow = Static<typeof ScheduleRow>;
export const ScheduleList = Type.Object({ items: Type.Array(ScheduleRow) });
export type ScheduleList = Static<typeof ScheduleList>;

/** Something that concerns no single order. */
export const AnnounceRequest = Type.Object(
  { type: EventName, data: optional(JsonObject) },
  { additionalProperties: false },
);
export type AnnounceRequest = Static<typeof AnnounceRequest>;
export const AnnounceAnswer = Type.Object({ id: T });
export type AnnounceAnswer = Static<typeof AnnounceAnswer>;

/** Variables that the run begins with, by name. */
export const StartRequest = Type.Object({ input: optional(JsonObject) }, { additionalProperties: false });
export type StartRequest = Static<typeof StartRequest>;
export const StartAnswer = Type.Object({ started: Type.Integer(), leftOut: Type.Integer(), instanceId: optional(T) });
export type StartAnswer = Static<typeof StartAnswer>;
