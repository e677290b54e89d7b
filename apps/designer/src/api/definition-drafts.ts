import { queryOptions } from "@tanstack/react-query";
import type { DefinitionKind, Draft, JsonObject } from "@orderloom/rule-dsl";
import { get, getMarked, put, unlessMissing } from "./http.ts";

/** A definition as it is being written: its draft, or the version in force, which a first draft begins from. */
export interface StoredDefinition {
  readonly definition: JsonObject;
  /** Absent while there is no draft. */
  readonly etag: string | undefined;
  readonly basedOn: number | undefined;
  readonly updatedAt: number;
  readonly updatedBy: string;
}

interface Version {
  readonly version: number;
  readonly definition: JsonObject;
  readonly publishedAt: number;
  readonly author: { readonly name: string };
}

const at = (kind: DefinitionKind, id: string): string => `/v1/definitions/${kind}/${encodeURIComponent(id)}`;

export async function readStoredDefinition(
  kind: DefinitionKind,
  id: string,
  signal?: AbortSignal,
): Promise<StoredDefinition> {
  const draft = await unlessMissing(getMarked<Draft>(`${at(kind, id)}/draft`, signal));
  if (draft !== undefined) return fromDraft(draft.body);
  const { version, definition, publishedAt, author } = await get<Version>(`${at(kind, id)}/versions/latest`, signal);
  return { definition, etag: undefined, basedOn: version, updatedAt: publishedAt, updatedBy: author.name };
}

export const storedDefinitionQuery = (kind: DefinitionKind, id: string) =>
  queryOptions({
    queryKey: ["stored-definition", kind, id],
    queryFn: ({ signal }) => readStoredDefinition(kind, id, signal),
    staleTime: Infinity,
    gcTime: 0,
  });

/** Saves it; refused with 412 where somebody else saved since `etag` was read. */
export async function saveDefinition(
  kind: DefinitionKind,
  id: string,
  definition: JsonObject,
  etag: string | undefined,
): Promise<StoredDefinition> {
  const { body } = await put<Draft>(`${at(kind, id)}/draft`, definition, etag);
  return fromDraft(body);
}

const fromDraft = ({ definition, etag, basedOn, updatedAt, updatedBy }: Draft): StoredDefinition => ({
  definition,
  etag,
  basedOn,
  updatedAt,
  updatedBy: updatedBy.name,
});
