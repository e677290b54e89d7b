import { useCallback, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import type { NodeChange } from "@xyflow/react";
import type { Editor } from "../../document/editor.ts";
import type { Position } from "../../document/edited-document.ts";
import { type CanvasSources, type CardTexts, portSourcesOf } from "./card-lines.ts";
import { draw, type Drawing, type DrawingSources, type Moves, redraw } from "./drawing/drawing.ts";
import { type CanvasNode, createItemCache, type FlowEdge, flowEdges, flowNodes, noteKey } from "./flow-items.ts";

const noMoves: Moves = {};

export interface CanvasDrawing {
  readonly drawing: Drawing;
  readonly nodes: CanvasNode[];
  readonly edges: FlowEdge[];
  /** Boxes on their way, as React Flow reports them. */
  readonly onDragged: (changes: readonly NodeChange<CanvasNode>[]) => void;
  /** Writes where they were let go into the document. */
  readonly onDropped: () => void;
}

/** The document as React Flow draws it; while boxes are dragged the document stays as it is. */
export function useDrawing(editor: Editor, sources: CanvasSources, texts: CardTexts, language: string): CanvasDrawing {
  const document = useStore(editor, (state) => state.document);
  const selection = useStore(editor, (state) => state.selection);
  const [moves, setMoves] = useState(noMoves);
  const [noteMoves, setNoteMoves] = useState(noMoves);
  const [cache] = useState(createItemCache);
  const drawingSources = useMemo(
    (): DrawingSources => ({ sourcesOf: portSourcesOf(sources), words: { language, fixed: texts.port } }),
    [language, sources, texts],
  );
  const still = useMemo(() => draw(document, drawingSources), [document, drawingSources]);
  const drawing = useMemo(
    () => (moves === noMoves ? still : redraw(still, document, drawingSources, moves)),
    [document, drawingSources, moves, still],
  );
  const notes = useMemo(
    () =>
      (document.layout.notes ?? []).map((note) => {
        const to = noteMoves[note.id];
        return to === undefined ? note : { ...note, ...to };
      }),
    [document.layout.notes, noteMoves],
  );
  const nodes = useMemo(() => flowNodes(drawing, notes, selection, cache), [cache, drawing, notes, selection]);
  const edges = useMemo(() => flowEdges(drawing, selection, cache), [cache, drawing, selection]);
  const latest = useRef({ moves, noteMoves });

  const onDragged = useCallback(
    (changes: readonly NodeChange<CanvasNode>[]) => {
      const { layout } = document;
      const moved: Record<string, Position> = {};
      const movedNotes: Record<string, Position> = {};
      for (const change of changes) {
        if (change.type !== "position" || change.position === undefined || change.dragging !== true) continue;
        const { x, y } = change.position;
        const box = still.boxes.get(change.id);
        if (box === undefined) movedNotes[change.id.replace(/^note:/, "")] = { x, y };
        else {
          // A beam's corner follows from what it holds; what is dragged is where its way in stands.
          const at = layout.nodes[change.id.replace(/^on:/, "")] ?? box;
          moved[change.id] = { x: at.x + x - box.x, y: at.y + y - box.y };
        }
      }
      latest.current = {
        moves: { ...latest.current.moves, ...moved },
        noteMoves: { ...latest.current.noteMoves, ...movedNotes },
      };
      if (Object.keys(moved).length > 0) setMoves(latest.current.moves);
      if (Object.keys(movedNotes).length > 0) setNoteMoves(latest.current.noteMoves);
    },
    [document, still],
  );
  const onDropped = useCallback(() => {
    const done = latest.current;
    latest.current = { moves: noMoves, noteMoves: noMoves };
    const placed = Object.fromEntries(Object.entries(done.moves).map(([key, to]) => [key.replace(/^on:/, ""), to]));
    editor.getState().run({ type: "move", nodes: placed, notes: done.noteMoves });
    setMoves(noMoves);
    setNoteMoves(noMoves);
  }, [editor]);
  return { drawing, nodes, edges, onDragged, onDropped };
}

export const noteIdOf = (key: string): string | undefined => (key.startsWith(noteKey("")) ? key.slice(5) : undefined);
