import { queryOptions } from "@tanstack/react-query";
import type {
  DefinitionList,
  PublishAnswer,
  PublishPreview,
  PublishRequest,
  VersionList,
} from "@orderloom/api-contract";
import type { DefinitionKind, JsonObject } from "@orderloom/rule-dsl";
import { get, post } from "./http.ts";

export interface DefinitionId {
  readonly kind: DefinitionKind;
  readonly id: string;
}
export type VersionRow = VersionList["items"][number];

const at = ({ kind, id }: DefinitionId) => `/v1/definitions/${kind}/${encodeURIComponent(id)}`;

/** Newest first. */
export const versionsQuery = (of: DefinitionId) =>
  queryOptions({
    queryKey: ["versions", of.kind, of.id],
    queryFn: async ({ signal }) => (await get<VersionList>(`${at(of)}/versions`, signal)).items,
  });

/** A published version never changes (S24), so it is fetched once. */
export const versionQuery = (of: DefinitionId, version: number) =>
  queryOptions({
    queryKey: ["version", of.kind, of.id, version],
    queryFn: async ({ signal }) => {
      const path = `${at(of)}/versions/${String(version)}`;
      return (await get<{ readonly definition: JsonObject }>(path, signal)).definition;
    },
    staleTime: Infinity,
  });

export const definitionsQuery = queryOptions({
  queryKey: ["definitions"],
  queryFn: async ({ signal }) => (await get<DefinitionList>("/v1/definitions", signal)).items,
});

export const publish = (request: PublishRequest) => post<PublishAnswer>("/v1/publish", request);

/** What publishing these drafts would do and what stands in its way. Asked again whenever a draft changes. */
export const previewQuery = (drafts: readonly DefinitionId[], etag: string) =>
  queryOptions({
    queryKey: ["publish-preview", drafts, etag],
    queryFn: () => post<PublishPreview>("/v1/publish/preview", { drafts }),
  });
