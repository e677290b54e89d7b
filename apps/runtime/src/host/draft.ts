import type { AggregateWrite, Projection, WriteResult } from "../ports/store.ts";
import type { InstanceDocument, OutboxEntry } from "./instance-document.ts";
import type { Delivery } from "./order-document.ts";
import type { TurnPlace, TurnRecord } from "./turn-record.ts";

/** What a unit of a turn would write, and what is to be done when it is on disk. */
export interface Draft {
  /** `after` counts within these. */
  readonly writes: readonly AggregateWrite[];
  /** Tells the callers and gives what became durable; `again` when another writer was first and the unit must be run anew. */
  settle(results: readonly WriteResult[]): readonly Committed[] | "again";
  /** Nothing was written. */
  fail(error: unknown): void;
}

/** One aggregate's turn, on disk. */
export interface Committed {
  readonly place: TurnPlace;
  readonly turn: TurnRecord;
  readonly projection: Projection;
  /** Its place in the history; absent when it is not told. */
  readonly cursor?: number;
  /** An instance as it is now, and the stages it had passed before. */
  readonly instance?: {
    readonly document: InstanceDocument;
    readonly stagesBefore: InstanceDocument["state"]["stages"];
  };
  /** Effects and deliveries that this turn added. */
  readonly entries: readonly OutboxEntry[];
  readonly deliveries: readonly Delivery[];
}
