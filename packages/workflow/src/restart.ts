import { graphOf, opensRegion, reach, regionEntries, type WorkflowDefinition } from "@orderloom/rule-dsl";
import type { Turn } from "./machine.ts";
import type { InstanceMessage } from "./message.ts";
import { scrubText } from "./personal.ts";
import { refuse } from "./refusals.ts";
import { isUndoable } from "./settlement.ts";
import type { InstanceState, LedgerEntry } from "./state.ts";
import { addActivation, takeId } from "./turn.ts";
import { undoCalls } from "./undoing.ts";
import { withdrawAll } from "./withdraw.ts";

/*
 * Beginning again at a node of a running instance, with its variables as they are. What was done at that node and behind it is what may be done
 * again, so that is what is undone first, in reverse order of completion (S9).
 */

export interface RestartPlan {
  /** Nodes whose tokens are withdrawn. */
  readonly withdrawn: readonly string[];
  /** Calls that can be undone, the last one first. */
  readonly undone: readonly LedgerEntry[];
  /** Calls that were made at that node or behind it and that nothing is known to undo by: they may be made again. */
  readonly standing: readonly LedgerEntry[];
}

/** What beginning again there would take back and what not; undefined where it cannot begin. */
export function planRestart(
  definition: WorkflowDefinition,
  state: InstanceState,
  node: string,
): RestartPlan | undefined {
  if (!restartPoints(definition).includes(node)) return undefined;
  const behind = reach(graphOf(definition), [node]);
  const made = state.ledger.filter((entry) => behind.has(entry.nodeId) && entry.state === "completed" && !entry.late);
  return {
    withdrawn: state.activations
      .filter(({ settles, wait }) => !settles && wait.for !== "branches")
      .map(({ nodeId }) => nodeId),
    undone: made.filter(isUndoable).sort((left, right) => (right.completed ?? 0) - (left.completed ?? 0)),
    standing: made.filter((entry) => !isUndoable(entry)),
  };
}

/** Nodes of the main way that lie in no region and can be entered by a token that comes from nowhere. */
export function restartPoints(definition: WorkflowDefinition): readonly string[] {
  const graph = graphOf(definition);
  const inside = new Set(
    Object.entries(definition.nodes).flatMap(([id, node]) => {
      const join = Object.keys(definition.nodes).find((other) => isJoinOf(definition, other, id));
      return opensRegion(node) && join !== undefined ? [...reach(graph, regionEntries(node), join)] : [];
    }),
  );
  return [...reach(graph, graph.starts)].filter((id) => {
    const type = definition.nodes[id]?.type;
    return !inside.has(id) && type !== "join" && type !== "end" && type !== "raise";
  });
}

function isJoinOf({ nodes }: WorkflowDefinition, id: string, opener: string): boolean {
  const node = nodes[id];
  return node?.type === "join" && node.of === opener;
}

export function restartAt(
  turn: Turn,
  { node, compensate, actor, reason }: Extract<InstanceMessage, { type: "restart" }>,
): void {
  const plan = planRestart(turn.workflow.definition, turn.state, node);
  if (turn.state.phase !== "running") refuse(turn, "instance-undoing", { id: turn.state.instanceId });
  else if (!plan) refuse(turn, "restart-not-here", { node });
  else {
    const behind = reach(graphOf(turn.workflow.definition), [node]);
    withdrawAll(turn, reason);
    const effectKeys = compensate
      ? undoCalls(
          turn,
          turn.state.ledger.filter(({ nodeId }) => behind.has(nodeId)),
        )
      : [];
    turn.events.push({
      type: "instance.restarted",
      actor,
      data: {
        nodeId: node,
        withdrawn: [...plan.withdrawn],
        undone: effectKeys.length,
        reason: scrubText(turn, reason),
      },
    });
    if (effectKeys.length === 0) turn.ready.push({ nodeId: node });
    else
      addActivation(turn, { id: takeId(turn), nodeId: node, enteredAt: turn.now, wait: { for: "undo", effectKeys } });
  }
}
