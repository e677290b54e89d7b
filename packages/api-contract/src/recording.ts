import { Type, type Static } from "typebox";
import { CaseStep, DefinitionKindSchema, JsonObject, Slug, StubbedAnswer } from "@orderloom/rule-dsl";

const optional = Type.Optional;
const T = Type.String();

/** A call as it was made, and what really came back. No answer: none came. Instants are UTC milliseconds. */
export const RecordedCall = Type.Object({
  nodeId: T,
  connector: T,
  action: T,
  attempt: Type.Integer(),
  at: Type.Integer(),
  answeredAt: optional(Type.Integer()),
  answer: optional(StubbedAnswer),
});
export type RecordedCall = Static<typeof RecordedCall>;

/**
 * What an order went through, in the simulator's own terms: `order`, `answers` and `steps` are what a case is given, so the same order may be
 * played on any version. Personal values are masked in the same shape (H10); `masked` says where, by JSON Pointer.
 */
export const Recording = Type.Object({
  orderId: T,
  /** Absent when no workflow took it. */
  instanceId: optional(T),
  workflow: optional(Type.Object({ id: Slug, version: Type.Integer() })),
  status: optional(T),
  outcome: optional(T),
  startedAt: Type.Integer(),
  endedAt: optional(Type.Integer()),
  /** As it was received. */
  order: JsonObject,
  metrics: JsonObject,
  quotas: JsonObject,
  /** `connector.action` to its answers, in the order they were asked for. */
  answers: Type.Record(T, Type.Array(StubbedAnswer)),
  /** What people did and what came from outside, `after` what came before. */
  steps: Type.Array(CaseStep),
  calls: Type.Array(RecordedCall),
  /** Nodes in the order they were entered, by which port of which node. */
  path: Type.Array(Type.Object({ instanceId: T, node: T, from: optional(T), port: optional(T), at: Type.Integer() })),
  versions: Type.Array(Type.Object({ kind: DefinitionKindSchema, id: T, version: Type.Integer() })),
  /** A person stopped it; a case has no such step. */
  cancelled: optional(Type.Object({ at: Type.Integer(), reason: optional(T) })),
  masked: Type.Array(T),
});
export type Recording = Static<typeof Recording>;
