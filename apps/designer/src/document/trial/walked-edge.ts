import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { TrialStep } from "./trial-steps.ts";

/** Where each port of a node or of an event handler leads. */
export function portsOf(definition: WorkflowDefinition, id: string): Readonly<Record<string, string>> {
  const node = definition.nodes[id];
  if (node !== undefined) return "ports" in node ? (node.ports ?? {}) : {};
  return definition.on?.find((handler) => handler.id === id)?.ports ?? {};
}

/** The edge a token came by, by the port its origin says it left by where several lead to the same node. */
export function walkedEdge(
  definition: WorkflowDefinition,
  steps: readonly TrialStep[],
  step: TrialStep,
): { readonly node: string; readonly port: string } | undefined {
  const origin = steps.find(({ activation, instanceId }) => activation === step.from && instanceId === step.instanceId);
  if (!origin) return undefined;
  const leading = Object.entries(portsOf(definition, origin.nodeId)).flatMap(([port, to]) =>
    to === step.nodeId ? [port] : [],
  );
  const port = leading.find((one) => one === origin.port) ?? leading[0];
  return port === undefined ? undefined : { node: origin.nodeId, port };
}
