import { useMemo } from "react";
import { cardSize } from "../../document/card-size.ts";
import { copyText, pasting, readClip, type ClipRefusal } from "../../document/clipboard.ts";
import { type Alignment, arranged, roomBelow } from "../../document/arrange.ts";
import { type Command, countParts, noParts, onlyNodes, type PartIds, type Positions } from "../../document/command.ts";
import { mayLead, openPort } from "../../document/connecting.ts";
import type { Editor } from "../../document/editor.ts";
import {
  type EdgeRef,
  type EditedDocument,
  portsFrom,
  type Position,
  type Source,
  sourceKey,
} from "../../document/edited-document.ts";
import { additionOf, freshId, nodeIdsOf, type NodeKind } from "../../document/new-node.ts";
import { freePlace } from "../../document/places.ts";
import type { Drawing } from "./drawing/drawing.ts";
import { snapped } from "./snapped.ts";
import type { WordsOf } from "./node-words.ts";

/** What became of a paste. */
export type ClipNews = ClipRefusal | "pasted";

export interface CanvasActions {
  /** A new node at a place, not connected. */
  readonly add: (kind: NodeKind, at: Position) => string;
  /** A place where a flow begins when an event comes. Gives its key. */
  readonly addHandler: (at: Position) => string;
  /** A new node after a way out, connected; where the way led on, the new node does. */
  readonly append: (kind: NodeKind, from: Source, port: string) => string;
  readonly insert: (kind: NodeKind, edge: EdgeRef) => string;
  /** After what is chosen where that has an open way out, else at a place. */
  readonly addAfterSelection: (kind: NodeKind, otherwise: Position) => string;
  readonly connect: (from: Source, port: string, to: string) => boolean;
  readonly remove: (parts: PartIds) => void;
  /** What is chosen, as text for the clipboard; undefined when nothing is. */
  readonly copy: () => string | undefined;
  readonly cut: () => string | undefined;
  readonly paste: (text: string, at: Position) => ClipNews;
  readonly duplicate: () => void;
  readonly arrange: (how: Alignment) => void;
  readonly selectAll: () => void;
  readonly addNote: (at: Position) => void;
  readonly nudge: (dx: number, dy: number) => void;
}

interface ActionParts {
  readonly editor: Editor;
  readonly drawing: () => Drawing;
  readonly words: WordsOf;
}

const GAP = 32;

