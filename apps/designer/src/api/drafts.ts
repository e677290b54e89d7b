import type { DefinitionList } from "@orderloom/api-contract";
import type { Draft, LayoutDocument } from "@orderloom/rule-dsl";
import { get, getMarked, type Marked, put, unlessMissing } from "./http.ts";

const at = (id: string) => `/v1/definitions/workflow/${encodeURIComponent(id)}`;

interface Version {
  readonly version: number;
  readonly definition: unknown;
  readonly publishedAt: number;
  readonly author: { readonly id: string; readonly name: string };
}

/** A workflow as it is being written: its draft, or what a first draft begins from, the version in force. With its layout. */
export interface DraftAnswer {
  /** A draft is kept as it is written, so it may be anything. */
  readonly definition: unknown;
  /** Absent while there is no draft. */
  readonly etag: string | undefined;
  readonly layout: Marked<LayoutDocument> | undefined;
  readonly basedOn: number | undefined;
  readonly updatedAt: number;
  readonly updatedBy: { readonly id: string; readonly name: string };
}

interface Reading {
  readonly signal?: AbortSignal;
  /** There was a draft a moment ago: the list need not be asked. */
  readonly isDrafted?: boolean;
}

export async function readDraft(id: string, { signal, isDrafted = false }: Reading = {}): Promise<DraftAnswer> {
  // What the list says is not there is not asked for; without a row the answer is that there is no such workflow.
  const hasDraft = isDrafted || (await isListedAsDraft(id, signal));
  const [draft, layout] = await Promise.all([
    hasDraft ? unlessMissing(getMarked<Draft>(`${at(id)}/draft`, signal)) : undefined,
    unlessMissing(getMarked<LayoutDocument>(`${at(id)}/layout`, signal)),
  ]);
  if (draft !== undefined) {
    const { definition, etag, basedOn, updatedAt, updatedBy } = draft.body;
    return { definition, etag, layout, basedOn, updatedAt, updatedBy };
  }
  const { definition, version, publishedAt, author } = await get<Version>(`${at(id)}/versions/latest`, signal);
  return { definition, etag: undefined, layout, basedOn: version, updatedAt: publishedAt, updatedBy: author };
}

async function isListedAsDraft(id: string, signal: AbortSignal | undefined): Promise<boolean> {
  const { items } = await get<DefinitionList>("/v1/definitions?kind=workflow", signal);
  return items.find((row) => row.id === id)?.draft === true;
}

/** `etag` undefined creates what is not there yet. */
export const saveDraft = (id: string, definition: unknown, etag: string | undefined): Promise<Marked<Draft>> =>
  put<Draft>(`${at(id)}/draft`, definition, etag);

export const saveLayout = (
  id: string,
  layout: LayoutDocument,
  etag: string | undefined,
): Promise<Marked<LayoutDocument>> => put<LayoutDocument>(`${at(id)}/layout`, layout, etag);
