import { createStore, type StoreApi } from "zustand/vanilla";
import type { StepName } from "./command.ts";
import type { EditedDocument } from "./edited-document.ts";
import type { Editor } from "./editor.ts";
import { merge, type Merge, splitPart, changesBetween } from "./merge.ts";

/*
 * Keeps a draft saved while it is edited. The rules:
 * - what somebody else saved is never overwritten unless the person at this desk says so;
 * - what could not be saved stays in this browser, also when it is closed, and is saved when the runtime answers again;
 * - whoever else saves is told of.
 */

/** A draft as the runtime has it. `etag` is absent while there is none yet: the newest version is what was read. */
export interface StoredDraft {
  readonly document: EditedDocument;
  readonly etag: string | undefined;
  readonly layoutEtag: string | undefined;
  readonly basedOn: number | undefined;
  readonly updatedAt: number | undefined;
  readonly updatedBy: { readonly id: string; readonly name: string } | undefined;
}

export type SaveAnswer =
  | { readonly kind: "saved"; readonly etag: string; readonly at: number; readonly basedOn?: number | undefined }
  /** Somebody else saved in between. */
  | { readonly kind: "stale" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly error: Error };

/** The runtime, as this needs it. Reading gives undefined while it does not answer. */
export interface DraftRemote {
  read(): Promise<StoredDraft | undefined>;
  saveDefinition(document: EditedDocument, etag: string | undefined): Promise<SaveAnswer>;
  saveLayout(document: EditedDocument, etag: string | undefined): Promise<SaveAnswer>;
}

/** What was edited here and is not on the runtime yet, with what it began from. */
export interface KeptEdit {
  readonly base: StoredDraft;
  readonly document: EditedDocument;
}

/** This browser's memory. */
export interface DraftKeep {
  read(): KeptEdit | undefined;
  write(edit: KeptEdit): void;
  clear(): void;
}

export type SaveState =
  | { readonly kind: "saved"; readonly at: number | undefined }
  | { readonly kind: "pending" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly error: Error }
  | {
      readonly kind: "conflict";
      /** What both began from. */
      readonly base: EditedDocument;
      readonly theirs: StoredDraft;
      readonly merge: Merge;
    };

/** Somebody else's save that was taken over because nothing of ours was in the way. */
export interface TakenOver {
  readonly by: string;
  readonly at: number;
  readonly parts: number;
}

export interface SyncState {
  readonly save: SaveState;
  /** What the runtime had when it was last asked. */
  readonly stored: StoredDraft;
  readonly takenOver: TakenOver | undefined;
}

export type ConflictChoice = "theirs" | "mine" | "both";

export interface DraftSync {
  readonly store: StoreApi<SyncState>;
  /** Saves now what is not saved yet. */
  readonly flush: () => Promise<void>;
  /** Asks the runtime whether somebody else saved. */
  readonly look: () => Promise<void>;
  readonly resolve: (choice: ConflictChoice) => Promise<void>;
  /** The notice of a take-over was read. */
  readonly dismiss: () => void;
  /** Writes down at once what is not saved: the page is going away. */
  readonly keepNow: () => void;
  /** From now on every edit is saved; what this browser kept of an earlier visit comes back first. Gives the way to stop. */
  readonly start: () => () => void;
}

export interface SyncParts {
  readonly editor: Editor;
  readonly remote: DraftRemote;
  readonly keep: DraftKeep;
  readonly stored: StoredDraft;
  readonly saveAfterMs?: number;
  readonly retryAfterMs?: number;
}

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 4000;

