import type { Turn } from "./machine.ts";
import type { JoinedOrder } from "./state.ts";

interface Ended {
  readonly outcome: string;
  readonly cancelled: boolean;
}

/** Every order that joined hears how it ended. What it did stays its own to undo: it did so for all of them. */
export function tellJoined(turn: Turn, ending: Ended): void {
  for (const order of turn.state.joined ?? []) tell(turn, order, ending);
}

export function tell(turn: Turn, { parent, group }: JoinedOrder, { outcome, cancelled }: Ended): void {
  turn.effects.push({
    type: "workflow.ended",
    key: `${turn.state.instanceId}/ended/${parent.instanceId}/${String(parent.activation)}`,
    parent,
    childId: group,
    together: turn.state.joined?.length ?? 0,
    outcome,
    cancelled,
    output: turn.state.vars,
    ledger: [],
  });
}
