import { advance } from "./advance.ts";
import type { CompiledWorkflow } from "./machine.ts";
import type { InstanceMessage, Reads } from "./message.ts";
import type { InstanceState } from "./state.ts";

/** One turn of an instance as it is recorded: what came, when, and all that was read (S15, S26). */
export interface RecordedTurn {
  readonly message: InstanceMessage;
  /** UTC milliseconds. */
  readonly now: number;
  readonly reads: Reads;
}

/** The state that a history leads to; the same one on any machine and in any later release (H1). The first turn is `start`. */
export function replay(workflow: CompiledWorkflow, history: readonly RecordedTurn[]): InstanceState {
  let state: InstanceState | undefined;
  for (const { message, now, reads } of history) ({ state } = advance(workflow, state, message, { now, reads }));
  if (!state) throw new TypeError("A history has at least one turn");
  return state;
}
