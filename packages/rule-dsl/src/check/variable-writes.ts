import type { WorkflowDefinition } from "../schema/workflow.ts";

/** Variable names below `vars`, and the places that write each, in the order of the nodes. */
export function writesOf(workflow: WorkflowDefinition): ReadonlyMap<string, readonly string[]> {
  const written = new Map<string, string[]>();
  const note = (path: string | undefined, place: string): void => {
    const name = path?.split(".")[1];
    if (name !== undefined) written.set(name, [...(written.get(name) ?? []), place]);
  };
  Object.entries(workflow.nodes).forEach(([id, node]) => {
    if ("output" in node) note(node.output, `/nodes/${id}/output`);
    if (node.type === "assign") for (const path of Object.keys(node.set)) note(path, `/nodes/${id}/set/${path}`);
  });
  (workflow.on ?? []).forEach((handler, index) => {
    note(handler.output, `/on/${String(index)}/output`);
  });
  return written;
}
