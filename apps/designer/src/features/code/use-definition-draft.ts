import { useEffect, useReducer, useRef } from "react";
import type { DefinitionKind, JsonObject } from "@orderloom/rule-dsl";
import { readStoredDefinition, saveDefinition, type StoredDefinition } from "../../api/definition-drafts.ts";
import { ApiError, OfflineError } from "../../api/http.ts";

/** Where the saving of a definition stands. */
export type Saving =
  | { readonly kind: "saved" }
  | { readonly kind: "pending" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly error: Error }
  /** Somebody else saved since; nothing is overwritten until it is said whose stands. */
  | { readonly kind: "conflict"; readonly theirs: StoredDefinition };

interface State {
  readonly definition: JsonObject;
  readonly stored: StoredDefinition;
  readonly past: readonly JsonObject[];
  readonly future: readonly JsonObject[];
  readonly saving: Saving;
}

type Action =
  | { readonly type: "apply"; readonly definition: JsonObject }
  | { readonly type: "undo" }
  | { readonly type: "redo" }
  | { readonly type: "stored"; readonly stored: StoredDefinition; readonly saved: JsonObject }
  | { readonly type: "saving"; readonly saving: Saving }
  | { readonly type: "theirs" }
  | { readonly type: "mine" };

const MOST_STEPS = 200;

function reduced(state: State, action: Action): State {
  const pending = { kind: "pending" } as const;
  switch (action.type) {
    case "apply":
      return {
        ...state,
        definition: action.definition,
        past: [...state.past, state.definition].slice(-MOST_STEPS),
        future: [],
        saving: state.saving.kind === "conflict" ? state.saving : pending,
      };
    case "undo": {
      const before = state.past.at(-1);
      if (before === undefined) return state;
      const future = [...state.future, state.definition];
      return { ...state, definition: before, past: state.past.slice(0, -1), future, saving: pending };
    }
    case "redo": {
      const next = state.future.at(-1);
      if (next === undefined) return state;
      const past = [...state.past, state.definition];
      return { ...state, definition: next, past, future: state.future.slice(0, -1), saving: pending };
    }
    case "stored":
      return {
        ...state,
        stored: action.stored,
        saving: state.definition === action.saved ? { kind: "saved" } : pending,
      };
    case "saving":
      return { ...state, saving: action.saving };
    case "theirs": {
      if (state.saving.kind !== "conflict") return state;
      const { theirs } = state.saving;
      const past = [...state.past, state.definition];
      return { definition: theirs.definition, stored: theirs, past, future: [], saving: { kind: "saved" } };
    }
    case "mine":
      return state.saving.kind === "conflict" ? { ...state, stored: state.saving.theirs, saving: pending } : state;
  }
}

export interface DefinitionDraft extends Omit<State, "past" | "future"> {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly apply: (definition: JsonObject) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Whose text stands after a conflict. */
  readonly resolve: (whose: "theirs" | "mine") => void;
}

const SAVE_AFTER_MS = 800;
const RETRY_AFTER_MS = 4000;

/** A definition with its history, saved by itself a moment after each change and never over somebody else's save. */
export function useDefinitionDraft(kind: DefinitionKind, id: string, first: StoredDefinition): DefinitionDraft {
  const [state, dispatch] = useReducer(reduced, {
    definition: first.definition,
    stored: first,
    past: [],
    future: [],
    saving: { kind: "saved" },
  });
  const { definition, stored, saving } = state;
  const busy = useRef(false);
  const waits = saving.kind === "pending" ? SAVE_AFTER_MS : saving.kind === "offline" ? RETRY_AFTER_MS : undefined;
  useEffect(() => {
    if (waits === undefined) return undefined;
    const timer = setInterval(() => {
      if (busy.current) return;
      busy.current = true;
      void saved(kind, id, definition, stored.etag).then((action) => {
        busy.current = false;
        dispatch(action);
      });
    }, waits);
    return () => clearInterval(timer);
  }, [waits, kind, id, definition, stored.etag]);
  return {
    definition,
    stored,
    saving,
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    apply: (next) => dispatch({ type: "apply", definition: next }),
    undo: () => dispatch({ type: "undo" }),
    redo: () => dispatch({ type: "redo" }),
    resolve: (whose) => dispatch({ type: whose }),
  };
}

async function saved(
  kind: DefinitionKind,
  id: string,
  definition: JsonObject,
  etag: string | undefined,
): Promise<Action> {
  try {
    return { type: "stored", stored: await saveDefinition(kind, id, definition, etag), saved: definition };
  } catch (error) {
    if (error instanceof OfflineError) return { type: "saving", saving: { kind: "offline" } };
    if (error instanceof ApiError && (error.status === 412 || error.status === 428)) return conflict(kind, id);
    return { type: "saving", saving: { kind: "refused", error: error instanceof Error ? error : new Error() } };
  }
}

async function conflict(kind: DefinitionKind, id: string): Promise<Action> {
  try {
    return { type: "saving", saving: { kind: "conflict", theirs: await readStoredDefinition(kind, id) } };
  } catch {
    return { type: "saving", saving: { kind: "offline" } };
  }
}
