import fc from "fast-check";
import type { WorkflowNode } from "@orderloom/rule-dsl";
import type { Command, PartIds } from "../command.ts";
import { edgeKey, edgesOf, type EditedDocument, portsFrom, type Source } from "../edited-document.ts";

/*
 * Random edits of a document. A generated edit is a roll of dice; what it means depends on the document it meets, so
 * that most of them find something to act on, and some do not.
 */

export interface Roll {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const rolls = (most: number): fc.Arbitrary<readonly Roll[]> =>
  fc.array(fc.record({ kind: fc.nat(15), a: fc.nat(9999), b: fc.nat(9999), c: fc.nat(9999) }), { maxLength: most });

const pick = <T>(items: readonly T[], at: number): T | undefined => items[at % Math.max(1, items.length)];

const fresh: readonly WorkflowNode[] = [
  { type: "end", outcome: "done" },
  { type: "wait", for: "PT1H", ports: {} },
  { type: "raise", incident: "trouble", remedies: [{ id: "again" }] },
  { type: "foreach", items: "=order.lines", as: "line", ports: {} },
  { type: "parallel", branches: [{ id: "one" }, { id: "two" }], ports: {} },
  { type: "task", group: "g", outcomes: [{ id: "yes" }, { id: "no" }], ports: {} },
];

export function commandOf({ kind, a, b, c }: Roll, document: EditedDocument): Command {
  const { definition, layout } = document;
  const ids = [...Object.keys(definition.nodes), "nowhere"];
  const id = pick(ids, a) ?? "nowhere";
  const other = pick(ids, b) ?? "nowhere";
  const handlers = (definition.on ?? []).map((handler) => handler.id);
  const handler = pick(handlers, b) ?? "nobody";
  const from: Source = c % 5 === 0 ? { handler } : { node: id };
  const port = pick([...Object.keys(portsFrom(definition, from)), "next", "error"], c) ?? "next";
  const edge = pick(edgesOf(definition), a);
  const node = pick(fresh, c) ?? { type: "end", outcome: "done" };
  const note = pick(layout.notes ?? [], a) ?? { id: `n${c}`, x: a, y: b, width: 200, text: "" };
  const parts: PartIds = {
    nodes: [id, other],
    handlers: c % 2 === 0 ? [handler] : [],
    edges: edge === undefined ? [] : [edgeKey(edge)],
    notes: c % 3 === 0 ? [note.id] : [],
  };
  const commands: readonly Command[] = [
    { type: "add-node", id: `new-${c % 7}`, node, position: { x: a, y: b } },
    { type: "remove", parts },
    { type: "move", nodes: { [id]: { x: a, y: b } }, notes: { [note.id]: { x: b, y: a } } },
    { type: "connect", from, port, to: other },
    { type: "disconnect", from, port },
    { type: "set-node", id, node },
    { type: "rename-node-id", id, to: c % 2 === 0 ? `renamed-${c % 9}` : other },
    { type: "set-head", head: { description: { en: String(c) }, takes: c % 2 === 0 ? undefined : { all: [] } } },
    { type: "set-ports", from, ports: { [port]: other } },
    {
      type: "add-handler",
      handler: { id: `on-${c}`, event: "order.cancelled", ports: { next: id } },
      position: { x: a, y: b },
    },
    {
      type: "set-handler",
      id: handler,
      handler: { id: `${handler}${c % 2}`, event: "order.line-cancelled", ports: { next: other } },
    },
    { type: "add-note", note: { ...note, id: `n${c}` } },
    { type: "set-note", note: { ...note, text: String(b) } },
    { type: "remove-note", id: note.id },
    {
      type: "insert-on-edge",
      edge: edge ?? { from, port },
      id: `between-${c}`,
      node,
      port: "done",
      position: { x: 1, y: 2 },
    },
    {
      type: "replace-definition",
      definition: { ...definition, nodes: { ...definition.nodes, [`placed-${c}`]: node } },
    },
  ];
  return commands[kind] ?? { type: "batch", commands: [] };
}

/** Several rolls at a time as one command, each after the one before. */
export function batchOf(few: readonly Roll[], document: EditedDocument): Command {
  return { type: "batch", commands: few.map((roll) => commandOf(roll, document)) };
}
