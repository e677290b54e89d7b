import type { BothLanguages, NodeType, WorkflowDefinition, WorkflowNode } from "@orderloom/rule-dsl";
import { opensRegion, reach, graphOf, regionEntries } from "@orderloom/rule-dsl";
import type { Advance } from "./effect.ts";
import type { InstanceMessage } from "./message.ts";
import type { Activation, InstanceState } from "./state.ts";

/*
 * Moving a running instance to another version of its workflow (H6: only explicitly, and written down). The state stays as it is but for the names
 * of nodes, so every place that the state names must mean the same there: the same kind of node, in the regions of the same names.
 */

export interface MigrationProblem {
  readonly node: string;
  readonly why: BothLanguages;
}
export interface MigrationPlan {
  /** Node by node, what it is called in the other version. */
  readonly nodes: Readonly<Record<string, string>>;
  readonly problems: readonly MigrationProblem[];
}

export interface Versions {
  readonly from: WorkflowDefinition;
  readonly to: WorkflowDefinition;
  /** Nodes that go by another name there. */
  readonly mapping: Readonly<Record<string, string>>;
}

export function planMigration(state: InstanceState, { from, to, mapping }: Versions): MigrationPlan {
  const nodes: Record<string, string> = {};
  const problems: MigrationProblem[] = [];
  const named = namedBy(state);
  for (const node of named) nodes[node] = mapping[node] ?? node;
  const standing = new Set(state.activations.map(({ nodeId }) => nodeId));
  for (const node of named) {
    const why = whyNot(state, node, { from, to, mapping });
    // What has happened at a node that is gone stays written under its old name.
    if (why && (standing.has(node) || isOwed(state, node))) problems.push({ node, why });
  }
  return { nodes, problems };
}

function namedBy(state: InstanceState): readonly string[] {
  return [
    ...new Set([
      ...state.activations.flatMap(({ nodeId, fromNode }) => (fromNode === undefined ? [nodeId] : [nodeId, fromNode])),
      ...state.regions.map(({ nodeId }) => nodeId),
      ...state.ledger.map(({ nodeId }) => nodeId),
      ...state.closedTasks.map(({ nodeId }) => nodeId),
      ...state.stopping.map(({ nodeId }) => nodeId),
      ...Object.keys(state.visits),
    ]),
  ];
}

/** A call whose fate is open is looked up by its node. */
function isOwed({ ledger }: InstanceState, node: string): boolean {
  return ledger.some(
    ({ nodeId, state, compensationMissing }) =>
      nodeId === node && (state === "requested" || state === "unknown" || compensationMissing === true),
  );
}

const GONE = { "zh-CN": "那一版没有这个节点", en: "that version has no such node" };
const OTHER_KIND = { "zh-CN": "那里是另一种节点", en: "it is another kind of node there" };
const OTHER_CALL = { "zh-CN": "那里打的是另一个动作", en: "it calls another action there" };
const OTHER_ANSWERS = { "zh-CN": "那里少了可选的结果", en: "an outcome is missing there" };
const OTHER_WAIT = { "zh-CN": "那里等的是别的", en: "it waits for something else there" };
const OTHER_DECISION = { "zh-CN": "那里用的是另一个决策", en: "it decides by another decision there" };
const OTHER_REGION = { "zh-CN": "那里不在同样的并行或逐项里", en: "it lies in other parallels or loops there" };

function whyNot(state: InstanceState, node: string, { from, to, mapping }: Versions): BothLanguages | undefined {
  const before = from.nodes[node];
  const name = mapping[node] ?? node;
  const after = to.nodes[name];
  if (!after || !before) return GONE;
  if (after.type !== before.type) return OTHER_KIND;
  const around = regionsAround(from, node).map((region) => mapping[region] ?? region);
  if (around.join() !== regionsAround(to, name).join()) return OTHER_REGION;
  const here = state.activations.filter(({ nodeId }) => nodeId === node);
  return differs(before, after, here);
}

function differs(before: WorkflowNode, after: WorkflowNode, here: readonly Activation[]): BothLanguages | undefined {
  if (before.type === "action" && after.type === "action") {
    const { connector, name } = before.action;
    return after.action.connector === connector && after.action.name === name ? undefined : OTHER_CALL;
  }
  if (before.type === "task" && after.type === "task") {
    const offered = new Set(after.outcomes.map(({ id }) => id));
    return before.outcomes.every(({ id }) => offered.has(id)) ? undefined : OTHER_ANSWERS;
  }
  if (before.type === "parallel" && after.type === "parallel")
    return idsOf(before.branches) === idsOf(after.branches) ? undefined : OTHER_ANSWERS;
  if (before.type === "wait" && after.type === "wait" && here.length > 0)
    return waitsFor(before) === waitsFor(after) ? undefined : OTHER_WAIT;
  if (before.type === "decision" && after.type === "decision")
    return before.decision === after.decision ? undefined : OTHER_DECISION;
  return undefined;
}

const idsOf = (items: readonly { readonly id: string }[]): string => items.map(({ id }) => id).join();

/** A length or an instant was worked out on entry and stands; an event, a metric or a quota must be the same. */
function waitsFor({ until }: Extract<WorkflowNode, { type: "wait" }>): string {
  if (until === undefined || "instant" in until) return "time";
  return "event" in until
    ? `event ${until.event}`
    : "metric" in until
      ? `metric ${until.metric}`
      : `quota ${until.quota}`;
}

/** Parallels and loops that a node lies in, the outermost first. */
function regionsAround(workflow: WorkflowDefinition, node: string): readonly string[] {
  const graph = graphOf(workflow);
  return Object.entries(workflow.nodes)
    .flatMap(([id, opener]) => {
      const join = Object.entries(workflow.nodes).find(([, one]) => one.type === "join" && one.of === id)?.[0];
      const inside = opensRegion(opener) ? reach(graph, regionEntries(opener), join) : new Set<string>();
      return inside.has(node) && !STOPS.has(workflow.nodes[node]?.type) ? [{ id, size: inside.size }] : [];
    })
    .sort((left, right) => right.size - left.size)
    .map(({ id }) => id);
}
const STOPS: ReadonlySet<NodeType | undefined> = new Set<NodeType>(["end", "raise"]);

type Migrate = Extract<InstanceMessage, { type: "migrate" }>;

/** The state under the other version's names. Nothing is run: the next message is taken by that version. */
export function migrated(
  state: InstanceState,
  { version, catalogueRevision, nodes, actor, reason }: Migrate,
  at: number,
): Advance {
  const named = (node: string): string => nodes[node] ?? node;
  const place = <T extends { readonly nodeId: string }>(one: T): T => ({ ...one, nodeId: named(one.nodeId) });
  const moved: InstanceState = {
    ...state,
    now: Math.max(state.now, at),
    version,
    catalogueRevision,
    activations: state.activations.map((one) =>
      one.fromNode === undefined ? place(one) : { ...place(one), fromNode: named(one.fromNode) },
    ),
    regions: state.regions.map(place),
    ledger: state.ledger.map(place),
    closedTasks: state.closedTasks.map(place),
    stopping: state.stopping.map(place),
    visits: Object.fromEntries(Object.entries(state.visits).map(([node, count]) => [named(node), count])),
  };
  const renamed = Object.fromEntries(Object.entries(nodes).filter(([before, after]) => before !== after));
  const said = reason !== undefined && { reason };
  const data = { from: state.version, to: version, nodes: renamed, ...said };
  return { state: moved, effects: [], events: [{ type: "instance.migrated", actor, data }], visited: [] };
}
