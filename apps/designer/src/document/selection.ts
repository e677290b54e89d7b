import type { PartIds } from "./command.ts";
import { edgeKey, edgesOf, type EditedDocument } from "./edited-document.ts";

/** Of a selection, what the document still has; the very same when it has all of it. */
export function keptSelection({ definition, layout }: EditedDocument, selection: PartIds): PartIds {
  const edges = selection.edges.length === 0 ? undefined : new Set(edgesOf(definition).map(edgeKey));
  const kept: PartIds = {
    nodes: selection.nodes.filter((id) => Object.hasOwn(definition.nodes, id)),
    handlers: selection.handlers.filter((id) => definition.on?.some((handler) => handler.id === id) === true),
    edges: selection.edges.filter((key) => edges?.has(key) === true),
    notes: selection.notes.filter((id) => layout.notes?.some((note) => note.id === id) === true),
  };
  const isSame =
    kept.nodes.length === selection.nodes.length &&
    kept.handlers.length === selection.handlers.length &&
    kept.edges.length === selection.edges.length &&
    kept.notes.length === selection.notes.length;
  return isSame ? selection : kept;
}
