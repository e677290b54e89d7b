import type { JsonObject } from "@orderloom/rule-dsl";
import { itemAround, itemKeys } from "./item-facts.ts";
import type { Turn } from "./machine.ts";
import type { LedgerEntry } from "./state.ts";
import { signal } from "./tokens.ts";
import { activationOf } from "./turn.ts";

export interface ChildEnded {
  readonly activation: number;
  readonly childId: string;
  readonly together?: number;
  readonly outcome: string;
  readonly cancelled: boolean;
  readonly output: JsonObject;
  readonly ledger?: readonly LedgerEntry[];
}

/** A child has ended: its token goes on, or, when it was told to stop and had finished all the same, what it did is undone (S8, S9). */
export function receiveChild(turn: Turn, ended: ChildEnded): void {
  const activation = activationOf(turn, ended.activation);
  if (activation?.wait.for === "child" && activation.wait.childId === ended.childId) {
    const item = itemAround(turn.state, activation);
    inherit(turn, ended, { nodeId: activation.nodeId, ...(item && { inItems: itemKeys(turn.state, item) }) });
    signal(turn, activation, { kind: "child", ...ended });
    return;
  }
  const stopping = turn.state.stopping.find((child) => child.childId === ended.childId);
  if (!stopping) return;
  turn.state.stopping = turn.state.stopping.filter((child) => child !== stopping);
  inherit(turn, ended, { nodeId: stopping.nodeId, late: true });
  turn.events.push({
    type: "subworkflow.ended",
    data: { nodeId: stopping.nodeId, activation: stopping.activation, child: ended.childId, outcome: ended.outcome },
  });
}

/** Takes over the child's completed calls, after all that was completed here before, under the node that ran it. */
function inherit(
  turn: Turn,
  { activation, ledger = [] }: ChildEnded,
  under: Pick<LedgerEntry, "nodeId" | "late" | "inItems">,
): void {
  const inOrder = [...ledger].sort((left, right) => (left.completed ?? 0) - (right.completed ?? 0));
  for (const entry of inOrder) {
    const completed = turn.state.nextCompleted;
    turn.state.nextCompleted = completed + 1;
    const taken: LedgerEntry = { ...entry, activation, completed, ...under };
    turn.state.ledger = [...turn.state.ledger, taken];
  }
}
