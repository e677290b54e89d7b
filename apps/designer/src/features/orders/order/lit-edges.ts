import { type WorkflowDefinition } from "@orderloom/rule-dsl";

interface Step {
  readonly nodeId: string;
  readonly port?: string;
}

/** The edges an order walked, as `node/port`: the port it says, or, where it says none, every port into a node visited later. */
export function litEdges(definition: WorkflowDefinition, path: readonly Step[]): Set<string> {
  const lit = new Set<string>();
  path.forEach(({ nodeId, port }, index) => {
    const node = definition.nodes[nodeId];
    const ports = node !== undefined && "ports" in node ? (node.ports ?? {}) : {};
    if (port !== undefined && port in ports) {
      lit.add(`${nodeId}/${port}`);
      return;
    }
    const later = new Set(path.slice(index + 1).map((step) => step.nodeId));
    for (const [name, target] of Object.entries(ports)) if (later.has(target)) lit.add(`${nodeId}/${name}`);
  });
  return lit;
}
