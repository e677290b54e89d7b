import type { Take } from "@orderloom/workflow";
import type { Scope } from "./scope.ts";

/*
 * The takes of quotas, as rows beside the counts they make up (S22, S27): a limit of two million keeps one small document. They are a projection:
 * a limit's document names those that its last write touched, so `repair` can bring them level.
 */

export interface TakeRecord extends Take {
  readonly quota: string;
  readonly limit: string;
  readonly instanceId: string;
  readonly orderId?: string;
  /** Of the quota's definition, as it was used (S23). */
  readonly version: number;
}

/** A take, and the aggregate that counts it. */
export interface FoundTake extends TakeRecord {
  readonly aggregateId: string;
}

/** Which takes: those of one call, or those of an order or of an instance without one. */
export type TakeQuery =
  | { readonly id: string }
  | { readonly quota: string; readonly orderId: string }
  | { readonly quota: string; readonly instanceId: string };

export interface CountedKey {
  readonly aggregateId: string;
  readonly taken: number;
  readonly document: string;
}

export interface QuotaStore {
  /** Of these takes those that an aggregate knows. */
  takesIn(scope: Scope, aggregateId: string, ids: readonly string[]): Promise<readonly TakeRecord[]>;
  takes(scope: Scope, query: TakeQuery): Promise<readonly FoundTake[]>;
  /** Those whose answer their instance may not have yet, by aggregate and id. */
  openTakes(
    scope: Scope,
    after: Pick<FoundTake, "aggregateId" | "id"> | undefined,
    limit: number,
  ): Promise<readonly FoundTake[]>;
  /** What was taken from a limit last, newest first; withdrawn ones are left out. */
  recentTakes(scope: Scope, quota: string, limit: string, most: number): Promise<readonly FoundTake[]>;
  /** Keys of a limit by how much is out, the most first. */
  countedKeys(scope: Scope, quota: string, limit: string, most: number): Promise<readonly CountedKey[]>;
  /** How many keys of a limit have something out, and how much in all. */
  countedSum(scope: Scope, quota: string, limit: string): Promise<{ readonly keys: number; readonly taken: number }>;
}
