import type { EventHandler, Ports, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Command, PartIds } from "./command.ts";
import { edgeKey, edgesOf, type EditedDocument, portsFrom, portsIn, type Source } from "./edited-document.ts";
import { patch, type PatchOp } from "./patch.ts";
import { withPlaces } from "./places.ts";

export interface Applied {
  readonly document: EditedDocument;
  /** Applied to `document`, it gives the one before, to the byte. */
  readonly inverse: Command;
}

/** The document as it is after `command`. Never throws: a command that finds nothing to act on changes nothing. */
export function apply(document: EditedDocument, command: Command): Applied {
  if (command.type === "batch") return applyAll(document, command.commands);
  const { value, inverse } = patch(document, lower(document, command));
  return { document: value, inverse: { type: "patch", ops: inverse } };
}

function applyAll(document: EditedDocument, commands: readonly Command[]): Applied {
  let current = document;
  const inverse: Command[] = [];
  for (const command of commands) {
    const applied = apply(current, command);
    if (applied.document !== current) inverse.unshift(applied.inverse);
    current = applied.document;
  }
  return { document: current, inverse: { type: "batch", commands: inverse } };
}

type Single = Exclude<Command, { type: "batch" }>;

/** What a command comes down to. */
function lower(document: EditedDocument, command: Single): readonly PatchOp[] {
  const { definition, layout } = document;
  switch (command.type) {
    case "add-node":
      return Object.hasOwn(definition.nodes, command.id)
        ? []
        : [put(["definition", "nodes", command.id], command.node), place(command.id, command.position)];
    case "remove":
      return removal(document, command.parts);
    case "move":
      return movement(document, command);
    case "connect":
      return hasNode(document, command.to) ? connection(definition, command.from, command.port, command.to) : [];
    case "disconnect":
      return disconnection(definition, command.from, command.port);
    case "set-node":
      return hasNode(document, command.id) ? [put(["definition", "nodes", command.id], command.node)] : [];
    case "rename-node-id":
      return renaming(document, command.id, command.to);
    case "set-head":
      return Object.entries(command.head).map(([field, value]) =>
        value === undefined ? drop(["definition", field]) : put(["definition", field], value),
      );
    case "set-ports": {
      const path = portsPath(definition, command.from);
      return path === undefined ? [] : [put(path, command.ports)];
    }
    case "add-handler":
      return isTaken(definition.on, command.handler.id)
        ? []
        : [
            put(["definition", "on"], [...(definition.on ?? []), command.handler]),
            ...(hasNode(document, command.handler.id) ? [] : [place(command.handler.id, command.position)]),
          ];
    case "set-handler":
      return handlerChange(document, command.id, command.handler);
    case "add-note":
      return isTaken(layout.notes, command.note.id)
        ? []
        : [put(["layout", "notes"], [...(layout.notes ?? []), command.note])];
    case "set-note":
      return (layout.notes ?? []).flatMap(({ id }, index) =>
        id === command.note.id ? [put(["layout", "notes", index], command.note)] : [],
      );
    case "remove-note":
      return noteRemoval(document, [command.id]);
    case "insert-on-edge":
      return insertion(document, command);
    case "replace-definition":
      return replacement(document, { ...document, definition: command.definition });
    case "replace-document":
      return replacement(document, command.document);
    case "patch":
      return command.ops;
  }
}

const put = (path: PatchOp["path"], value: unknown, at?: number): PatchOp =>
  at === undefined ? { op: "put", path, value } : { op: "put", path, value, at };
const drop = (path: PatchOp["path"]): PatchOp => ({ op: "drop", path });
const place = (id: string, { x, y }: { readonly x: number; readonly y: number }): PatchOp =>
  put(["layout", "nodes", id], { x, y });
const isTaken = (among: readonly { readonly id: string }[] | undefined, id: string): boolean =>
  (among ?? []).some((each) => each.id === id);
const hasNode = ({ definition }: EditedDocument, id: string): boolean => Object.hasOwn(definition.nodes, id);

/** Where the ports of a source are written, or undefined when there is no such source. */
function portsPath({ nodes, on }: WorkflowDefinition, from: Source): PatchOp["path"] | undefined {
  if ("node" in from) {
    const node = nodes[from.node];
    return node === undefined || node.type === "end" ? undefined : ["definition", "nodes", from.node, "ports"];
  }
  const index = (on ?? []).findIndex(({ id }) => id === from.handler);
  return index < 0 ? undefined : ["definition", "on", index, "ports"];
}

function connection(definition: WorkflowDefinition, from: Source, port: string, to: string): readonly PatchOp[] {
  const path = portsPath(definition, from);
  if (path === undefined) return [];
  const node = "node" in from ? definition.nodes[from.node] : undefined;
  // Only what is raised may do without ports.
  const isWithout = node?.type === "raise" && node.ports === undefined;
  return [isWithout ? put(path, { [port]: to }) : put([...path, port], to)];
}

function disconnection(definition: WorkflowDefinition, from: Source, port: string): readonly PatchOp[] {
  const path = portsPath(definition, from);
  return path !== undefined && Object.hasOwn(portsFrom(definition, from), port) ? [drop([...path, port])] : [];
}

