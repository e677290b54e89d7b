import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { type Graph, graphOf, opensRegion, reach, reachBack, regionEntries } from "./graph.ts";

/*
 * Where several tokens may be on their way (S6): every parallel has one join, its region is closed but for ends and raises,
 * and no node outside a join can be reached by two live tokens.
 */

export function checkRegions(workflow: WorkflowDefinition): readonly Diagnostic[] {
  const graph = graphOf(workflow);
  const parallels = Object.keys(graph.nodes).filter((id) => opensRegion(graph.nodes[id]));
  return [...checkJoins(graph), ...parallels.flatMap((id) => checkRegion(graph, id)), ...checkHandlers(graph)];
}

const isStop = (node: WorkflowNode | undefined): boolean => node?.type === "end" || node?.type === "raise";

function joinsOf(graph: Graph, parallel: string): readonly string[] {
  return Object.entries(graph.nodes).flatMap(([id, node]) =>
    node.type === "join" && node.of === parallel ? [id] : [],
  );
}

function checkJoins(graph: Graph): readonly Diagnostic[] {
  return Object.entries(graph.nodes).flatMap(([id, node]) =>
    node.type === "join" && !opensRegion(graph.nodes[node.of])
      ? [diagnostic("error", "join-without-parallel", `/nodes/${id}/of`, { node: id, of: node.of })]
      : [],
  );
}

function checkRegion(graph: Graph, parallel: string): readonly Diagnostic[] {
  const joins = joinsOf(graph, parallel);
  const [join] = joins;
  if (join === undefined || joins.length > 1)
    return [
      diagnostic("error", "parallel-without-join", `/nodes/${parallel}`, { node: parallel, count: joins.length }),
    ];
  const branches = regionEntries(graph.nodes[parallel])
    .filter((to) => to !== join)
    .map((to) => reach(graph, [to], join));
  return [...checkBorder(graph, parallel, join, branches), ...checkBranches(graph, branches)];
}

/** Edges between the region and the rest, other than through the parallel and its join. */
function checkBorder(
  graph: Graph,
  parallel: string,
  join: string,
  branches: readonly ReadonlySet<string>[],
): readonly Diagnostic[] {
  const region = new Set(branches.flatMap((branch) => [...branch]));
  const entries = [
    ...graph.starts,
    ...graph.handlers.filter(({ interrupts }) => !interrupts).map(({ entry }) => entry),
  ];
  const outside = reach(graph, entries, parallel);
  for (const id of reach(
    graph,
    (graph.out.get(join) ?? []).map(({ to }) => to),
    parallel,
  ))
    outside.add(id);
  const inner = new Set(regionEntries(graph.nodes[parallel]));
  const beside = (graph.out.get(parallel) ?? []).filter(({ to }) => !inner.has(to)).map(({ to }) => to);
  for (const id of reach(graph, beside, parallel)) outside.add(id);
  const toJoin = reachBack(graph, [join]);
  return graph.edges.flatMap(({ from, port, to }) => {
    if (
      (from === parallel && inner.has(to)) ||
      to === join ||
      !region.has(to) ||
      !outside.has(to) ||
      isStop(graph.nodes[to])
    )
      return [];
    const place = `/nodes/${from}/ports/${port}`;
    if (region.has(from) && !outside.has(from) && !toJoin.has(to))
      return [diagnostic("error", "edge-leaves-region", place, { from, to, parallel })];
    if (!region.has(from) && toJoin.has(to))
      return [diagnostic("error", "edge-enters-region", place, { from, to, parallel })];
    return [];
  });
}

function checkBranches(graph: Graph, branches: readonly ReadonlySet<string>[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const branch of branches) for (const id of branch) (seen.has(id) ? twice : seen).add(id);
  return twoTokens(graph, twice);
}

/** A handler that does not interrupt runs beside everything else: its path may share no node with it but stops. */
function checkHandlers(graph: Graph): readonly Diagnostic[] {
  const main = reach(graph, graph.starts);
  const shared = new Set<string>();
  const taken = new Set(main);
  for (const { entry, interrupts } of graph.handlers) {
    const path = reach(graph, [entry]);
    if (!interrupts) for (const id of path) if (taken.has(id)) shared.add(id);
    for (const id of path) taken.add(id);
  }
  const ends = Object.entries(graph.nodes).flatMap(([id, node]) =>
    node.type === "end" && node.ends === "handler" && main.has(id)
      ? [diagnostic("error", "handler-end", `/nodes/${id}/ends`, { node: id })]
      : [],
  );
  return [...ends, ...twoTokens(graph, shared)];
}

function twoTokens(graph: Graph, ids: ReadonlySet<string>): readonly Diagnostic[] {
  return [...ids]
    .filter((id) => !isStop(graph.nodes[id]))
    .map((id) => diagnostic("error", "two-tokens", `/nodes/${id}`, { node: id }));
}
