import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { WorkflowDefinition } from "../schema/workflow.ts";
import type { CheckContext } from "./check-context.ts";

/** Whether shared instances are joined by a key, and only they (S13), and decisions taken anew end somewhere (S14). */
export function checkKeyed(workflow: WorkflowDefinition, { definition }: CheckContext): readonly Diagnostic[] {
  const { keyed, role, nodes } = workflow;
  const found: Diagnostic[] = [];
  if (keyed && role !== "part") found.push(diagnostic("error", "keyed-role", "/keyed", { role }));
  if (keyed?.until !== undefined && !Object.hasOwn(nodes, keyed.until))
    found.push(diagnostic("error", "unknown-node", "/keyed/until", { id: keyed.until }));
  for (const [id, node] of Object.entries(nodes)) {
    if (node.type === "decision" && node.replan && !Object.hasOwn(nodes, node.replan.until))
      found.push(diagnostic("error", "unknown-node", `/nodes/${id}/replan/until`, { id: node.replan.until }));
    if (node.type !== "subworkflow") continue;
    const part = definition?.("workflow", node.workflow);
    if (part?.kind !== "workflow") continue;
    if (part.keyed && node.key === undefined)
      found.push(diagnostic("error", "key-missing", `/nodes/${id}/key`, { workflow: node.workflow }));
    if (!part.keyed && node.key !== undefined)
      found.push(diagnostic("error", "not-keyed", `/nodes/${id}/key`, { workflow: node.workflow }));
  }
  return found;
}
