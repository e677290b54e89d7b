import type { JsonObject } from "@orderloom/rule-dsl";
import { durationMs } from "./compile/duration.ts";
import { cancelInstance } from "./ending.ts";
import { receiveEvent } from "./events.ts";
import { tell } from "./tell-joined.ts";
import type { CompiledWorkflow, Turn } from "./machine.ts";
import type { Joining } from "./message.ts";
import type { InstanceState } from "./state.ts";

/*
 * Keyed workflows (S13): one instance that several orders join by key. Each order's own workflow waits in a subworkflow node until the shared
 * instance ends; the shared one sees them all as the fact `orders`.
 */

const LONGEST_MS = 24 * 3_600_000;
const MOST_ORDERS = 500;

/** Joined already: the same again changes nothing. */
export function hasJoined({ joined = [] }: Pick<InstanceState, "joined">, parent: Joining["parent"]): boolean {
  return joined.some((order) => isSame(order.parent, parent));
}

/** Whether an order may still join: it runs, is neither full nor too old, and has not come to the node from which on nobody joins. */
export function takesJoins({ definition }: CompiledWorkflow, state: InstanceState, now: number): boolean {
  const { until, lasts, most = MOST_ORDERS } = definition.keyed ?? {};
  if (state.phase !== "running" || (until !== undefined && (state.visits[until] ?? 0) > 0)) return false;
  const lastsMs = (lasts !== undefined && durationMs(lasts)) || LONGEST_MS;
  return (
    (state.joined?.length ?? 0) < Math.min(most, MOST_ORDERS) && now - state.startedAt < Math.min(lastsMs, LONGEST_MS)
  );
}

export function receiveJoin(turn: Turn, joining: Joining): void {
  if (turn.state.phase !== "running" || hasJoined(turn.state, joining.parent)) return;
  turn.state.joined = [...(turn.state.joined ?? []), { ...joining, at: turn.now }];
  noteJoined(turn, joining);
  const data: JsonObject = { ...joining.input, ...(joining.orderId !== undefined && { orderId: joining.orderId }) };
  receiveEvent(turn, { type: "order.joined", at: turn.now, data });
}

export function noteJoined(turn: Turn, { orderId, group }: Joining): void {
  const orders = turn.state.joined?.length ?? 0;
  turn.events.push({
    type: "order.joined",
    data: { group, orders, ...(orderId !== undefined && { joined: orderId }) },
  });
}

/** An order's workflow does not wait for it any more. When nobody does, nothing is left to be done for anybody. */
export function receiveLeave(turn: Turn, parent: Joining["parent"], by: Parameters<typeof cancelInstance>[1]): void {
  const leaving = turn.state.joined?.find((order) => isSame(order.parent, parent));
  if (!leaving || turn.state.phase !== "running") return;
  turn.state.joined = turn.state.joined?.filter((order) => order !== leaving) ?? [];
  const { group, orderId } = leaving;
  turn.events.push({
    type: "order.left",
    data: { group, orders: turn.state.joined.length, ...(orderId !== undefined && { left: orderId }) },
  });
  tell(turn, leaving, { outcome: "left", cancelled: true });
  receiveEvent(turn, { type: "order.left", at: turn.now, data: orderId === undefined ? {} : { orderId } });
  if (turn.state.joined.length === 0) cancelInstance(turn, by, "nobody waits for it any more");
}

function isSame(one: Joining["parent"], other: Joining["parent"]): boolean {
  return one.instanceId === other.instanceId && one.activation === other.activation;
}