export function useCanvasActions({ editor, drawing, words }: ActionParts): CanvasActions {
  return useMemo(() => {
    const state = () => editor.getState();
    const add = (kind: NodeKind, at: Position): string => {
      const { document, run } = state();
      const { command, id } = additionOf(document, kind, words(kind), snapped(at));
      run(command, { label: { name: "add-node", node: id }, select: onlyNodes(id) });
      return id;
    };

    const addHandler = (at: Position): string => {
      const { document, run } = state();
      const id = freshId(nodeIdsOf(document.definition), "on-event");
      const { handler: name } = words("start");
      const handler = { id, name, event: "order.cancelled", ports: {} };
      const select = { ...noParts, handlers: [id] };
      run({ type: "add-handler", handler, position: snapped(at) }, { select });
      return sourceKey({ handler: id });
    };

    const append = (kind: NodeKind, from: Source, port: string): string => {
      const { document, run } = state();
      const target = portsFrom(document.definition, from)[port];
      if (target !== undefined && Object.hasOwn(document.definition.nodes, target)) return insert(kind, { from, port });
      const at = placeAfter(document, drawing(), from, port);
      const { command, id } = additionOf(document, kind, words(kind), at);
      const commands: Command[] = [command, { type: "connect", from, port, to: id }];
      run({ type: "batch", commands }, { label: { name: "append", node: id }, select: onlyNodes(id) });
      return id;
    };

    const insert = (kind: NodeKind, edge: EdgeRef): string => {
      const { document, run } = state();
      const target = portsFrom(document.definition, edge.from)[edge.port];
      const at = target === undefined ? undefined : document.layout.nodes[target];
      const start = placeAfter(document, drawing(), edge.from, edge.port, true);
      const { command, id, leadsOn } = additionOf(document, kind, words(kind), start);
      const made = command.type === "batch" ? command.commands : [command];
      const height = made.reduce(
        (sum, one) => sum + (one.type === "add-node" ? cardSize(one.node).height + GAP : 0),
        0,
      );
      const isTight = target !== undefined && at !== undefined && at.y >= start.y - GAP && at.y < start.y + height;
      const room: Positions = isTight ? roomBelow(document, target, start.y + height - at.y) : {};
      const on: Command[] =
        leadsOn === undefined || target === undefined
          ? []
          : [{ type: "connect", from: { node: leadsOn.node }, port: leadsOn.port, to: target }];
      const commands: Command[] = [
        { type: "move", nodes: room },
        command,
        ...on,
        { type: "connect", from: edge.from, port: edge.port, to: id },
      ];
      run({ type: "batch", commands }, { label: { name: "insert-on-edge", node: id }, select: onlyNodes(id) });
      return id;
    };

    const connect = (from: Source, port: string, to: string): boolean => {
      const { document, run } = state();
      if (!mayLead(document, from, port, to)) return false;
      run({ type: "connect", from, port, to });
      return true;
    };

    const remove = (parts: PartIds): void => {
      if (countParts(parts) > 0) state().run({ type: "remove", parts }, { select: noParts });
    };

    const copy = (): string | undefined => copyText(state().document, state().selection);

    const pasteText = (text: string, at: Position, name: "paste" | "duplicate"): ClipNews => {
      const { document, run } = state();
      const clip = readClip(text, document.definition.schemaVersion);
      if (!clip.ok) return clip.error;
      const { command, parts } = pasting(document, clip.value, snapped(at));
      run(command, { label: { name }, select: parts });
      return "pasted";
    };

    return {
      add,
      addHandler,
      append,
      insert,
      connect,
      remove,
      copy,
      addAfterSelection: (kind, otherwise) => {
        const { document, selection } = state();
        const from = onlySource(selection);
        const port = from === undefined ? undefined : openPort(document.definition, from);
        return from === undefined || port === undefined ? add(kind, otherwise) : append(kind, from, port);
      },
      cut: () => {
        const text = copy();
        const { selection, run } = state();
        if (text !== undefined) run({ type: "remove", parts: selection }, { label: { name: "cut" }, select: noParts });
        return text;
      },
      paste: (text, at) => pasteText(text, at, "paste"),
      duplicate: () => {
        const { document, selection } = state();
        const text = copyText(document, selection);
        const corner = topLeft(document, selection);
        if (text !== undefined) pasteText(text, { x: corner.x + 24, y: corner.y + 24 }, "duplicate");
      },
      arrange: (how) => {
        const { document, selection, run } = state();
        const boxes = drawing().boxes;
        const command = arranged(document, selection, how, (id) => boxes.get(id) ?? { width: 192, height: 52 });
        const name = how === "left" || how === "top" ? "align" : "distribute";
        if (command !== undefined) run(command, { label: { name } });
      },
      selectAll: () => {
        const { document, select } = state();
        select({
          nodes: Object.keys(document.definition.nodes),
          handlers: (document.definition.on ?? []).map(({ id }) => id),
          edges: [],
          notes: (document.layout.notes ?? []).map(({ id }) => id),
        });
      },
      addNote: (at) => {
        const { document, run } = state();
        const taken = new Set((document.layout.notes ?? []).map(({ id }) => id));
        let count = taken.size + 1;
        while (taken.has(`note-${count}`)) count += 1;
        const note = { id: `note-${count}`, ...snapped(at), width: 216, text: "" };
        run({ type: "add-note", note }, { select: { ...noParts, notes: [note.id] } });
      },
      nudge: (dx, dy) => {
        const { document, selection, run } = state();
        const { nodes, notes } = document.layout;
        const by = ({ x, y }: Position): Position => ({ x: x + dx, y: y + dy });
        const moved = [...selection.nodes, ...selection.handlers].flatMap((id) => {
          const at = nodes[id];
          return at === undefined ? [] : [[id, by(at)] as const];
        });
        const movedNotes = (notes ?? []).flatMap((note) =>
          selection.notes.includes(note.id) ? [[note.id, by(note)] as const] : [],
        );
        const merge = `nudge:${[...selection.nodes, ...selection.notes].join()}`;
        run(
          { type: "move", nodes: Object.fromEntries(moved), notes: Object.fromEntries(movedNotes) },
          { label: { name: "move" }, merge },
        );
      },
    };
  }, [drawing, editor, words]);
}

function onlySource({ nodes, handlers }: PartIds): Source | undefined {
  const [node] = nodes;
  const [handler] = handlers;
  if (nodes.length + handlers.length !== 1) return undefined;
  if (node !== undefined) return { node };
  return handler === undefined ? undefined : { handler };
}

function topLeft({ layout }: EditedDocument, { nodes, notes }: PartIds): Position {
  const places = [
    ...nodes.flatMap((id) => layout.nodes[id] ?? []),
    ...(layout.notes ?? []).filter(({ id }) => notes.includes(id)),
  ];
  return { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) };
}

/** Below the way out; where something stands there and nothing may be pushed, right of it. */
function placeAfter(
  document: EditedDocument,
  drawing: Drawing,
  from: Source,
  port: string,
  isBetween = false,
): Position {
  const box = drawing.boxes.get(sourceKey(from));
  const out = box?.ports.find(({ id }) => id === port);
  if (box === undefined) return { x: 0, y: 0 };
  const isRight = out?.side === "right";
  const x = isRight ? box.x + box.width + 24 : box.x + (out?.x ?? box.inX) - 20;
  const wanted = snapped({ x, y: box.y + box.height + GAP });
  return isBetween ? wanted : freePlace(document.definition, document.layout.nodes, wanted, "");
}
