import { queryOptions } from "@tanstack/react-query";
import type { ScheduleList, StartAnswer } from "@orderloom/api-contract";
import type { JsonObject } from "@orderloom/rule-dsl";
import { get, post } from "./http.ts";

const EVERY_MS = 30_000;

export const schedulesQuery = queryOptions({
  queryKey: ["schedules"],
  queryFn: async ({ signal }) => (await get<ScheduleList>("/v1/schedules", signal)).items,
  refetchInterval: EVERY_MS,
});

/** Starts a workflow of its own with variables by name, or has its schedule come round now. */
export const startWorkflow = (id: string, input: JsonObject) =>
  post<StartAnswer>(`/v1/definitions/workflow/${encodeURIComponent(id)}/start`, { input });
