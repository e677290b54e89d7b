import { type LedgerEntry, planRestart, restartPoints } from "@orderloom/workflow";
import type { InstanceRecord } from "./queries.ts";

export interface RestartView {
  /** Nodes where it could begin again. */
  readonly points: readonly string[];
  readonly withdrawn: readonly string[];
  readonly undone: readonly LedgerEntry[];
  readonly standing: readonly LedgerEntry[];
}

/** What beginning again at a node would take back and what not; undefined where it cannot begin. */
export function restartView({ state, definition }: InstanceRecord, node: string): RestartView | undefined {
  const plan = planRestart(definition, state, node);
  return plan && { ...plan, points: restartPoints(definition) };
}
