import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";
import { standardRoots } from "./reading-scope.ts";
import { repeatedIds, takenIds } from "./ids.ts";

/** Whether everything that becomes a port, or is told apart by its id, has one of its own. */
export function checkIds(workflow: WorkflowDefinition): readonly Diagnostic[] {
  return [
    ...repeatedIds(workflow.on ?? [], "/on"),
    ...Object.entries(workflow.nodes).flatMap(([id, node]) => checkNode(node, `/nodes/${id}`, workflow)),
  ];
}

function checkNode(node: WorkflowNode, place: string, { nodes }: WorkflowDefinition): readonly Diagnostic[] {
  switch (node.type) {
    case "switch":
      return [...repeatedIds(node.cases, `${place}/cases`), ...takenIds(node.cases, ["otherwise"], `${place}/cases`)];
    case "task":
      return [
        ...repeatedIds(node.outcomes, `${place}/outcomes`),
        ...takenIds(node.outcomes, ["timeout"], `${place}/outcomes`),
      ];
    case "parallel":
      return repeatedIds(node.branches, `${place}/branches`);
    case "raise":
      return [
        ...repeatedIds(node.remedies ?? [], `${place}/remedies`),
        ...takenIds(node.remedies ?? [], ["retry"], `${place}/remedies`),
      ];
    case "join": {
      const parallel = nodes[node.of];
      if (parallel?.type !== "parallel" || typeof node.when !== "number") return [];
      return tooMany(node.when, parallel.branches.length, `${place}/when`);
    }
    case "foreach":
      return standardRoots.has(node.as) ? [diagnostic("error", "duplicate-id", `${place}/as`, { id: node.as })] : [];
    default:
      return [];
  }
}

/** A join that waits for more branches than there are waits for ever. */
function tooMany(wanted: number, branches: number, place: string): readonly Diagnostic[] {
  if (wanted <= branches) return [];
  const relation = { "zh-CN": "不大于", en: "at most" };
  return [diagnostic("error", "out-of-range", place, { field: "when", relation, limit: branches, given: wanted })];
}
