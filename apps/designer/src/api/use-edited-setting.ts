import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError, type Marked } from "./http.ts";

interface Draft<T> {
  readonly base: Marked<T>;
  readonly value: T;
}

export interface EditedSetting<T> {
  readonly value: T;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  /** Somebody else saved since the editing began: this save is refused, and nothing of theirs is lost. */
  readonly isOvertaken: boolean;
  /** Why the last save failed, other than that. */
  readonly error: Error | undefined;
  readonly change: (value: T) => void;
  readonly save: () => void;
  /** Lets go of what was edited and shows what is stored by now. */
  readonly discard: () => void;
}

interface Saving<T> {
  readonly queryKey: QueryKey;
  readonly save: (value: T, etag: string) => Promise<Marked<T>>;
}

/**
 * A setting of the organisation that is edited here and saved as a whole. What is read anew meanwhile never takes an edit away; leaving the page
 * with one is asked about.
 */
export function useEditedSetting<T>(stored: Marked<T>, { queryKey, save }: Saving<T>): EditedSetting<T> {
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft<T>>();
  const saving = useMutation({
    mutationFn: (sent: Draft<T>) => save(sent.value, sent.base.etag),
    onSuccess: async (saved, sent) => {
      await client.invalidateQueries({ queryKey });
      setDraft((now) => (now === undefined || now === sent ? undefined : { base: saved, value: now.value }));
    },
  });
  const isChanged = draft !== undefined;
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
  const isRefused = saving.error instanceof ApiError && saving.error.status === 412;
  return {
    value: draft?.value ?? stored.body,
    isChanged,
    isSaving: saving.isPending,
    isOvertaken: isRefused || (isChanged && !saving.isPending && draft.base.etag !== stored.etag),
    error: isRefused ? undefined : (saving.error ?? undefined),
    change: (value) => setDraft((now) => ({ base: now?.base ?? stored, value })),
    save: () => {
      if (draft !== undefined) saving.mutate(draft);
    },
    discard: () => {
      saving.reset();
      setDraft(undefined);
      void client.invalidateQueries({ queryKey });
    },
  };
}
