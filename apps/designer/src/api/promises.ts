import { queryOptions } from "@tanstack/react-query";
import type { PromiseTable } from "@orderloom/rule-dsl";
import { getMarked, put } from "./http.ts";

export const promisesQuery = queryOptions({
  queryKey: ["promises"],
  queryFn: ({ signal }) => getMarked<PromiseTable>("/v1/promises", signal),
});

/** Refused when somebody else saved in between. */
export const savePromises = (table: PromiseTable, etag: string) => put<PromiseTable>("/v1/promises", table, etag);
