import { queryOptions } from "@tanstack/react-query";
import type { DefinitionList, TemplateInfo } from "@orderloom/api-contract";
import { get, post } from "./http.ts";

export const workflowsQuery = queryOptions({
  queryKey: ["definitions", "workflow"],
  queryFn: ({ signal }) => get<DefinitionList>("/v1/definitions?kind=workflow", signal),
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => get<{ readonly items: readonly TemplateInfo[] }>("/v1/templates", signal),
  staleTime: 60_000,
});

interface Imported {
  readonly drafts: readonly { readonly kind: string; readonly id: string }[];
}

export const importTemplate = (slug: string) => post<Imported>(`/v1/templates/${encodeURIComponent(slug)}/import`, {});
