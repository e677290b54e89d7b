import {
  type LayoutDocument,
  type Result,
  fail,
  succeed,
  WorkflowDefinition,
  type WorkflowNode,
  validate,
} from "@orderloom/rule-dsl";
import type { Command, PartIds } from "./command.ts";
import { noParts } from "./command.ts";
import { type EditedDocument, type Note, portsIn, type Position } from "./edited-document.ts";
import { freshId, nodeIdsOf } from "./new-node.ts";

/*
 * What is copied: text on the system's clipboard, so that it goes to another tab, another machine, a mail or an editor.
 * Whatever comes back from there is strange until it is checked. Places are relative to the top left of what was copied.
 */

const KIND = "orderloom-clip";

export interface Clip {
  readonly kind: typeof KIND;
  readonly schemaVersion: number;
  readonly nodes: Readonly<Record<string, WorkflowNode>>;
  readonly places: LayoutDocument["nodes"];
  readonly notes: readonly Note[];
}

/** The chosen nodes and notes as text, or undefined when none is chosen. */
export function copyText({ definition, layout }: EditedDocument, chosen: PartIds): string | undefined {
  const ids = chosen.nodes.filter((id) => Object.hasOwn(definition.nodes, id));
  const notes = (layout.notes ?? []).filter(({ id }) => chosen.notes.includes(id));
  if (ids.length + notes.length === 0) return undefined;
  const places = ids.flatMap((id): [string, Position][] => [[id, layout.nodes[id] ?? { x: 0, y: 0 }]]);
  const left = Math.min(...places.map(([, { x }]) => x), ...notes.map(({ x }) => x));
  const top = Math.min(...places.map(([, { y }]) => y), ...notes.map(({ y }) => y));
  const clip: Clip = {
    kind: KIND,
    schemaVersion: definition.schemaVersion,
    nodes: Object.fromEntries(
      ids.flatMap((id): [string, WorkflowNode][] => {
        const node = definition.nodes[id];
        return node === undefined ? [] : [[id, keepPorts(node, (to) => (ids.includes(to) ? to : undefined))]];
      }),
    ),
    places: Object.fromEntries(places.map(([id, { x, y }]) => [id, { x: x - left, y: y - top }])),
    notes: notes.map((note) => ({ ...note, x: note.x - left, y: note.y - top })),
  };
  return JSON.stringify(clip, null, 2);
}

function keepPorts(node: WorkflowNode, target: (to: string) => string | undefined): WorkflowNode {
  if (node.type === "end" || (node.type === "raise" && node.ports === undefined)) return node;
  const ports = Object.entries(portsIn(node)).flatMap(([port, to]) => {
    const kept = target(to);
    return kept === undefined ? [] : [[port, kept] as const];
  });
  return { ...node, ports: Object.fromEntries(ports) };
}

export type ClipRefusal = "not-a-clip" | "newer" | "damaged";

/** Reads what lies on the clipboard; anything may. */
export function readClip(text: string, schemaVersion: number): Result<Clip, ClipRefusal> {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || !("kind" in value) || value.kind !== KIND)
    return fail("not-a-clip");
  if (!("schemaVersion" in value) || typeof value.schemaVersion !== "number") return fail("damaged");
  if (value.schemaVersion > schemaVersion) return fail("newer");
  const { nodes, places, notes } = { nodes: {}, places: {}, notes: [], ...value };
  // Nodes and notes are good where a whole document that consists of them is.
  const asDefinition = { kind: "workflow", schemaVersion, id: "clip", name: { en: "Clip" }, role: "main", nodes };
  if (validate(WorkflowDefinition, asDefinition).length > 0 || !isPlaces(places) || !isNotes(notes))
    return fail("damaged");
  const checked = nodes as Clip["nodes"]; // as the schema of nodes says
  return succeed({ kind: KIND, schemaVersion, nodes: checked, places, notes });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isPlace = (value: unknown): value is Position =>
  typeof value === "object" && value !== null && "x" in value && "y" in value && isNumber(value.x) && isNumber(value.y);
const isPlaces = (value: unknown): value is Clip["places"] =>
  typeof value === "object" && value !== null && Object.values(value).every(isPlace);
const isNotes = (value: unknown): value is Clip["notes"] =>
  Array.isArray(value) &&
  value.every(
    (note: unknown) =>
      isPlace(note) &&
      "id" in note &&
      typeof note.id === "string" &&
      "text" in note &&
      typeof note.text === "string" &&
      "width" in note &&
      isNumber(note.width),
  );

export interface Pasting {
  readonly command: Command;
  /** What was pasted, under its new ids. */
  readonly parts: PartIds;
}

/** Puts a clip at a place, under ids of its own; edges inside it stay, the names of stages, groups and actions too. */
export function pasting({ definition, layout }: EditedDocument, clip: Clip, at: Position): Pasting {
  const taken = new Set(nodeIdsOf(definition));
  const renamed = new Map<string, string>();
  const hasStart = Object.values(definition.nodes).some(({ type }) => type === "start");
  // A workflow has one start: a second one is left out.
  const nodes = Object.entries(clip.nodes).filter(([, node]) => node.type !== "start" || !hasStart);
  for (const [id] of nodes) {
    const fresh = freshId(taken, id);
    taken.add(fresh);
    renamed.set(id, fresh);
  }
  const noteIds = new Set((layout.notes ?? []).map(({ id }) => id));
  const notes = clip.notes.map((note) => {
    const id = freshId(noteIds, note.id);
    noteIds.add(id);
    return { ...note, id, x: at.x + note.x, y: at.y + note.y };
  });
  const commands: Command[] = [
    ...nodes.map(([id, node]): Command => {
      const place = clip.places[id] ?? { x: 0, y: 0 };
      const inner = keepPorts(node, (to) => renamed.get(to));
      const content = inner.type === "join" ? { ...inner, of: renamed.get(inner.of) ?? inner.of } : inner;
      const position = { x: at.x + place.x, y: at.y + place.y };
      return { type: "add-node", id: renamed.get(id) ?? id, node: content, position };
    }),
    ...notes.map((note): Command => ({ type: "add-note", note })),
  ];
  const parts = { ...noParts, nodes: [...renamed.values()], notes: notes.map(({ id }) => id) };
  return { command: { type: "batch", commands }, parts };
}
