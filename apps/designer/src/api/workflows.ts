import { queryOptions } from "@tanstack/react-query";
import type { DefinitionList, ImportTemplateAnswer, TemplateList } from "@orderloom/api-contract";
import type { LocalizedText } from "@orderloom/rule-dsl";
import { blankDocument, type EditedDocument } from "../document/edited-document.ts";
import { readStoredDraft } from "./drafts.ts";
import { get, post, put } from "./http.ts";

export const workflowsQuery = queryOptions({
  queryKey: ["definitions", "workflow"],
  queryFn: ({ signal }) => get<DefinitionList>("/v1/definitions?kind=workflow", signal),
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => get<TemplateList>("/v1/templates", signal),
  staleTime: 60_000,
});

async function create(id: string, { definition, layout }: EditedDocument): Promise<void> {
  const path = `/v1/definitions/workflow/${encodeURIComponent(id)}`;
  await put(`${path}/draft`, definition, undefined);
  await put(`${path}/layout`, layout, undefined);
}

export const createWorkflow = (id: string, name: LocalizedText, startName: LocalizedText): Promise<void> =>
  create(id, blankDocument(id, name, startName));

/** A draft of its own, from the other's draft or the version in force. */
export async function duplicateWorkflow(from: string, id: string, name: LocalizedText): Promise<void> {
  const { document } = await readStoredDraft(from);
  const { definition, layout } = document;
  await create(id, { definition: { ...definition, id, name }, layout: { ...layout, of: id } });
}

export const importTemplate = (slug: string) =>
  post<ImportTemplateAnswer>(`/v1/templates/${encodeURIComponent(slug)}/import`, {});