export function createDraftSync(parts: SyncParts): DraftSync {
  const { editor, remote, keep, saveAfterMs = SAVE_AFTER_MS, retryAfterMs = RETRY_AFTER_MS } = parts;
  const first: SaveState = { kind: "saved", at: parts.stored.updatedAt };
  const store = createStore<SyncState>()(() => ({ save: first, stored: parts.stored, takenOver: undefined }));
  const work = { timer: undefined as ReturnType<typeof setTimeout> | undefined, running: false, closed: true };

  const mine = (): EditedDocument => editor.getState().document;
  const stored = (): StoredDraft => store.getState().stored;
  const setSave = (save: SaveState): void => store.setState({ save });
  const isDirty = (): boolean =>
    mine().definition !== stored().document.definition || mine().layout !== stored().document.layout;
  const isConflict = (): boolean => store.getState().save.kind === "conflict";
  const put = (document: EditedDocument, name: StepName): void =>
    editor.getState().run({ type: "replace-document", document }, { label: { name } });

  const later = (ms: number): void => {
    clearTimeout(work.timer);
    if (!work.closed) work.timer = setTimeout(() => void flush(), ms);
  };

  const flush = async (): Promise<void> => {
    clearTimeout(work.timer);
    if (work.running || work.closed || isConflict()) return;
    if (!isDirty()) {
      settled();
      return;
    }
    work.running = true;
    setSave({ kind: "saving" });
    keep.write({ base: stored(), document: mine() });
    const answer = await saveAll(mine());
    work.running = false;
    await followed(answer);
  };

  /** The definition first: a layout without its nodes would say nothing. */
  const saveAll = async (document: EditedDocument): Promise<SaveAnswer> => {
    let answer: SaveAnswer = { kind: "saved", etag: "", at: stored().updatedAt ?? 0 };
    if (document.definition !== stored().document.definition || stored().etag === undefined) {
      answer = await remote.saveDefinition(document, stored().etag);
      if (answer.kind !== "saved") return answer;
      remember({
        document: { ...stored().document, definition: document.definition },
        etag: answer.etag,
        basedOn: answer.basedOn,
        updatedAt: answer.at,
        updatedBy: undefined,
      });
    }
    if (document.layout === stored().document.layout) return answer;
    const laid = await remote.saveLayout(document, stored().layoutEtag);
    if (laid.kind === "saved")
      remember({
        document: { ...stored().document, layout: document.layout },
        layoutEtag: laid.etag,
        updatedAt: laid.at,
      });
    return laid;
  };

  const remember = (change: Partial<StoredDraft>): void =>
    store.setState((state) => ({ stored: { ...state.stored, ...change } }));

  const settled = (): void => {
    keep.clear();
    setSave({ kind: "saved", at: stored().updatedAt });
  };

  const followed = async (answer: SaveAnswer): Promise<void> => {
    switch (answer.kind) {
      case "saved":
        if (isDirty()) later(saveAfterMs);
        else settled();
        return;
      case "stale":
        await meetTheirs(stored());
        return;
      case "offline":
        setSave({ kind: "offline" });
        later(retryAfterMs);
        return;
      case "refused":
        setSave({ kind: "refused", error: answer.error });
    }
  };

  /** Somebody else saved since `base`. Where boxes alone were moved apart from ours, both are kept without asking. */
  const meetTheirs = async (base: StoredDraft): Promise<void> => {
    const theirs = await remote.read();
    if (theirs === undefined) {
      setSave({ kind: "offline" });
      later(retryAfterMs);
      return;
    }
    const merged = merge(base.document, mine(), theirs.document);
    const isPlacesOnly = changesBetween(base.document, theirs.document).every(({ part }) =>
      ["place", "note"].includes(splitPart(part).group),
    );
    if (!isPlacesOnly || merged.conflicts.length > 0) {
      setSave({ kind: "conflict", base: base.document, theirs, merge: merged });
      return;
    }
    store.setState({ stored: theirs });
    put(merged.document, "merge");
    later(0);
  };

  const takeOver = (theirs: StoredDraft): void => {
    const changes = changesBetween(stored().document, theirs.document);
    // The same content keeps its identity, so that nothing counts as edited.
    const document = changes.length === 0 ? mine() : theirs.document;
    store.setState({
      stored: { ...theirs, document },
      save: { kind: "saved", at: theirs.updatedAt },
      takenOver:
        changes.length === 0
          ? store.getState().takenOver
          : { by: theirs.updatedBy?.name ?? "", at: theirs.updatedAt ?? 0, parts: changes.length },
    });
    if (changes.length > 0) put(theirs.document, "merge");
    // What the editor made of it (places that were missing) is what counts as stored.
    remember({ document: mine() });
    setSave({ kind: "saved", at: theirs.updatedAt });
  };

  const look = async (): Promise<void> => {
    if (work.running || work.closed || isConflict()) return;
    const theirs = await remote.read();
    if (theirs === undefined || isBusy()) return;
    if (theirs.etag === stored().etag && theirs.layoutEtag === stored().layoutEtag) return;
    if (isDirty()) await meetTheirs(stored());
    else takeOver(theirs);
  };
  const isBusy = (): boolean => work.running || work.closed || isConflict();

  const resolve = async (choice: ConflictChoice): Promise<void> => {
    const { save } = store.getState();
    if (save.kind !== "conflict") return;
    store.setState({ stored: save.theirs, save: { kind: "pending" } });
    if (choice === "both") {
      // Merged anew: what was edited while the question stood is in it as well.
      put(save.merge.document, "merge");
    } else if (choice === "theirs") {
      put(save.theirs.document, "merge");
      remember({ document: mine() });
    }
    await flush();
  };

  const restore = (): void => {
    const kept = keep.read();
    if (kept === undefined) return;
    const isSameBase = kept.base.etag === stored().etag && kept.base.layoutEtag === stored().layoutEtag;
    put(kept.document, "restore");
    if (!isDirty()) {
      keep.clear();
      return;
    }
    if (isSameBase) later(0);
    else {
      const both = merge(kept.base.document, mine(), stored().document);
      setSave({ kind: "conflict", base: kept.base.document, theirs: stored(), merge: both });
    }
  };

  const edited: Parameters<Editor["subscribe"]>[0] = (state, before) => {
    if (state.document === before.document || work.closed) return;
    const { save } = store.getState();
    if (save.kind === "conflict") {
      // The answer has to be about what is on the canvas now.
      setSave({ ...save, merge: remerged(save, before.document, state.document) });
      return;
    }
    if (!isDirty()) return;
    if (save.kind !== "saving" && save.kind !== "offline") setSave({ kind: "pending" });
    later(saveAfterMs);
  };

  return {
    store,
    flush,
    look,
    resolve,
    dismiss: () => store.setState({ takenOver: undefined }),
    keepNow: () => {
      if (isDirty() && !isConflict()) keep.write({ base: stored(), document: mine() });
    },
    start: () => {
      work.closed = false;
      restore();
      const unsubscribe = editor.subscribe(edited);
      return () => {
        clearTimeout(work.timer);
        work.closed = true;
        unsubscribe();
      };
    },
  };
}

/** The merge with one more edit of ours in it. */
function remerged(
  { merge: merged }: SaveState & { readonly kind: "conflict" },
  before: EditedDocument,
  now: EditedDocument,
): Merge {
  const again = merge(before, now, merged.document);
  return { document: again.document, conflicts: [...new Set([...merged.conflicts, ...again.conflicts])] };
}
