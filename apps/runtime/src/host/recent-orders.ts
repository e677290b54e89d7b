import { type CompileContext, type Facts, factsOfOrder, type Order } from "@orderloom/rule-dsl";
import type { Scope } from "../ports/scope.ts";
import type { OrderListStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";

/** How many recent orders something is tried on before it goes live. */
const RECENT = 200;

export interface RecentParts {
  readonly store: OrderListStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
}

/** The newest orders, as they stand now. */
export async function recentOrders({ store, scope, cache }: RecentParts): Promise<Order[]> {
  const ids = (await store.orderRows(scope, { limit: RECENT })).map(({ id }) => id);
  await cache.bringOrders(ids);
  return ids.flatMap((id) => cache.order(id)?.order ?? []);
}

/** What is known of an order before any workflow has begun on it. */
export function newOrderFacts(order: Order, { baseCurrency }: CompileContext, now: number): Facts {
  const shown = factsOfOrder(order, baseCurrency === undefined ? {} : { baseCurrency });
  return { order: shown, vars: {}, metrics: {}, quotas: {}, now };
}
