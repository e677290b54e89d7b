import type { JsonObject, Order } from "@orderloom/rule-dsl";
import { type CallAnswer, durationMs, ORDERS_CONNECTOR, ordersConnector } from "@orderloom/workflow";
import type { ConnectorCall, ConnectorInfo, ConnectorRunner } from "../ports/connector-runner.ts";
import type { Scope } from "../ports/scope.ts";
import type { OrderListStore, OrderRowFound } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { Effective } from "./effective.ts";

/** As many as are looked at; somebody who orders more often in so short a time is no person. */
const MOST = 100;
const MONTH_MS = 31 * 24 * 3_600_000;
/** Three marks make three pairs, two make one. */
const ALL_PAIRS = 3;
const MINOR_UNITS = 100;
const TIMEOUT_MS = 30_000;
const info: ConnectorInfo = { ...ordersConnector, limits: {} };

export interface PastOrderParts {
  readonly store: OrderListStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
  readonly effective: Effective;
}

/** The connectors outside and, like one of them, the orders that are kept here. */
export function knowingPastOrders(outside: ConnectorRunner): ConnectorRunner {
  return {
    connectors: () => [...outside.connectors(), info],
    manifest: (connector, action, version) =>
      connector === ORDERS_CONNECTOR ? info.actions[action] : outside.manifest(connector, action, version),
    timeoutMs: (connector, action) =>
      connector === ORDERS_CONNECTOR ? TIMEOUT_MS : outside.timeoutMs(connector, action),
    invoke: (call) => outside.invoke(call),
  };
}

/** Answers the connector `orders` from what is kept here; every other call goes out. */
export function withPastOrders(outside: ConnectorRunner, parts: PastOrderParts): ConnectorRunner {
  return {
    ...outside,
    invoke: (call) => (call.connector === ORDERS_CONNECTOR ? answer(call, parts) : outside.invoke(call)),
  };
}

async function answer({ effectKey, input }: ConnectorCall, parts: PastOrderParts): Promise<CallAnswer> {
  const within = typeof input["within"] === "string" ? durationMs(input["within"]) : undefined;
  if (within === undefined || within > MONTH_MS)
    return { kind: "failed", message: "within is a duration of a month at most, such as PT30M", retryable: false };
  // An instance's id begins with its order's, and an effect's key with its instance's (S28, S37).
  const [orderId = ""] = effectKey.split("/");
  await parts.cache.bringOrders([orderId]);
  const order = parts.cache.order(orderId)?.order;
  if (!order)
    return { kind: "failed", message: "only an order's own workflow can ask for those before it", retryable: false };
  return { kind: "done", output: await sameCustomer(order, within, parts) };
}

async function sameCustomer(order: Order, within: number, parts: PastOrderParts): Promise<JsonObject[]> {
  const { store, scope, cache, effective } = parts;
  const marks = effective.marks(order);
  if (marks.length === 0) return [];
  const found = await store.ordersMarked(scope, { marks, from: order.receivedAt - within, limit: MOST });
  const others = found.filter(
    ({ id, parts: { order: other } }) => id !== order.id && other.receivedAt <= order.receivedAt,
  );
  await cache.bringOrders(others.map(({ id }) => id));
  return others.map((row) => shown(row, marks, cache.order(row.id)?.order.identity ?? ""));
}

function shown({ id, parts, standing }: OrderRowFound, marks: readonly string[], identity: string): JsonObject {
  const { channel, channelOrderId, receivedAt, totalMinor, marks: theirs = [] } = parts.order;
  const shared = theirs.filter((mark) => marks.includes(mark)).length;
  return {
    id,
    match: shared === ALL_PAIRS ? "same" : "like",
    identity,
    channel,
    channelOrderId,
    receivedAt: new Date(receivedAt).toISOString(),
    status: standing.status,
    ...(standing.stage !== undefined && { stage: standing.stage }),
    total: totalMinor / MINOR_UNITS,
  };
}
