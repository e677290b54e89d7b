/** Who writes a variable, and who writes it beside somebody else. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { WorkflowDefinition, WorkflowNode } from "../../schema/workflow.ts";
import { type Graph, graphOf, opensRegion, reach, regionEntries } from "../graph.ts";

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

/** Two branches that write the same variable: where the first to arrive ends the other, only one of them counts. */
export function conflictingWriters(workflow: WorkflowDefinition): readonly Diagnostic[] {
  const graph = graphOf(workflow);
  return regionsOf(workflow, graph).flatMap(({ join, branches }) => {
    const node = join === undefined ? undefined : workflow.nodes[join];
    if (node?.type === "join" && node.when === "any") return [];
    const first = new Map<string, { readonly node: string; readonly branch: number }>();
    return branches.flatMap((branch, index) =>
      [...branch].flatMap((id) =>
        writtenBy(workflow.nodes[id]).flatMap((path) => {
          const known = first.get(path);
          if (known === undefined) first.set(path, { node: id, branch: index });
          if (known === undefined || known.branch === index || known.node === id) return [];
          return [
            diagnostic("warning", "conflicting-writers", placeOf(workflow, id, path), {
              node: id,
              other: known.node,
              path,
            }),
          ];
        }),
      ),
    );
  });
}

function placeOf(workflow: WorkflowDefinition, id: string, path: string): string {
  return workflow.nodes[id]?.type === "assign" ? `/nodes/${id}/set/${path}` : `/nodes/${id}/output`;
}
