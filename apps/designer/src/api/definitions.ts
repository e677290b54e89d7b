import { queryOptions } from "@tanstack/react-query";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { get } from "./http.ts";

/** A published version never changes (S24), so it is fetched once. */
export const workflowVersionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["workflow", id, version],
    queryFn: async ({ signal }) => {
      const path = `/v1/definitions/workflow/${encodeURIComponent(id)}/versions/${version}`;
      const { definition } = await get<{ readonly definition: WorkflowDefinition }>(path, signal);
      return definition;
    },
    staleTime: Infinity,
  });
