import { queryOptions } from "@tanstack/react-query";
import type { QuotaDetail, QuotaList } from "@orderloom/api-contract";
import type { QuotaDefinition } from "@orderloom/rule-dsl";
import { get, put } from "./http.ts";

/** Counts move with every order. */
const EVERY_MS = 5_000;

export const quotasQuery = queryOptions({
  queryKey: ["quotas"],
  queryFn: ({ signal }) => get<QuotaList>("/v1/quotas", signal),
  refetchInterval: EVERY_MS,
});

export const quotaQuery = (id: string) =>
  queryOptions({
    queryKey: ["quotas", id],
    queryFn: ({ signal }) => get<QuotaDetail>(`/v1/quotas/${encodeURIComponent(id)}`, signal),
    refetchInterval: EVERY_MS,
  });

/** A first draft; refused when there is one already. */
export const createQuota = (definition: QuotaDefinition) =>
  put(`/v1/definitions/quota/${encodeURIComponent(definition.id)}/draft`, definition, undefined);
