import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useMemo } from "react";
import type { PartIds } from "../../document/command.ts";
import type { Editor } from "../../document/editor.ts";
import type { CanvasNode, FlowEdge } from "./flow-items.ts";
import { noteIdOf } from "./use-drawing.ts";

/** What React Flow says was chosen, as the editor keeps it. */
export function useSelectionChanges(editor: Editor) {
  return useMemo(
    () => ({
      nodes: (changes: readonly NodeChange<CanvasNode>[]): void => {
        const selection = changes.reduce(
          (chosen, change) => (change.type === "select" ? withBox(chosen, change.id, change.selected) : chosen),
          editor.getState().selection,
        );
        if (selection !== editor.getState().selection) editor.getState().select(selection);
      },
      edges: (changes: readonly EdgeChange<FlowEdge>[]): void => {
        const selection = changes.reduce((chosen, change) => {
          if (change.type !== "select") return chosen;
          return { ...chosen, edges: toggled(chosen.edges, change.id, change.selected) };
        }, editor.getState().selection);
        if (selection !== editor.getState().selection) editor.getState().select(selection);
      },
    }),
    [editor],
  );
}

const toggled = (ids: readonly string[], id: string, isIn: boolean): readonly string[] =>
  isIn ? [...new Set([...ids, id])] : ids.filter((one) => one !== id);

function withBox(chosen: PartIds, key: string, isIn: boolean): PartIds {
  const note = noteIdOf(key);
  if (note !== undefined) return { ...chosen, notes: toggled(chosen.notes, note, isIn) };
  if (key.startsWith("on:")) return { ...chosen, handlers: toggled(chosen.handlers, key.slice(3), isIn) };
  return { ...chosen, nodes: toggled(chosen.nodes, key, isIn) };
}
