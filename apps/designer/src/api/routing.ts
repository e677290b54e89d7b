import { queryOptions } from "@tanstack/react-query";
import type { Routing } from "@orderloom/rule-dsl";
import { getMarked, put } from "./http.ts";

export const routingQuery = queryOptions({
  queryKey: ["routing"],
  queryFn: ({ signal }) => getMarked<Routing>("/v1/routing", signal),
});

/** Refused when somebody else saved in between: then the list is read again, and nothing of theirs is lost. */
export const saveRouting = (routing: Routing, etag: string) => put<Routing>("/v1/routing", routing, etag);
