import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import type { CheckContext } from "./check-context.ts";
import { cyclesOf, type Graph, graphOf, reach, reachBack } from "./graph.ts";
import { type PortSources, portsOf, quotaOf } from "./ports.ts";

/** Whether the drawing holds together: ports, ways to an end, cycles (S7). */
export function checkStructure(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  const graph = graphOf(workflow);
  return [
    ...checkStart(graph),
    ...Object.entries(workflow.nodes).flatMap(([id, node]) => checkPorts(id, node, workflow, context)),
    ...(workflow.on ?? []).flatMap((handler, index) =>
      checkEntry(handler.ports, `/on/${String(index)}`, handler.id, workflow),
    ),
    ...checkReach(graph),
    ...checkCycles(graph),
  ];
}

function checkStart(graph: Graph): readonly Diagnostic[] {
  const count = graph.starts.length;
  return count === 1 ? [] : [diagnostic("error", "no-start", "/nodes", { count })];
}

function checkPorts(
  id: string,
  node: WorkflowNode,
  workflow: WorkflowDefinition,
  context: CheckContext,
): readonly Diagnostic[] {
  const place = `/nodes/${id}`;
  const sources = sourcesOf(node, context);
  const ports = portsOf(node, sources);
  const drawn = ("ports" in node ? node.ports : undefined) ?? {};
  const known = new Set(ports.map((port) => port.id));
  // Outcomes of what cannot be looked up are not known, so any port may be one.
  const isOpen =
    (node.type === "action" && sources.action === undefined) ||
    (node.type === "subworkflow" && sources.child === undefined);
  return [
    ...ports.flatMap((port) => {
      if (Object.hasOwn(drawn, port.id) || port.need === "may") return [];
      if (port.need === "must") return [diagnostic("error", "missing-port", place, { node: id, port: port.id })];
      return [diagnostic("warning", "open-port", place, { node: id, port: port.id })];
    }),
    ...(isOpen ? [] : Object.keys(drawn).filter((port) => !known.has(port))).map((port) =>
      diagnostic("error", "unknown-port", `${place}/ports/${port}`, { node: id, port }),
    ),
    ...checkEntry(drawn, place, id, workflow),
  ];
}

function sourcesOf(node: WorkflowNode, { action, definition }: CheckContext): PortSources {
  if (node.type === "action") {
    const quota = quotaOf(node);
    const taken = quota === undefined ? undefined : definition?.("quota", quota);
    const known = { action: action?.(node.action.connector, node.action.name) };
    return taken?.kind === "quota" ? { ...known, quota: taken } : known;
  }
  const child = node.type === "subworkflow" ? definition?.("workflow", node.workflow) : undefined;
  return child?.kind === "workflow" ? { child } : {};
}

function checkEntry(
  ports: Readonly<Record<string, string>>,
  place: string,
  from: string,
  workflow: WorkflowDefinition,
): readonly Diagnostic[] {
  return Object.entries(ports)
    .filter(([, to]) => !Object.hasOwn(workflow.nodes, to))
    .map(([port, to]) => diagnostic("error", "dangling-reference", `${place}/ports/${port}`, { from, port, to }));
}

/** A raise stops for a person, which is a way to stop. */
const stops = (node: WorkflowNode | undefined): boolean => node?.type === "end" || node?.type === "raise";

function checkReach(graph: Graph): readonly Diagnostic[] {
  const ids = Object.keys(graph.nodes);
  const reached = reach(graph, [...graph.starts, ...graph.handlers.map((handler) => handler.entry)]);
  const ending = reachBack(
    graph,
    ids.filter((id) => stops(graph.nodes[id])),
  );
  return ids.flatMap((id) => {
    if (!reached.has(id)) return [diagnostic("error", "unreachable-node", `/nodes/${id}`, { node: id })];
    return ending.has(id) ? [] : [diagnostic("error", "no-way-to-end", `/nodes/${id}`, { node: id })];
  });
}

/** Nodes at which a token waits for something, so that going round through them is no spinning. */
const resting: ReadonlySet<WorkflowNode["type"] | undefined> = new Set<WorkflowNode["type"]>([
  "action",
  "task",
  "wait",
  "subworkflow",
  "raise",
]);

/** Cycles that are left when every node that rests is taken out. */
function checkCycles(graph: Graph): readonly Diagnostic[] {
  const restless = [...graph.out].filter(([id]) => !resting.has(graph.nodes[id]?.type));
  return cyclesOf({ ...graph, out: new Map(restless) })
    .filter((cycle) => cycle.every((id) => !resting.has(graph.nodes[id]?.type)))
    .map((nodes) => diagnostic("error", "empty-cycle", `/nodes/${nodes[0] ?? ""}`, { nodes }));
}
