import type { Actor } from "@orderloom/rule-dsl";
import type { Turn } from "./machine.ts";
import { restartAt } from "./restart.ts";
import type { KeptEvent } from "./state.ts";

/*
 * Re-planning (S14): a decision that says so is taken anew when the world changes, as long as the order has not gone past a node of its author's
 * choice. What was done since is undone first.
 */

const world: Actor = { kind: "system", id: "system", name: "OrderLoom", groups: [] };

/** Told again of the same change it does nothing: what was decided since knows of it. */
export function receiveChange(turn: Turn, { type, at }: KeptEvent): void {
  const due = turn.state.planned?.find((planned) => planned.on === type && planned.at < at);
  if (!due) return;
  const others = turn.state.planned?.filter((planned) => planned !== due) ?? [];
  if (due.past) {
    turn.state.planned = [...others, { ...due, at }];
    turn.events.push({ type: "replan.skipped", data: { nodeId: due.node, event: type } });
    return;
  }
  turn.state.planned = others;
  restartAt(turn, { type: "restart", node: due.node, compensate: true, actor: world, reason: type });
}
