import type { WorkflowDefinition } from "@orderloom/rule-dsl";

interface Step {
  readonly nodeId: string;
  readonly port?: string;
}

/** The edges an order walked, as `node/port`: the port it says, or, where it says none, the one into the node visited next. */
export function litEdges(definition: WorkflowDefinition, path: readonly Step[]): Set<string> {
  const lit = new Set<string>();
  path.forEach(({ nodeId, port }, index) => {
    const node = definition.nodes[nodeId];
    const ports = node !== undefined && "ports" in node ? (node.ports ?? {}) : {};
    if (port !== undefined && port in ports) {
      lit.add(`${nodeId}/${port}`);
      return;
    }
    const later = path.slice(index + 1).map((step) => step.nodeId);
    const taken = Object.entries(ports)
      .filter(([, target]) => later.includes(target))
      .sort(([, one], [, other]) => later.indexOf(one) - later.indexOf(other));
    // Only a parallel leaves by more than one port.
    for (const [name] of node?.type === "parallel" ? taken : taken.slice(0, 1)) lit.add(`${nodeId}/${name}`);
  });
  return lit;
}
