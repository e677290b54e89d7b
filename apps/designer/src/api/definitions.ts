import { queryOptions } from "@tanstack/react-query";
import type { LayoutDocument, WorkflowDefinition } from "@orderloom/rule-dsl";
import { get, unlessMissing } from "./http.ts";

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

/** How a workflow is drawn now; a layout belongs to no version (H9). */
export const workflowLayoutQuery = (id: string) =>
  queryOptions({
    queryKey: ["workflow-layout", id],
    queryFn: async ({ signal }) => {
      const path = `/v1/definitions/workflow/${encodeURIComponent(id)}/layout`;
      return { layout: await unlessMissing(get<LayoutDocument>(path, signal)) };
    },
    staleTime: 60_000,
  });
