import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import type { TaskEvidence } from "@orderloom/api-contract";
import type { Traffic } from "../../host/traffic-queries.ts";
import type { TaskRecord } from "../../ports/records.ts";
import { both, nodeName } from "./wording.ts";

/** As far ahead as one looks. */
const MOST_STEPS = 4;

/**
 * The steps after each outcome. Where the way forks it follows where most orders went lately, else the way of things going well; what only
 * settles which way to go is no step of its own.
 */
export function waysOf(
  definition: WorkflowDefinition,
  task: TaskRecord,
  traffic: Traffic["nodes"],
): TaskEvidence["ways"] {
  const node = definition.nodes[task.nodeId];
  if (node?.type !== "task") return [];
  return node.outcomes.map(({ id, name }) => ({
    outcome: id,
    name: both(name, id),
    steps: stepsFrom(definition, node.ports[id], traffic).map((step) => nodeName(definition, step)),
  }));
}

function stepsFrom(definition: WorkflowDefinition, from: string | undefined, traffic: Traffic["nodes"]): string[] {
  const steps: string[] = [];
  const seen = new Set<string>();
  let at = from;
  while (at !== undefined && !seen.has(at) && steps.length < MOST_STEPS) {
    seen.add(at);
    const node = definition.nodes[at];
    if (node === undefined) break;
    if (node.type !== "switch" && node.type !== "assign") steps.push(at);
    if (node.type === "wait") break;
    at = "ports" in node ? usualPort(node.ports, traffic[at]?.ports ?? {}) : undefined;
  }
  return steps;
}

const goingWell = ["done", "next", "otherwise"];

function usualPort(
  ports: Readonly<Record<string, string | undefined>>,
  taken: Readonly<Record<string, number>>,
): string | undefined {
  const [most] = Object.entries(taken)
    .filter(([port]) => ports[port] !== undefined)
    .sort(([, one], [, other]) => other - one);
  const port = most?.[0] ?? goingWell.find((each) => ports[each] !== undefined);
  return port === undefined ? undefined : ports[port];
}
