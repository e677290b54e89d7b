import type { Scope } from "./scope.ts";
import type { OpenNode } from "./store.ts";

/*
 * How orders walk through workflows: counters per day, which follow from the history (S27). They are written some time after it, with the mark
 * of how far they have come; what lies behind the mark is counted at start.
 */

/** An order that passed, and when (UTC milliseconds). */
export interface Passage {
  readonly orderId: string;
  readonly at: number;
}

export interface TrafficCount {
  readonly workflow: string;
  /** `20261111` in the business time zone. */
  readonly day: string;
  readonly node: string;
  /** The port by which it was left; empty: how often it was entered. */
  readonly port: string;
  readonly amount: number;
  /** The last few, oldest first. */
  readonly recent: readonly Passage[];
}

export interface TrafficStore {
  /** Adds to the counters and moves the mark, both or neither. Of `recent` the last `keep` stay. */
  addTraffic(scope: Scope, counts: readonly TrafficCount[], mark: number, keep: number): Promise<void>;
  /** Counters of a workflow from a day on. */
  traffic(scope: Scope, workflow: string, fromDay: string): Promise<readonly TrafficCount[]>;
  /** Cursor of the last row of the history that is counted. */
  trafficMark(scope: Scope): Promise<number>;
  /** How many instances of a workflow live. */
  countLive(scope: Scope, workflow: string): Promise<number>;
  /** Where the tokens of a workflow's live instances stand. */
  openNodes(scope: Scope, workflow: string): Promise<readonly OpenNode[]>;
}
