import { type Edge as FlowEdgeOf, MarkerType, type Node as FlowNodeOf, Position as Side } from "@xyflow/react";
import type { PartIds } from "../../document/command.ts";
import type { Note } from "../../document/edited-document.ts";
import type { Box, Drawing, Line } from "./drawing/drawing.ts";

/*
 * The drawing as React Flow takes it. What has not changed is the very same object as before, so that React Flow and
 * the memoised cards pass over it.
 */

export type FlowNode = FlowNodeOf<{ readonly box: Box }, "card" | "beam">;
export type NoteItem = FlowNodeOf<{ readonly note: Note }, "note">;
export type CanvasNode = FlowNode | NoteItem;
export type FlowEdge = FlowEdgeOf<{ readonly line: Line }, "line">;

export const noteKey = (id: string): string => `note:${id}`;

interface Kept<T> {
  readonly selected: boolean;
  readonly made: T;
}

export interface ItemCache {
  readonly nodes: WeakMap<Box, Kept<FlowNode>>;
  readonly notes: WeakMap<Note, Kept<NoteItem>>;
  readonly edges: WeakMap<Line, Kept<FlowEdge>>;
}

export const createItemCache = (): ItemCache => ({ nodes: new WeakMap(), notes: new WeakMap(), edges: new WeakMap() });

function kept<K extends object, T>(cache: WeakMap<K, Kept<T>>, key: K, selected: boolean, make: () => T): T {
  const known = cache.get(key);
  if (known?.selected === selected) return known.made;
  const made = make();
  cache.set(key, { selected, made });
  return made;
}

export function flowNodes(
  drawing: Drawing,
  notes: readonly Note[],
  selection: PartIds,
  cache: ItemCache,
): CanvasNode[] {
  const chosen = new Set([...selection.nodes, ...selection.handlers.map((id) => `on:${id}`)]);
  const chosenNotes = new Set(selection.notes);
  return [
    ...notes.map((note) => {
      const selected = chosenNotes.has(note.id);
      return kept(cache.notes, note, selected, () => noteItem(note, selected));
    }),
    ...[...drawing.boxes.values()].map((box) => {
      const selected = chosen.has(box.key);
      return kept(cache.nodes, box, selected, () => flowNode(box, selected));
    }),
  ];
}

export function flowEdges(drawing: Drawing, selection: PartIds, cache: ItemCache): FlowEdge[] {
  const chosen = new Set(selection.edges);
  return drawing.lines.map((line) => {
    const selected = chosen.has(line.key);
    return kept(cache.edges, line, selected, () => flowEdge(line, selected));
  });
}

const HANDLE = 9;

function flowNode(box: Box, selected: boolean): FlowNode {
  const { key, x, y, width, height, ports, inX } = box;
  const isStart = !("node" in box.content) || box.content.node.type === "start";
  const centred = (at: number): number => at - HANDLE / 2;
  const size = { width: HANDLE, height: HANDLE };
  return {
    id: key,
    type: box.look,
    position: { x, y },
    data: { box },
    width,
    height,
    measured: { width, height },
    selected,
    zIndex: box.look === "beam" ? 0 : 1,
    // With sizes and handles known nothing has to be measured before lines can be drawn.
    handles: [
      ...ports.map((port) => ({
        id: port.id,
        type: "source" as const,
        position: port.side === "right" ? Side.Right : Side.Bottom,
        x: centred(port.x),
        y: centred(port.y),
        ...size,
      })),
      ...(isStart
        ? []
        : [{ id: "in", type: "target" as const, position: Side.Top, x: centred(inX), y: centred(0), ...size }]),
    ],
  };
}

function noteItem(note: Note, selected: boolean): NoteItem {
  const { id, x, y, width } = note;
  return { id: noteKey(id), type: "note", position: { x, y }, data: { note }, width, selected, zIndex: 0 };
}

function flowEdge(line: Line, selected: boolean): FlowEdge {
  return {
    id: line.key,
    type: "line",
    source: line.source,
    sourceHandle: line.port,
    target: line.to,
    targetHandle: "in",
    data: { line },
    selected,
    markerEnd: { type: MarkerType.Arrow },
  };
}
