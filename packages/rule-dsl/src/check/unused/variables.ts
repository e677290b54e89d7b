import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { Definition } from "../../schema/definition.ts";
import type { WorkflowDefinition } from "../../schema/workflow.ts";
import type { CheckContext } from "../check-context.ts";
import { fix, removed } from "../fixes/edits.ts";
import { writesOf } from "../variable-writes.ts";
import { readPathsOf } from "./read-paths.ts";

/** Written and never read, by the workflow or a decision that it asks. A part's results are read by whoever uses it. */
export function unusedVariables(workflow: WorkflowDefinition, context: CheckContext): readonly Diagnostic[] {
  if (workflow.role === "part" || workflow.role === "own") return [];
  const readers = [workflow, ...decisionsOf(workflow, context)].map(readPathsOf);
  return [...writesOf(workflow)].flatMap(([name, places]) => {
    const [place] = places;
    const path = `vars.${name}`;
    if (place === undefined || readers.some((paths) => paths.reads(path))) return [];
    const named = Object.keys(workflow.variables ?? {}).filter((key) => key === path || key.startsWith(`${path}.`));
    const edits = [...places, ...named.map((key) => `/variables/${key}`)].map((one) => removed(one));
    const title = place.endsWith("/output") ? (["不保存结果", "Do not keep the result"] as const) : noVariable;
    return [{ ...diagnostic("info", "unused-output", place, { path }), fixes: [fix(title[0], title[1], [], edits)] }];
  });
}

const noVariable = ["不写这个变量", "Do not write the variable"] as const;

/** The decisions that a workflow asks, and those that they call. */
function decisionsOf(workflow: WorkflowDefinition, context: CheckContext): readonly Definition[] {
  const found = new Map<string, Definition>();
  const open = Object.values(workflow.nodes).flatMap((node) => (node.type === "decision" ? [node.decision] : []));
  for (const id of open) {
    const decision = found.has(id) ? undefined : context.definition?.("decision", id);
    if (decision?.kind !== "decision") continue;
    found.set(id, decision);
    open.push(...(decision.calls ?? []).map((call) => call.decision));
  }
  return [...found.values()];
}
