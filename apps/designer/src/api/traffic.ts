import { queryOptions } from "@tanstack/react-query";
import type { TrafficAnswer } from "@orderloom/api-contract";
import { get } from "./http.ts";

const EVERY_MS = 30_000;
const TRAFFIC_DAYS = 7;

/** How orders walked through a workflow in the last seven days; told anew while it is looked at. */
export const trafficQuery = (id: string) =>
  queryOptions({
    queryKey: ["traffic", id],
    queryFn: ({ signal }) =>
      get<TrafficAnswer>(
        `/v1/definitions/workflow/${encodeURIComponent(id)}/traffic?days=${String(TRAFFIC_DAYS)}`,
        signal,
      ),
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  });
