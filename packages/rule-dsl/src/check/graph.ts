import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";

export interface Edge {
  readonly from: string;
  readonly port: string;
  readonly to: string;
}

/** A workflow as nodes and the edges between nodes that exist. */
export interface Graph {
  readonly nodes: Readonly<Record<string, WorkflowNode>>;
  readonly edges: readonly Edge[];
  readonly out: ReadonlyMap<string, readonly Edge[]>;
  readonly starts: readonly string[];
  /** Where the paths of `on` handlers begin. */
  readonly handlers: readonly { readonly id: string; readonly entry: string; readonly interrupts: boolean }[];
}

export function graphOf(workflow: WorkflowDefinition): Graph {
  const { nodes } = workflow;
  const edges = Object.entries(nodes).flatMap(([from, node]) =>
    Object.entries(("ports" in node ? node.ports : undefined) ?? {}).map(([port, to]) => ({ from, port, to })),
  );
  const standing = edges.filter(({ to }) => Object.hasOwn(nodes, to));
  const out = new Map<string, Edge[]>(Object.keys(nodes).map((id) => [id, []]));
  for (const edge of standing) out.get(edge.from)?.push(edge);
  return {
    nodes,
    edges: standing,
    out,
    starts: Object.keys(nodes).filter((id) => nodes[id]?.type === "start"),
    handlers: (workflow.on ?? []).flatMap(({ id, ports, interrupts }) =>
      Object.values(ports)
        .filter((entry) => Object.hasOwn(nodes, entry))
        .map((entry) => ({ id, entry, interrupts: interrupts === true })),
    ),
  };
}

/** Whether it opens a region that a join closes: several tokens may be on their way in it (S6). */
export const opensRegion = (node: WorkflowNode | undefined): boolean =>
  node?.type === "parallel" || node?.type === "foreach";

/** Where the region of a parallel or a loop begins; a loop's other ports lead on from where it stands. */
export function regionEntries(node: WorkflowNode | undefined): readonly string[] {
  if (node?.type === "parallel") return Object.values(node.ports);
  const each = node?.type === "foreach" ? node.ports["each"] : undefined;
  return each === undefined ? [] : [each];
}

/** Nodes that can be reached from `from`, itself included, without going through `without`. */
export function reach(graph: Graph, from: Iterable<string>, without?: string): Set<string> {
  const found = new Set<string>();
  const open = [...from].filter((id) => id !== without);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    for (const { to } of graph.out.get(id) ?? []) if (to !== without) open.push(to);
  }
  return found;
}

/** Nodes from which one of `goals` can be reached, the goals included. */
export function reachBack(graph: Graph, goals: Iterable<string>): Set<string> {
  const into = new Map<string, string[]>();
  for (const { from, to } of graph.edges) into.set(to, [...(into.get(to) ?? []), from]);
  const found = new Set<string>();
  const open = [...goals];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(into.get(id) ?? []));
  }
  return found;
}

/** Groups of nodes that lead back to each other: every cycle lies in one. Tarjan, "Depth-first search and linear graph algorithms", 1972. */
export function cyclesOf(graph: Graph): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (id: string): void => {
    order.set(id, order.size);
    low.set(id, order.get(id) ?? 0);
    stack.push(id);
    for (const { to } of graph.out.get(id) ?? []) {
      if (!order.has(to)) {
        visit(to);
        low.set(id, Math.min(low.get(id) ?? 0, low.get(to) ?? 0));
      } else if (stack.includes(to)) low.set(id, Math.min(low.get(id) ?? 0, order.get(to) ?? 0));
    }
    if (low.get(id) !== order.get(id)) return;
    const component = stack.splice(stack.indexOf(id));
    const loops = component.length > 1 || (graph.out.get(id) ?? []).some(({ to }) => to === id);
    if (loops) cycles.push(component);
  };
  for (const id of Object.keys(graph.nodes)) if (!order.has(id)) visit(id);
  return cycles;
}
