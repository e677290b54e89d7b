import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { portsIn } from "./edited-document.ts";

/** Nodes that can be reached from some, those included, without going through others. */
export function graphReach(
  { nodes }: WorkflowDefinition,
  from: Iterable<string>,
  without: readonly string[] = [],
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes[id];
    if (node === undefined || found.has(id) || without.includes(id)) continue;
    found.add(id);
    open.push(...Object.values(portsIn(node)));
  }
  return found;
}
