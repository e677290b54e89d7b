import { type DraftAnswer, readDraft, saveDraft, saveLayout } from "../../api/drafts.ts";
import { ApiError, OfflineError } from "../../api/http.ts";
import type { DraftKeep, DraftRemote, KeptEdit, SaveAnswer, StoredDraft } from "../../document/draft-sync.ts";
import { withPlaces } from "../../document/places.ts";
import { isDrawable } from "../../document/read-document.ts";

/** A draft that cannot be drawn, whatever else may be wrong with it. */
export class NotDrawableError extends Error {}

export async function readStoredDraft(id: string, signal: AbortSignal): Promise<StoredDraft> {
  return storedDraft(id, await readDraft(id, { signal }));
}

function storedDraft(id: string, { definition, layout, ...rest }: DraftAnswer): StoredDraft {
  if (!isDrawable(definition)) throw new NotDrawableError("This draft cannot be drawn");
  const places = layout?.body ?? { kind: "layout", of: id, nodes: {} };
  return { ...rest, document: withPlaces({ definition, layout: places }), layoutEtag: layout?.etag };
}

/** The runtime as the one who keeps a draft saved needs it. */
export function draftRemote(id: string): DraftRemote {
  const known = { isDrafted: false };
  return {
    read: async () => {
      try {
        const stored = storedDraft(id, await readDraft(id, known));
        known.isDrafted = stored.etag !== undefined;
        return stored;
      } catch {
        // Whatever it was, it is asked again later; what is edited stays here meanwhile.
        return undefined;
      }
    },
    saveDefinition: ({ definition }, etag) =>
      saving(async () => {
        const { body } = await saveDraft(id, definition, etag);
        return { kind: "saved", etag: body.etag, at: body.updatedAt, basedOn: body.basedOn };
      }),
    saveLayout: ({ layout }, etag) =>
      saving(async () => {
        const { etag: next } = await saveLayout(id, layout, etag);
        return { kind: "saved", etag: next, at: Date.now() };
      }),
  };
}

async function saving(save: () => Promise<SaveAnswer>): Promise<SaveAnswer> {
  try {
    return await save();
  } catch (error) {
    if (error instanceof OfflineError) return { kind: "offline" };
    if (!(error instanceof ApiError)) throw error;
    // 428: a draft was created in between. 5xx: it is going down or coming up again.
    if (error.status === 412 || error.status === 428) return { kind: "stale" };
    return error.status >= 500 ? { kind: "offline" } : { kind: "refused", error };
  }
}

const keyOf = (id: string) => `orderloom.draft.${id}`;

/** What this browser remembers of an edit that is not saved yet. */
export function draftKeep(id: string): DraftKeep {
  return {
    read: () => {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(keyOf(id)) ?? "null");
        return isKeptEdit(kept) ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    write: (edit) => {
      try {
        localStorage.setItem(keyOf(id), JSON.stringify(edit));
      } catch {
        // A browser that keeps nothing, or has no room: the edit lives as long as the page.
      }
    },
    clear: () => {
      try {
        localStorage.removeItem(keyOf(id));
      } catch {
        // See write.
      }
    },
  };
}

/** It was written by this page; a release in between may still have another shape in mind. */
function isKeptEdit(value: unknown): value is KeptEdit {
  const has = (given: unknown, name: string): given is Record<string, unknown> =>
    typeof given === "object" && given !== null && name in given;
  return (
    has(value, "document") &&
    has(value, "base") &&
    has(value["base"], "document") &&
    [value["document"], value["base"]["document"]].every(
      (document) =>
        has(document, "definition") && isDrawable(document["definition"]) && has(document["layout"], "nodes"),
    )
  );
}
