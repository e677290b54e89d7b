import { createStore, type StoreApi } from "zustand/vanilla";
import { apply } from "./apply.ts";
import { type Command, labelOf, noParts, type PartIds, type StepLabel } from "./command.ts";
import type { EditedDocument } from "./edited-document.ts";
import { keptSelection } from "./selection.ts";

/** What can be undone in one go. */
export interface Step {
  readonly label: StepLabel;
  /** Leads back from the document after it to the one before. */
  readonly back: Command;
  /** What was chosen before and after. */
  readonly before: PartIds;
  readonly after: PartIds;
}

export interface RunOptions {
  readonly label?: StepLabel;
  /** Runs of the same key within a short while are one step: the letters of a word, the way of a drag. */
  readonly merge?: string;
  /** What is chosen afterwards; what was, as far as it is still there, when absent. */
  readonly select?: PartIds;
}

export interface EditorState {
  readonly document: EditedDocument;
  readonly selection: PartIds;
  /** Oldest first. */
  readonly past: readonly Step[];
  /** What was undone, the next to be done again last. */
  readonly future: readonly Step[];
  /** Rises with every change of the document. */
  readonly revision: number;
  readonly run: (command: Command, options?: RunOptions) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (selection: PartIds) => void;
  /** The next run begins a step of its own. */
  readonly settle: () => void;
}

/** One document that is being edited. Whoever renders it subscribes; nobody else holds a copy. */
export type Editor = StoreApi<EditorState>;

const MERGE_WITHIN_MS = 1500;
const MOST_STEPS = 500;

export interface EditorOptions {
  readonly now?: () => number;
}

export function createEditor(initial: EditedDocument, { now = Date.now }: EditorOptions = {}): Editor {
  const last = { merge: undefined as string | undefined, at: 0 };
  return createStore<EditorState>()((set, get) => {
    const move = (from: "past" | "future"): void => {
      const state = get();
      const step = state[from].at(-1);
      if (step === undefined) return;
      last.merge = undefined;
      const { document, inverse } = apply(state.document, step.back);
      const to = from === "past" ? "future" : "past";
      const wanted = from === "past" ? step.before : step.after;
      set({
        document,
        revision: state.revision + 1,
        selection: keptSelection(document, wanted),
        [from]: state[from].slice(0, -1),
        [to]: [...state[to], { ...step, back: inverse }],
      });
    };
    return {
      document: initial,
      selection: noParts,
      past: [],
      future: [],
      revision: 0,
      run: (command, options = {}) => {
        const state = get();
        const { document, inverse } = apply(state.document, command);
        if (document === state.document) return;
        const selection = keptSelection(document, options.select ?? state.selection);
        const at = now();
        const isSame = options.merge !== undefined && options.merge === last.merge && at - last.at < MERGE_WITHIN_MS;
        last.merge = options.merge;
        last.at = at;
        const step: Step = {
          label: options.label ?? labelOf(command),
          back: inverse,
          before: state.selection,
          after: selection,
        };
        const past = isSame ? merged(state.past, step) : [...state.past, step].slice(-MOST_STEPS);
        set({ document, selection, past, future: [], revision: state.revision + 1 });
      },
      undo: () => move("past"),
      redo: () => move("future"),
      select: (selection) => {
        last.merge = undefined;
        set({ selection });
      },
      settle: () => {
        last.merge = undefined;
      },
    };
  });
}

function merged(past: readonly Step[], step: Step): readonly Step[] {
  const before = past.at(-1);
  if (before === undefined) return [step];
  const back: Command = { type: "batch", commands: [step.back, before.back] };
  return [...past.slice(0, -1), { ...before, back, after: step.after }];
}
