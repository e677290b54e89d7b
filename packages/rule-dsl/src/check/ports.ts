import type { LocalizedText } from "../schema/common.ts";
import type { ActionManifest } from "../schema/connector.ts";
import type { QuotaDefinition } from "../schema/quota.ts";
import type { NodeOf, NodeType, WorkflowDefinition, WorkflowNode } from "../schema/workflow.ts";

/** A way out of a node. The canvas offers these, the interpreter takes them, `check` asks for them. */
export interface Port {
  readonly id: string;
  /** Authored, where the port is named by a case, an outcome, a branch or a remedy. */
  readonly name?: LocalizedText;
  /** `must`: an error when it leads nowhere; `should`: a warning, an incident waits for a person should it happen. */
  readonly need: "must" | "should" | "may";
}

const next: readonly Port[] = [{ id: "next", need: "must" }];
const done: Port = { id: "done", need: "must" };
const error: Port = { id: "error", need: "should" };
const timeout: Port = { id: "timeout", need: "should" };

/** What a node refers to, as far as it is known: the action of an action node, the workflow of a subworkflow node. */
export interface PortSources {
  readonly action?: ActionManifest | undefined;
  readonly child?: WorkflowDefinition | undefined;
  /** What a node that takes from a quota takes from: its limits are the outcomes (S22). */
  readonly quota?: QuotaDefinition | undefined;
}

/** The connector that the host itself is: it keeps the counts of quotas (S22). */
export const QUOTA_CONNECTOR = "quota";

/** The quota that a node takes from or gives back to, where it is written out. */
export function quotaOf({ action, input = {} }: Pick<NodeOf<"action">, "action" | "input">): string | undefined {
  const { quota } = input;
  return action.connector === QUOTA_CONNECTOR && typeof quota === "string" && !quota.startsWith("=")
    ? quota
    : undefined;
}

type PortsOf = { readonly [T in NodeType]: (node: NodeOf<T>, known: PortSources) => readonly Port[] };

const named = (choices: readonly { readonly id: string; readonly name?: LocalizedText }[]): readonly Port[] =>
  choices.map(({ id, name }) => ({ id, need: "must", ...(name === undefined ? {} : { name }) }));

const byType: PortsOf = {
  start: () => next,
  end: () => [],
  decision: () => [done, { id: "error", need: "may" }],
  switch: (node) => [...named(node.cases), { id: "otherwise", need: "must" }],
  assign: () => next,
  amend: () => [...next, error],
  action: (node, { action, quota }) => [
    done,
    ...(quota && node.action.name === "take" ? limitsOf(quota) : (action?.outcomes ?? [])).map(
      ({ id, name }): Port => ({ id, need: "should", ...(name && { name }) }),
    ),
    error,
    timeout,
  ],
  task: (node) => [...named(node.outcomes), ...(node.due?.timeout === undefined ? [] : [timeout])],
  wait: (node) => [done, ...(node.timeout === undefined ? [] : [timeout])],
  parallel: (node) => named(node.branches),
  join: () => [done],
  foreach: (node) => [{ id: "each", need: "must" }, ...(node.onFault === "stop" ? [error] : [])],
  subworkflow: (node, { child }) => [
    done,
    error,
    ...(node.timeout === undefined ? [] : [timeout]),
    ...outcomesOf(child).map((id): Port => ({ id, need: "may" })),
  ],
  emit: () => next,
  raise: (node) => named(node.remedies ?? []),
};

const limitsOf = ({ allow }: QuotaDefinition): readonly { readonly id: string; readonly name?: LocalizedText }[] =>
  allow;

/** How a workflow can end other than by the usual way on; a subworkflow node may lead on by each. */
function outcomesOf(child: WorkflowDefinition | undefined): readonly string[] {
  const outcomes = Object.values(child?.nodes ?? {}).flatMap((node) => (node.type === "end" ? [node.outcome] : []));
  return [...new Set(outcomes)].filter((id) => !["done", "error", "timeout"].includes(id));
}

/** The ports a node has, the first one the usual way on. */
export function portsOf(node: WorkflowNode, known: PortSources = {}): readonly Port[] {
  // The registry is keyed by the node's own type, so the function takes just this node.
  const ports = byType[node.type] as (node: WorkflowNode, known: PortSources) => readonly Port[];
  return ports(node, known);
}
