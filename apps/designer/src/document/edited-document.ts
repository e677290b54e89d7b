import type { LayoutDocument, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";

/** What is edited: what a workflow does, and where its boxes stand (H9). Never changed in place. */
export interface EditedDocument {
  readonly definition: WorkflowDefinition;
  readonly layout: LayoutDocument;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export type Note = NonNullable<LayoutDocument["notes"]>[number];

/** Where an edge begins: at a node, or at an `on` handler, which has an id of its own beside those of the nodes. */
export type Source = { readonly node: string } | { readonly handler: string };

/** One edge: a port has one target, so the port names it. */
export interface EdgeRef {
  readonly from: Source;
  readonly port: string;
}

export interface Edge extends EdgeRef {
  readonly to: string;
}

export const sourceKey = (source: Source): string => ("node" in source ? source.node : `on:${source.handler}`);
/** One text for one edge: ids hold no slash and no colon. */
export const edgeKey = ({ from, port }: EdgeRef): string => `${sourceKey(from)}/${port}`;

export function edgeOfKey(key: string): EdgeRef {
  const slash = key.lastIndexOf("/");
  const source = key.slice(0, slash);
  const from = source.startsWith("on:") ? { handler: source.slice(3) } : { node: source };
  return { from, port: key.slice(slash + 1) };
}

export const portsIn = (node: WorkflowNode): Readonly<Record<string, string>> =>
  ("ports" in node ? node.ports : undefined) ?? {};

export function portsFrom({ nodes, on }: WorkflowDefinition, from: Source): Readonly<Record<string, string>> {
  if ("handler" in from) return on?.find(({ id }) => id === from.handler)?.ports ?? {};
  const node = nodes[from.node];
  return node === undefined ? {} : portsIn(node);
}

/** Every edge, those that lead to nothing included. */
export function edgesOf({ nodes, on }: WorkflowDefinition): readonly Edge[] {
  const between = Object.entries(nodes).flatMap(([node, content]) =>
    Object.entries(portsIn(content)).map(([port, to]): Edge => ({ from: { node }, port, to })),
  );
  const entering = (on ?? []).flatMap(({ id, ports }) =>
    Object.entries(ports).map(([port, to]): Edge => ({ from: { handler: id }, port, to })),
  );
  return [...entering, ...between];
}

export function joinOf({ nodes }: WorkflowDefinition, parallel: string): string | undefined {
  return Object.keys(nodes).find((id) => {
    const node = nodes[id];
    return node?.type === "join" && node.of === parallel;
  });
}

/** A workflow with nothing in it but the place where orders come in. */
export function blankDocument(id: string, name: WorkflowDefinition["name"], startName: WorkflowDefinition["name"]) {
  const definition: WorkflowDefinition = {
    kind: "workflow",
    schemaVersion: 1,
    id,
    name,
    role: "main",
    nodes: { start: { type: "start", name: startName, ports: {} } },
  };
  return { definition, layout: { kind: "layout", of: id, nodes: { start: { x: 240, y: 40 } } } } as const;
}
