import { queryOptions } from "@tanstack/react-query";
import type { PassedOrderList } from "@orderloom/api-contract";
import { get } from "./http.ts";

const MOST = 3;

/** The latest orders that were at a node. */
export const passedOrdersQuery = (workflow: string, node: string) =>
  queryOptions({
    queryKey: ["traffic", workflow, "orders", node],
    queryFn: async ({ signal }) => {
      const path = `/v1/definitions/workflow/${encodeURIComponent(workflow)}/traffic/${encodeURIComponent(node)}/orders`;
      return (await get<PassedOrderList>(`${path}?limit=${String(MOST)}`, signal)).items;
    },
    staleTime: 30_000,
    retry: false,
  });
