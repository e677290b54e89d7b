import { type LedgerEntry, planRestart, restartPoints } from "@orderloom/workflow";
import type { InstanceRecord } from "./queries.ts";

export interface RestartView {
  readonly node: string;
  /** Nodes where it could begin again. */
  readonly points: readonly string[];
  readonly withdrawn: readonly string[];
  readonly undone: readonly LedgerEntry[];
  readonly standing: readonly LedgerEntry[];
}

/** What beginning again at a node would take back and what not; undefined where it cannot begin. An empty name is the first where it can. */
export function restartView({ state, definition }: InstanceRecord, node: string): RestartView | undefined {
  const points = restartPoints(definition);
  const at = node === "" ? (points[0] ?? "") : node;
  const plan = planRestart(definition, state, at);
  return plan && { ...plan, node: at, points };
}
