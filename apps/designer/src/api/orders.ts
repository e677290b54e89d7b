import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { OrderCounts, OrderDetail, OrderEventAnswer, OrderList, Timeline } from "@orderloom/api-contract";
import { get, post } from "./http.ts";

/** What `GET /v1/orders` can be asked for. `from` and `to` are UTC milliseconds of receiving, `to` not included. */
export interface OrderFilter {
  readonly channel?: string;
  readonly status?: string;
  readonly stage?: string;
  readonly stuck?: boolean;
  readonly q?: string;
  readonly from?: number;
  readonly to?: number;
}

const PAGE = 100;

function orderQuery(filter: OrderFilter, limit: number, cursor?: string): string {
  const parameters = new URLSearchParams();
  for (const name of ["channel", "status", "stage", "q"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== "") parameters.set(name, value);
  }
  for (const name of ["from", "to"] as const) {
    const value = filter[name];
    if (value !== undefined) parameters.set(name, new Date(value).toISOString());
  }
  if (filter.stuck === true) parameters.set("stuck", "true");
  if (cursor !== undefined) parameters.set("cursor", cursor);
  parameters.set("limit", String(limit));
  return `/v1/orders?${parameters.toString()}`;
}

/** The list, newest first, page after page by the cursor of the one before (S33). */
export const ordersQuery = (filter: OrderFilter) =>
  infiniteQueryOptions({
    queryKey: ["orders", "list", filter],
    queryFn: ({ pageParam, signal }) => get<OrderList>(orderQuery(filter, PAGE, pageParam), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: OrderList) => last.nextCursor,
  });

/** The first few that are stuck under the same filter. */
export const stuckQuery = (filter: OrderFilter, limit: number) =>
  queryOptions({
    queryKey: ["orders", "stuck", filter, limit],
    queryFn: ({ signal }) => get<OrderList>(orderQuery({ ...filter, stuck: true }, limit), signal),
  });

/** The newest few, whatever became of them. */
export const recentOrdersQuery = (limit: number) =>
  queryOptions({
    queryKey: ["orders", "recent", limit],
    queryFn: async ({ signal }) => (await get<OrderList>(orderQuery({}, limit), signal)).items,
    staleTime: 60_000,
  });

export const countsQuery = queryOptions({
  queryKey: ["orders", "counts"],
  queryFn: ({ signal }) => get<OrderCounts>("/v1/orders/counts", signal),
});

const at = (id: string) => `/v1/orders/${encodeURIComponent(id)}`;

export const orderDetailQuery = (id: string) =>
  queryOptions({ queryKey: ["order", id, "detail"], queryFn: ({ signal }) => get<OrderDetail>(at(id), signal) });

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ["order", id, "timeline"],
    queryFn: ({ signal }) => get<Timeline>(`${at(id)}/timeline`, signal),
  });

const reasonIn = (reason: string) => (reason === "" ? {} : { reason });

/** Both are amendments of the order (S1); the workflow answers to them. */
export const cancelOrder = (id: string, reason: string) =>
  post<OrderEventAnswer>(`${at(id)}/events`, { type: "order.cancelled", data: reasonIn(reason) });

export const cancelLine = (id: string, lineId: string, reason: string) =>
  post<OrderEventAnswer>(`${at(id)}/events`, { type: "order.line-cancelled", data: { lineId, ...reasonIn(reason) } });
