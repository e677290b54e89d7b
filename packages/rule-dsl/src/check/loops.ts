import type { WorkflowDefinition } from "../schema/workflow.ts";
import { graphOf, reach, regionEntries } from "./graph.ts";

/** The loops a node lies in: inside, its items go by name and what is written belongs to the item. */
export function loopsAround(workflow: WorkflowDefinition): ReadonlyMap<string, readonly string[]> {
  const graph = graphOf(workflow);
  const around = new Map<string, string[]>();
  for (const [id, node] of Object.entries(workflow.nodes)) {
    if (node.type !== "foreach") continue;
    const join = Object.keys(workflow.nodes).find((other) => {
      const at = workflow.nodes[other];
      return at?.type === "join" && at.of === id;
    });
    for (const inside of reach(graph, regionEntries(node), join))
      if (inside !== join && inside !== id) around.set(inside, [...(around.get(inside) ?? []), id]);
  }
  return around;
}