function removal(document: EditedDocument, { nodes, handlers, edges, notes }: PartIds): readonly PatchOp[] {
  const { definition, layout } = document;
  const gone = new Set(nodes);
  const goneHandlers = new Set(handlers);
  const cut = new Set(edges);
  const leading = edgesOf(definition).filter(
    (edge) =>
      (gone.has(edge.to) || cut.has(edgeKey(edge))) &&
      !("node" in edge.from ? gone.has(edge.from.node) : goneHandlers.has(edge.from.handler)),
  );
  const kept = (definition.on ?? []).filter(({ id }) => !goneHandlers.has(id));
  const ids = [...gone, ...handlers.filter((id) => !hasNode(document, id))];
  return [
    ...leading.flatMap(({ from, port }) => disconnection(definition, from, port)),
    ...nodes.map((id) => drop(["definition", "nodes", id])),
    ...(kept.length === (definition.on ?? []).length ? [] : [put(["definition", "on"], stripped(kept, leading))]),
    ...ids.filter((id) => Object.hasOwn(layout.nodes, id)).map((id) => drop(["layout", "nodes", id])),
    ...(notes.length === 0 ? [] : noteRemoval(document, notes)),
  ];
}

/** Handlers that stay, without the edges that go: the list is written anew, so what was cut before must not come back. */
function stripped(
  handlers: readonly EventHandler[],
  cut: readonly { readonly from: Source; readonly port: string }[],
): readonly EventHandler[] {
  const keys = new Set(cut.map(edgeKey));
  return handlers.map((handler) => {
    const ports = Object.entries(handler.ports).filter(
      ([port]) => !keys.has(edgeKey({ from: { handler: handler.id }, port })),
    );
    return ports.length === Object.keys(handler.ports).length
      ? handler
      : { ...handler, ports: Object.fromEntries(ports) };
  });
}

function noteRemoval({ layout }: EditedDocument, ids: readonly string[]): readonly PatchOp[] {
  const notes = layout.notes ?? [];
  const kept = notes.filter(({ id }) => !ids.includes(id));
  if (kept.length === notes.length) return [];
  return [kept.length === 0 ? drop(["layout", "notes"]) : put(["layout", "notes"], kept)];
}

function movement({ layout }: EditedDocument, { nodes, notes }: Command & { type: "move" }): readonly PatchOp[] {
  const moved = Object.entries(nodes ?? {}).filter(([id, { x, y }]) => {
    const now = layout.nodes[id];
    return now?.x !== x || now.y !== y;
  });
  const movedNotes = (layout.notes ?? []).flatMap((note, index) => {
    const to = notes?.[note.id];
    return to === undefined || (to.x === note.x && to.y === note.y)
      ? []
      : [put(["layout", "notes", index], { ...note, x: to.x, y: to.y })];
  });
  return [...moved.map(([id, to]) => place(id, to)), ...movedNotes];
}

function renaming(document: EditedDocument, id: string, to: string): readonly PatchOp[] {
  const { definition, layout } = document;
  const node = definition.nodes[id];
  if (node === undefined || id === to || hasNode(document, to)) return [];
  const at = Object.keys(definition.nodes).indexOf(id);
  const placeAt = Object.keys(layout.nodes).indexOf(id);
  return [
    drop(["definition", "nodes", id]),
    put(["definition", "nodes", to], withOwnEdges(node, id, to), at),
    ...edgesOf(definition)
      .filter((edge) => edge.to === id && !("node" in edge.from && edge.from.node === id))
      .flatMap(({ from, port }) => connection(definition, from, port, to)),
    ...Object.entries(definition.nodes).flatMap(([other, content]) =>
      content.type === "join" && content.of === id ? [put(["definition", "nodes", other, "of"], to)] : [],
    ),
    ...(placeAt < 0 ? [] : [drop(["layout", "nodes", id]), put(["layout", "nodes", to], layout.nodes[id], placeAt)]),
  ];
}

/** A node that leads back to itself keeps doing so under its new id. */
function withOwnEdges(node: WorkflowDefinition["nodes"][string], id: string, to: string) {
  const ports = portsIn(node);
  if (!Object.values(ports).includes(id)) return node;
  const renamed: Ports = Object.fromEntries(
    Object.entries(ports).map(([port, target]) => [port, target === id ? to : target]),
  );
  return { ...node, ports: renamed };
}

function handlerChange(document: EditedDocument, id: string, handler: EventHandler): readonly PatchOp[] {
  const { definition, layout } = document;
  const index = (definition.on ?? []).findIndex((one) => one.id === id);
  if (index < 0 || (handler.id !== id && isTaken(definition.on, handler.id))) return [];
  const placeAt = Object.keys(layout.nodes).indexOf(id);
  const isRenamed = handler.id !== id && placeAt >= 0 && !hasNode(document, id) && !hasNode(document, handler.id);
  return [
    put(["definition", "on", index], handler),
    ...(isRenamed
      ? [drop(["layout", "nodes", id]), put(["layout", "nodes", handler.id], layout.nodes[id], placeAt)]
      : []),
  ];
}

function insertion(document: EditedDocument, command: Command & { type: "insert-on-edge" }): readonly PatchOp[] {
  const { edge, id, node, port, position } = command;
  const target = portsFrom(document.definition, edge.from)[edge.port];
  if (target === undefined || hasNode(document, id)) return [];
  const inserted = node.type === "end" ? node : { ...node, ports: { ...portsIn(node), [port]: target } };
  return [
    put(["definition", "nodes", id], inserted),
    place(id, position),
    ...connection(document.definition, edge.from, edge.port, id),
  ];
}

function replacement(document: EditedDocument, next: EditedDocument): readonly PatchOp[] {
  const { definition, layout } = withPlaces(next);
  return [
    ...(definition === document.definition ? [] : [put(["definition"], definition)]),
    ...(layout === document.layout ? [] : [put(["layout"], layout)]),
  ];
}
