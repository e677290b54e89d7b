import type { InstanceSeed } from "./instance-document.ts";
import { namedInstances, routedAs, routedEvent, seedOf } from "./order-acceptance.ts";
import type { LoadedOrder, OrderDocument } from "./order-document.ts";
import { routeOrder, type RoutingTable } from "./routing-table.ts";
import type { TurnStep } from "./turn-record.ts";

/** How orders are routed at this moment. */
export interface OrderRouting {
  table(): RoutingTable;
  readonly catalogueRevision: number;
}

/** Instances to start, and how many deliveries of its order they have by what they read. */
export interface OrderStarts {
  readonly seeds: readonly InstanceSeed[];
  readonly delivered: number;
}

export interface RoutedAgain {
  readonly document: OrderDocument;
  readonly event: TurnStep["events"][number];
  readonly starts?: OrderStarts;
}

/** Undefined when nothing changes: it does not wait, is cancelled, or still waits for the same. */
export function routeWaiting(
  { document, order }: Pick<LoadedOrder, "document" | "order">,
  { now, routing }: { readonly now: number; readonly routing: OrderRouting },
): RoutedAgain | undefined {
  if (!document.waits || document.routed || order.cancelled) return undefined;
  const routed = routeOrder(routing.table(), order, now);
  const { waits: _, ...rest } = document;
  const next: OrderDocument = { ...rest, ...routedAs(routed) };
  if (JSON.stringify(next.waits) === JSON.stringify(document.waits)) return undefined;
  const event = routedEvent(routed);
  const { main } = routed;
  if (!main) return { document: next, event };
  // What runs beside it started when the order came; an instance binds when it starts (S23).
  const instances = namedInstances(order, { main, sides: [] });
  const named: OrderDocument = {
    ...next,
    catalogueRevision: routing.catalogueRevision,
    instances: [...document.instances, ...instances],
  };
  const seeds = instances.map((instance) => seedOf(named, instance));
  return { document: named, event, starts: { seeds, delivered: document.nextDelivery - 1 } };
}
