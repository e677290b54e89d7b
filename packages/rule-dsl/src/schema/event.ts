import { Type, type Static, type TObject } from "typebox";
import { JsonObject, JsonValue } from "./common.ts";

/*
 * Events (S39): what happened, in the past tense. A schema per type; fields are only ever added.
 * They are the timeline, the stream and the audit trail. Personal data stays out of them (H10).
 */

const optional = Type.Optional;
const open = {} as const;
const T = Type.String();

/** Who did it (S34). */
export const Actor = Type.Object(
  {
    kind: Type.Unsafe<"person" | "system" | "channel" | "api">({
      type: "string",
      enum: ["person", "system", "channel", "api"],
    }),
    id: T,
    name: T,
    groups: Type.Array(T),
    attributes: optional(JsonObject),
  },
  open,
);
export type Actor = Static<typeof Actor>;

/** An item of a loop, counted from 1. */
const counted = { item: Type.Integer(), of: Type.Integer() };
/** `inItem`: it happened inside that item of a loop. */
const node = { nodeId: T, activation: Type.Integer(), inItem: optional(Type.Object(counted, open)) };
const call = { ...node, connector: T, action: T, effectKey: T };
const task = { ...node, taskId: T };

export const eventSchemas = {
  "order.received": Type.Object(
    { channel: T, channelOrderId: T, lines: Type.Integer(), total: Type.Number(), currency: T },
    open,
  ),
  "order.routed": Type.Object({ workflow: T, version: Type.Integer(), routeId: optional(T) }, open),
  /** `waitsFor`: the workflow that wants it is paused, for this `reason`; it is routed when that goes on. */
  "order.unrouted": Type.Object({ tried: Type.Integer(), waitsFor: optional(T), reason: optional(T) }, open),
  /** `change` is the amendment's type; `lines` are the ids it touched, `withdrawn` the gifts that went with a cancelled line. */
  "order.amended": Type.Object(
    {
      change: T,
      revision: Type.Integer(),
      lines: optional(Type.Array(T)),
      withdrawn: optional(Type.Array(T)),
      reason: optional(T),
      effectKey: optional(T),
    },
    open,
  ),
  /** A fact from outside. */
  "order.noted": Type.Object({ event: T, sourceId: optional(T), data: optional(JsonObject) }, open),
  "instance.started": Type.Object({ workflow: T, version: Type.Integer(), parent: optional(T) }, open),
  "instance.ended": Type.Object({ outcome: T, nodeId: optional(T) }, open),
  "instance.cancelled": Type.Object({ reason: optional(T) }, open),
  "decision.made": Type.Object(
    { ...node, decision: T, version: Type.Integer(), trace: optional(JsonValue), value: JsonValue },
    open,
  ),
  "switch.taken": Type.Object({ ...node, port: T, trace: optional(JsonValue) }, open),
  "vars.assigned": Type.Object({ ...node, names: Type.Array(T) }, open),
  "call.requested": Type.Object(
    { ...call, attempt: Type.Integer(), compensates: optional(T), input: optional(JsonValue) },
    open,
  ),
  "call.completed": Type.Object(
    { ...call, attempt: Type.Integer(), tookMs: Type.Number(), compensates: optional(T), output: optional(JsonValue) },
    open,
  ),
  "call.answered": Type.Object(
    { ...call, attempt: Type.Integer(), tookMs: Type.Number(), outcome: T, output: optional(JsonValue) },
    open,
  ),
  "call.failed": Type.Object(
    {
      ...call,
      attempt: Type.Integer(),
      tookMs: Type.Number(),
      message: T,
      retryAt: optional(Type.Integer()),
      compensates: optional(T),
    },
    open,
  ),
  "call.timed-out": Type.Object(
    { ...call, attempt: Type.Integer(), retryAt: optional(Type.Integer()), compensates: optional(T) },
    open,
  ),
  "call.skipped": Type.Object({ ...node, connector: T, action: T }, open),
  /** An answer after its token had moved on (S8). */
  "call.answered-late": Type.Object({ ...call, succeeded: Type.Boolean() }, open),
  "task.opened": Type.Object(
    { ...task, group: T, approvals: Type.Integer(), dueAt: optional(Type.Integer()), cause: optional(T) },
    open,
  ),
  /** `from`: who held it before. */
  "task.claimed": Type.Object({ ...task, from: optional(T) }, open),
  "task.released": Type.Object({ ...task }, open),
  "task.approved": Type.Object(
    { ...task, outcome: T, given: Type.Integer(), needed: Type.Integer(), reason: optional(T) },
    open,
  ),
  "task.decided": Type.Object({ ...task, outcome: T, reason: optional(T), batch: optional(Type.Integer()) }, open),
  "task.escalated": Type.Object({ ...task, to: T }, open),
  "task.timed-out": Type.Object({ ...task }, open),
  "task.withdrawn": Type.Object({ ...task }, open),
  "wait.started": Type.Object(
    { ...node, until: optional(Type.Integer()), event: optional(T), metric: optional(T), state: optional(T) },
    open,
  ),
  "wait.ended": Type.Object({ ...node, by: T }, open),
  "parallel.opened": Type.Object({ ...node, branches: Type.Array(T) }, open),
  "join.passed": Type.Object({ ...node, arrived: Type.Array(T), withdrawn: Type.Array(T) }, open),
  "foreach.opened": Type.Object({ ...node, items: Type.Integer(), atOnce: Type.Integer() }, open),
  "foreach.item-started": Type.Object({ ...node, ...counted }, open),
  "foreach.item-ended": Type.Object({ ...node, ...counted }, open),
  /** `undone`: how many calls of the item are taken back. */
  "foreach.item-failed": Type.Object(
    { ...node, ...counted, incident: T, code: optional(T), data: optional(JsonObject), undone: Type.Integer() },
    open,
  ),
  "foreach.ended": Type.Object(
    { ...node, items: Type.Integer(), failed: Type.Integer(), withdrawn: Type.Array(T) },
    open,
  ),
  "handler.started": Type.Object({ handlerId: T, event: T, activation: Type.Integer() }, open),
  "event.emitted": Type.Object({ ...node, event: T, data: optional(JsonObject) }, open),
  /** The world changed after the order had gone past the point up to which a decision is taken anew. */
  "replan.skipped": Type.Object({ nodeId: T, event: T }, open),
  /** An order joined a shared instance, or does not wait for it any more; `orders`: how many are in it then. */
  "order.joined": Type.Object({ group: T, orders: Type.Integer(), joined: optional(T) }, open),
  "order.left": Type.Object({ group: T, orders: Type.Integer(), left: optional(T) }, open),
  "subworkflow.started": Type.Object({ ...node, workflow: T, child: T }, open),
  "subworkflow.ended": Type.Object({ ...node, child: T, outcome: T, together: optional(Type.Integer()) }, open),
  "incident.raised": Type.Object(
    {
      nodeId: optional(T),
      activation: optional(Type.Integer()),
      inItem: optional(Type.Object(counted, open)),
      incident: T,
      code: optional(T),
      data: optional(JsonObject),
    },
    open,
  ),
  "incident.resolved": Type.Object(
    {
      nodeId: optional(T),
      activation: optional(Type.Integer()),
      inItem: optional(Type.Object(counted, open)),
      incident: T,
      remedy: T,
      reason: optional(T),
    },
    open,
  ),
  /** `group` or `person`: whose it is to see to. */
  "incident.assigned": Type.Object(
    { ...node, incident: T, group: optional(T), person: optional(T), reason: optional(T) },
    open,
  ),
  /** `withdrawn`: nodes that were open, `undone`: how many calls are taken back first. */
  "instance.restarted": Type.Object({ nodeId: T, withdrawn: Type.Array(T), undone: Type.Integer(), reason: T }, open),
  "instance.migrated": Type.Object(
    { from: Type.Integer(), to: Type.Integer(), nodes: Type.Record(T, T), reason: optional(T) },
    open,
  ),
  "workflow.paused": Type.Object({ workflow: T, reason: T }, open),
  /** `waiting`: orders that had waited for it. */
  "workflow.resumed": Type.Object({ workflow: T, waiting: Type.Integer(), reason: optional(T) }, open),
  "definition.published": Type.Object(
    { kind: T, id: T, version: Type.Integer(), catalogueRevision: Type.Integer(), note: T },
    open,
  ),
  /** A key of a metric crossed its line (S21). `since`: UTC milliseconds. */
  "metric.line-changed": Type.Object(
    {
      metric: T,
      key: JsonValue,
      state: T,
      since: Type.Integer(),
      value: Type.Number(),
      growth: optional(Type.Union([Type.Number(), Type.Null()])),
      baseline: optional(Type.Union([Type.Number(), Type.Null()])),
    },
    open,
  ),
  "draft.discarded": Type.Object({ kind: T, id: T }, open),
  "draft.restored": Type.Object({ kind: T, id: T, version: Type.Integer() }, open),
  "compensation.started": Type.Object({ calls: Type.Integer() }, open),
  "compensation.ended": Type.Object({ calls: Type.Integer() }, open),
} as const satisfies Record<string, TObject>;

export type EventType = keyof typeof eventSchemas;
export type EventBody = {
  [K in EventType]: { readonly type: K; readonly data: Static<(typeof eventSchemas)[K]> };
}[EventType];
export type EventOf<K extends EventType> = Extract<EventBody, { type: K }>;

/** What `advance` returns; the host adds the envelope. */
export type NewEvent = EventBody & { readonly actor?: Actor };

export interface EventEnvelope {
  readonly id: string;
  readonly v: 1;
  /** UTC milliseconds. */
  readonly at: number;
  readonly organisationId: string;
  readonly orderId?: string;
  readonly instanceId?: string;
  /** Rises by one per aggregate. */
  readonly seq: number;
  /** The id of the event or message that led here; a chain is cut at 16 (S39). */
  readonly causedBy?: string;
  readonly actor: Actor;
}
export type OrderLoomEvent = EventEnvelope & EventBody;
