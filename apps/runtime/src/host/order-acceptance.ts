import type { Order } from "@orderloom/rule-dsl";
import type { InstanceSeed } from "./instance-document.ts";
import type { NamedInstance, OrderDocument } from "./order-document.ts";
import type { Routed } from "./routing-table.ts";
import type { TurnStep } from "./turn-record.ts";

export interface NewOrder {
  readonly document: OrderDocument;
  readonly seeds: readonly InstanceSeed[];
  readonly events: TurnStep["events"];
}

/** The first document of an order: it names every instance that it starts (S27). */
export function newOrder(
  order: Order,
  kept: Pick<OrderDocument, "dueBy" | "marks">,
  routed: Routed,
  catalogueRevision: number,
): NewOrder {
  const instances = namedInstances(order, routed);
  const events = [receivedEvent(order), routedEvent(routed)];
  const { id, traceId, channel, channelOrderId, receivedAt, deadline } = order;
  const document: OrderDocument = {
    id,
    traceId,
    channel,
    channelOrderId,
    receivedAt,
    ...(deadline !== undefined && { deadline }),
    ...kept,
    orderRevision: order.revision,
    catalogueRevision,
    ...routedAs(routed),
    instances,
    amendments: [],
    heard: [],
    nextDelivery: 1,
    outbox: [],
    nextSeq: 1 + events.length,
  };
  return { document, seeds: instances.map((named) => seedOf(document, named)), events };
}

/** What starts an instance that its order names; the same at acceptance and when it has to be made up for. */
export function seedOf(document: OrderDocument, { id, workflow, version, role }: NamedInstance): InstanceSeed {
  const { channel, channelOrderId, catalogueRevision, dueBy } = document;
  const label = { channel, channelOrderId };
  return {
    id,
    workflow,
    version,
    role,
    catalogueRevision,
    orderId: document.id,
    label,
    ...(dueBy !== undefined && { dueBy }),
  };
}

export function namedInstances(
  order: Pick<Order, "id">,
  { main, sides }: Pick<Routed, "main" | "sides">,
): NamedInstance[] {
  const named = (role: NamedInstance["role"]) => (one: { readonly workflow: string; readonly version: number }) => ({
    id: `${order.id}/${one.workflow}`,
    workflow: one.workflow,
    version: one.version,
    role,
  });
  return [...(main ? [main].map(named("main")) : []), ...sides.map(named("side"))];
}

/** What a document says of where it went. */
export function routedAs({ main, waits }: Routed): Pick<OrderDocument, "routed" | "waits"> {
  if (main) return { routed: routeOf(main) };
  if (!waits) return {};
  const { workflow, version, paused } = waits;
  return { waits: { workflow, version, reason: paused.reason } };
}

function routeOf({ workflow, version, routeId }: NonNullable<Routed["main"]>) {
  return { workflow, version, ...(routeId !== undefined && { routeId }) };
}

function receivedEvent(order: Order): TurnStep["events"][number] {
  const { channel, channelOrderId, lines, total } = order;
  return {
    type: "order.received",
    data: { channel, channelOrderId, lines: lines.length, total: total.minorUnits, currency: total.currency },
  };
}

export function routedEvent({ main, waits, tried }: Routed): TurnStep["events"][number] {
  if (main) return { type: "order.routed", data: routeOf(main) };
  const waiting = waits && { waitsFor: waits.workflow, reason: waits.paused.reason };
  return { type: "order.unrouted", data: { tried, ...waiting } };
}
