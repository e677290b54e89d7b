import { Type, type Static } from "typebox";
import { OrderStatus } from "./orders.ts";

const optional = Type.Optional;
const T = Type.String();
const money = Type.Object({ minorUnits: Type.Integer(), currency: T });

/** How orders went through one node. `on/<handler>` stands for a handler of events, which has the port `next`. */
export const NodeTraffic = Type.Object({
  entered: Type.Integer(),
  /** How many stand there now, and how long the longest has been there, milliseconds. */
  open: Type.Integer(),
  longestWaitMs: optional(Type.Integer()),
  /** Port id to how many left by it. */
  ports: Type.Record(T, Type.Integer()),
});
export type NodeTraffic = Static<typeof NodeTraffic>;

/** Counts of the last days, the present one among them; days are those of the business time zone. What stands open counts whenever it came. */
export const TrafficAnswer = Type.Object({
  workflow: T,
  days: Type.Integer(),
  /** `2026-11-05`. */
  from: T,
  to: T,
  /** UTC milliseconds. */
  asOf: Type.Integer(),
  nodes: Type.Record(T, NodeTraffic),
});
export type TrafficAnswer = Static<typeof TrafficAnswer>;

/** An order that was at a node; personal values come masked (H10). `port` is absent while it stands there, or where it ended there. */
export const PassedOrder = Type.Object({
  orderId: T,
  shortNumber: T,
  channel: T,
  /** Masked. */
  customer: T,
  total: money,
  status: OrderStatus,
  /** When it came to the node, UTC milliseconds. */
  at: Type.Integer(),
  port: optional(T),
});
export type PassedOrder = Static<typeof PassedOrder>;
export const PassedOrderList = Type.Object({ items: Type.Array(PassedOrder) });
export type PassedOrderList = Static<typeof PassedOrderList>;
