import type { Turn } from "./machine.ts";
import { settleAgain } from "./settlement.ts";
import { timerOf } from "./status.ts";
import type { Activation } from "./state.ts";
import { signal } from "./tokens.ts";
import { activationOf } from "./turn.ts";

/** Fires everything that is due, the earliest first; what an earlier timer withdrew does not fire. */
export function fireTimers(turn: Turn): void {
  const due = turn.state.activations
    .map((activation) => ({ id: activation.id, at: timerOf(activation.wait) ?? Infinity }))
    .filter(({ at }) => at <= turn.now)
    .sort((left, right) => left.at - right.at || left.id - right.id);
  for (const { id } of due) {
    const activation = activationOf(turn, id);
    if (activation) fire(turn, activation);
  }
}

function fire(turn: Turn, activation: Activation): void {
  if (activation.settles) {
    settleAgain(turn, activation);
    return;
  }
  signal(turn, activation, { kind: "timer" });
}
