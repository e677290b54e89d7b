/** Who writes a variable, and what runs beside what. */
import type { WorkflowDefinition, WorkflowNode } from "../../schema/workflow.ts";
import { type Graph, opensRegion, reach, regionEntries } from "../graph.ts";

/** The variables a node writes, such as `vars.credit`. */
export function writtenBy(node: WorkflowNode | undefined): readonly string[] {
  if (node === undefined) return [];
  const output = "output" in node ? [node.output] : [];
  return node.type === "assign" ? Object.keys(node.set) : output;
}

/** A parallel's branches, each up to the join. */
export interface Region {
  readonly parallel: string;
  readonly join: string | undefined;
  readonly branches: readonly ReadonlySet<string>[];
}

export function regionsOf(workflow: WorkflowDefinition, graph: Graph): readonly Region[] {
  return Object.entries(workflow.nodes).flatMap(([parallel, node]) => {
    if (!opensRegion(node)) return [];
    const [join] =
      Object.entries(workflow.nodes).find(([, other]) => other.type === "join" && other.of === parallel) ?? [];
    const branches = regionEntries(node).map((to) => reach(graph, [to], join));
    return [{ parallel, join, branches }];
  });
}
