import { createContext, use } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { TrafficAnswer } from "@orderloom/api-contract";
import { type EditedDocument, type Source, sourceKey } from "../../document/edited-document.ts";
import type { TrialOverlay } from "../../document/trial/trial-overlay.ts";
import type { CardTexts } from "./card-lines.ts";

/** Worst finding at a box, and how many there are. */
export interface BoxProblems {
  readonly severity: "error" | "warning";
  readonly count: number;
}

/** What is being connected, and the boxes that would take it. */
export interface Connecting {
  readonly from: Source;
  readonly port: string;
  readonly accepts: ReadonlySet<string>;
}

/** Where the menu of what may follow stands. */
export interface AppendMenu {
  readonly from: Source;
  readonly port: string;
  /** In the pane, px. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What is seen on the canvas beside the document; cards and lines each take just their part of it. */
export interface CanvasUi {
  readonly problems: ReadonlyMap<string, BoxProblems>;
  readonly traffic: TrafficAnswer | undefined;
  readonly overlay: TrialOverlay | undefined;
  readonly connecting: Connecting | undefined;
  readonly menu: AppendMenu | undefined;
  /** The box that the keyboard is at, and the way out of it that is picked. */
  readonly current: string | undefined;
  readonly port: string | undefined;
  /** The line under what is being dragged in. */
  readonly over: string | undefined;
}

export type CanvasUiStore = StoreApi<CanvasUi>;

export const createCanvasUi = (): CanvasUiStore =>
  createStore<CanvasUi>()(() => ({
    problems: new Map(),
    traffic: undefined,
    overlay: undefined,
    connecting: undefined,
    menu: undefined,
    current: undefined,
    port: undefined,
    over: undefined,
  }));

export interface CanvasParts {
  readonly ui: CanvasUiStore;
  readonly texts: CardTexts;
  readonly readOnly: boolean;
  readonly document: () => EditedDocument;
  readonly onNoteText: (id: string, text: string) => void;
}

export const CanvasContext = createContext<CanvasParts | undefined>(undefined);

export function useCanvasParts(): CanvasParts {
  const parts = use(CanvasContext);
  if (parts === undefined) throw new Error("Cards and lines are drawn inside a canvas");
  return parts;
}

export const useCanvasUi = <T>(select: (state: CanvasUi) => T): T => useStore(useCanvasParts().ui, select);

/** While a line is pulled, what would not take it steps back; where it comes from does not. */
export const isFaded = ({ accepts, from }: Connecting, key: string): boolean =>
  !accepts.has(key) && sourceKey(from) !== key;
