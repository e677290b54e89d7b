import { useSyncExternalStore } from "react";
import type { OrderCounts, OrderRow, TaskChange } from "@orderloom/api-contract";
import { openStream, type StreamEvent } from "./event-stream.ts";
import { callHeaders } from "./http.ts";

/** One frame of the board: rows that changed, newest state of each, at most ten frames a second (S30). */
export interface BoardFrame {
  readonly rows: readonly OrderRow[];
  readonly counts?: OrderCounts;
  /** What happened to tasks; `tasksMissed` when it was more than a frame holds. */
  readonly tasks?: readonly TaskChange[];
  readonly tasksMissed?: boolean;
  /** When the runtime took the frame, UTC milliseconds. */
  readonly asOf: number;
}

/** `behindMs`: from taking the newest frame to having it here. */
export interface BoardState {
  readonly state: "connecting" | "live" | "broken";
  readonly behindMs: number | undefined;
}

/** Called with each frame, and with `reconnected` when frames may have been missed. */
export interface BoardListener {
  readonly onFrame: (frame: BoardFrame) => void;
  readonly onReconnected?: () => void;
}

const STATE_EVERY_MS = 1000;
/** More than this apart is two clocks that disagree, not a slow line. */
const CLOCKS_DISAGREE_MS = 60_000;

const listeners = new Set<BoardListener>();
const watchers = new Set<() => void>();
let close: (() => void) | undefined;
let state: BoardState = { state: "connecting", behindMs: undefined };
let statedAt = 0;
let broke = false;

function setState(next: BoardState): void {
  state = next;
  statedAt = Date.now();
  for (const watcher of watchers) watcher();
}

function isFrame(body: unknown): body is BoardFrame {
  return typeof body === "object" && body !== null && "rows" in body && Array.isArray(body.rows) && "asOf" in body;
}

function receive({ event, data }: StreamEvent): void {
  if (event !== "rows") return;
  const frame: unknown = JSON.parse(data);
  if (!isFrame(frame)) return;
  const behindMs = Math.max(0, Date.now() - frame.asOf);
  if (state.behindMs === undefined || Date.now() - statedAt >= STATE_EVERY_MS)
    setState({ state: "live", behindMs: behindMs > CLOCKS_DISAGREE_MS ? undefined : behindMs });
  for (const listener of listeners) listener.onFrame(frame);
}

function opened(): void {
  setState({ state: "live", behindMs: undefined });
  if (!broke) return;
  broke = false;
  for (const listener of listeners) listener.onReconnected?.();
}

function broken(): void {
  broke = true;
  setState({ state: "broken", behindMs: undefined });
}

/** One connection for the whole page, open while anybody listens. */
export function listenToBoard(listener: BoardListener): () => void {
  listeners.add(listener);
  close ??= openStream("/v1/board", { headers: callHeaders, onOpen: opened, onEvent: receive, onBreak: broken });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    close?.();
    close = undefined;
    broke = false;
    setState({ state: "connecting", behindMs: undefined });
  };
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

export const useBoardState = (): BoardState => useSyncExternalStore(watch, () => state);
