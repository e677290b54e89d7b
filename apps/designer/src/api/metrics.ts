import { queryOptions } from "@tanstack/react-query";
import type { DefinitionList, MetricList } from "@orderloom/api-contract";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { get, post } from "./http.ts";

const LOOK_AGAIN_MS = 5000;

export const metricsQuery = queryOptions({
  queryKey: ["metrics"],
  queryFn: async ({ signal }) => (await get<MetricList>("/v1/metrics", signal)).items,
  refetchInterval: LOOK_AGAIN_MS,
});

/** Live or drafted. */
export const metricDefinitionsQuery = queryOptions({
  queryKey: ["definitions", "metric"],
  queryFn: async ({ signal }) => (await get<DefinitionList>("/v1/definitions?kind=metric", signal)).items,
});

/** A draft to write on; gives its id. */
export const createMetric = async (name: LocalizedText): Promise<string> =>
  (await post<{ readonly id: string }>("/v1/definitions/metric", { name })).id;
