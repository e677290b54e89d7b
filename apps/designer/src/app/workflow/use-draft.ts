import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { workflowsQuery } from "../../api/workflows.ts";
import { createDraftSync, type DraftSync, type StoredDraft } from "../../document/draft-sync.ts";
import { createEditor, type Editor } from "../../document/editor.ts";
import { draftKeep, draftRemote, readStoredDraft } from "./draft-remote.ts";

/** Read once as the page opens; from then on the sync knows what the runtime has. */
export const storedDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ["stored-draft", id],
    queryFn: ({ signal }) => readStoredDraft(id, signal),
    staleTime: Infinity,
    gcTime: 0,
  });

export interface OpenDraft {
  readonly editor: Editor;
  readonly sync: DraftSync;
}

const LOOK_EVERY_MS = 4000;

/** An editor for a draft, saved by itself while the page is open. */
export function useDraft(id: string, stored: StoredDraft): OpenDraft {
  const client = useQueryClient();
  const [draft] = useState((): OpenDraft => {
    const editor = createEditor(stored.document);
    return { editor, sync: createDraftSync({ editor, remote: draftRemote(id), keep: draftKeep(id), stored }) };
  });
  const { sync } = draft;
  useEffect(() => {
    const stop = sync.start();
    const timer = setInterval(() => {
      if (!document.hidden) void sync.look();
    }, LOOK_EVERY_MS);
    const leaving = () => sync.keepNow();
    const back = () => void sync.flush();
    window.addEventListener("pagehide", leaving);
    window.addEventListener("online", back);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", leaving);
      window.removeEventListener("online", back);
      sync.keepNow();
      void sync.flush().finally(() => {
        void client.invalidateQueries({ queryKey: workflowsQuery.queryKey });
      });
      stop();
    };
  }, [client, sync]);
  return draft;
}
