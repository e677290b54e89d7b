import type { Scope } from "./scope.ts";

/** A place in the orders by when they were received, oldest first. */
export interface ArchivePlace {
  /** UTC milliseconds. */
  readonly receivedAt: number;
  readonly id: string;
}

export interface ArchiveSlice {
  /** Only orders that ended before this instant are moved, UTC milliseconds. */
  readonly endedBefore: number;
  /** The place to go on after. */
  readonly after?: ArchivePlace;
  /** How many orders are looked at. */
  readonly limit: number;
}

export interface ArchiveStore {
  /**
   * Moves orders that ended, with all that belongs to them, out of the way of the others. They are in no list, count or stream any more, and are
   * still found by their id, their channel's number and their instances; whoever writes one gets a conflict, and it is back among the others.
   * An order is moved whole, at once or after a restart. `next` is the place to go on after; absent at the end.
   */
  archiveOrders(scope: Scope, slice: ArchiveSlice): Promise<{ readonly moved: number; readonly next?: ArchivePlace }>;
}
