import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { CaseResult } from "@orderloom/workflow";
import { trialSteps } from "./trial-steps.ts";
import { walkedEdge } from "./walked-edge.ts";

/** In how many cases an order came by each node and port: what none of them covers is untested. Ports are named `node/port`. */
export interface Coverage {
  readonly nodes: ReadonlyMap<string, number>;
  readonly ports: ReadonlyMap<string, number>;
}

/** Of the workflow itself; what its children did is theirs. */
export function coverageOf(definition: WorkflowDefinition, results: readonly CaseResult[]): Coverage {
  const nodes = new Map<string, number>();
  const ports = new Map<string, number>();
  for (const { run } of results) {
    const own = trialSteps(run, () => ({})).filter(({ instanceId }) => instanceId === run.state.instanceId);
    count(
      nodes,
      own.map(({ nodeId }) => nodeId),
    );
    count(
      ports,
      own.flatMap((step) => {
        const edge = walkedEdge(definition, own, step);
        return edge === undefined ? [] : [`${edge.node}/${edge.port}`];
      }),
    );
  }
  return { nodes, ports };
}

function count(into: Map<string, number>, keys: readonly string[]): void {
  for (const key of new Set(keys)) into.set(key, (into.get(key) ?? 0) + 1);
}
