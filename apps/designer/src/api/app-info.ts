import { queryOptions, useQuery } from "@tanstack/react-query";
import type { AppInfo, StageList } from "@orderloom/api-contract";
import { get, post } from "./http.ts";

const WHILE_LOADING_MS = 1000;

export const appInfoQuery = queryOptions({
  queryKey: ["app"],
  queryFn: ({ signal }) => get<AppInfo>("/v1/app", signal),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.demo.state === "loading" ? WHILE_LOADING_MS : false),
});

export const stagesQuery = queryOptions({
  queryKey: ["stages"],
  queryFn: ({ signal }) => get<StageList>("/v1/stages", signal),
  staleTime: 60_000,
});

/** Everything below the shell may take it for granted: the shell waits for it. */
export const useAppInfo = (): AppInfo | undefined => useQuery(appInfoQuery).data;

export const loadDemo = () => post<unknown>("/v1/demo/load");
