import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import type { OrderCounts } from "@orderloom/api-contract";
import { listenToBoard } from "../../../api/board.ts";
import { countsQuery, type OrderFilter, ordersQuery, stuckQuery } from "../../../api/orders.ts";
import { type Listing, LiveList, MOST_STUCK } from "./live-list.ts";

export interface LiveOrders {
  readonly list: LiveList;
  /** Undefined until the first answer. */
  readonly listing: Listing | undefined;
  readonly counts: OrderCounts | undefined;
  readonly error: Error | null;
  readonly isFetchingMore: boolean;
  readonly hasMore: boolean;
  readonly fetchMore: () => void;
  /** Asks again for everything. */
  readonly refetch: () => void;
}

/** Counts: fetched once, then carried by the board. */
function useLiveCounts(): OrderCounts | undefined {
  const client = useQueryClient();
  useEffect(
    () =>
      listenToBoard({
        onFrame: ({ counts }) => {
          if (counts !== undefined) client.setQueryData(countsQuery.queryKey, counts);
        },
        onReconnected: () => void client.invalidateQueries({ queryKey: countsQuery.queryKey }),
      }),
    [client],
  );
  return useQuery(countsQuery).data;
}

/** A flood of new orders is fetched again no faster than this. */
const AFTER_OVERFLOW_MS = 2000;

/** The list of one filter, kept live by the board. `filter` is compared by identity. */
export function useLiveOrders(filter: OrderFilter): LiveOrders {
  const client = useQueryClient();
  const [refetch] = useState(() => (current: LiveList) => {
    current.forget();
    void client.invalidateQueries({ queryKey: ["orders"] });
  });
  const list = useMemo(() => {
    const made: LiveList = new LiveList(filter, () => setTimeout(() => refetch(made), AFTER_OVERFLOW_MS));
    return made;
  }, [filter, refetch]);
  const pages = useInfiniteQuery(ordersQuery(filter));
  const stuck = useQuery({ ...stuckQuery(filter, MOST_STUCK), enabled: filter.stuck !== true });
  const counts = useLiveCounts();

  useEffect(() => {
    if (pages.data === undefined || (filter.stuck !== true && stuck.data === undefined)) return;
    list.setFetched({
      stuck: stuck.data?.items ?? [],
      all: pages.data.pages.flatMap((page) => page.items),
    });
  }, [filter, list, pages.data, stuck.data]);

  useEffect(
    () =>
      listenToBoard({
        onFrame: ({ rows }) => list.frame(rows),
        onReconnected: () => refetch(list),
      }),
    [list, refetch],
  );

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = pages;
  return {
    list,
    listing: useSyncExternalStore(list.subscribe, list.listing),
    counts,
    error: pages.error ?? stuck.error,
    isFetchingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    fetchMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    refetch: () => refetch(list),
  };
}
