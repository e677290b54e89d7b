import { createHash } from "node:crypto";
import type { JsonValue } from "@orderloom/rule-dsl";
import type { LimitAnswer, Take } from "@orderloom/workflow";
import type { TakeRecord } from "../../ports/quota-store.ts";
import type { Projection } from "../../ports/store.ts";

/*
 * The quota aggregate (S22, S27): one limit of a quota under one key. It stays small whatever its limit: the document holds the count and what its
 * last write touched, each take is a row of its own. It needs no outbox, for whoever tells it something waits for the answer in an outbox of
 * their own.
 */

/** Which limit of which quota, and whose. */
export interface LimitHead {
  readonly quota: string;
  readonly limit: string;
  /** Empty: everybody's. */
  readonly key: readonly JsonValue[];
}

export interface LimitDocument extends LimitHead {
  readonly id: string;
  /** How much is out. */
  readonly taken: number;
  /** As they are after the last write, which touched them. */
  readonly touched: readonly TakeRecord[];
  /** UTC milliseconds of the last write. */
  readonly at: number;
}

export interface LoadedLimit {
  readonly revision: number;
  readonly document: LimitDocument;
}

/** Who takes, and by which version of the definition (S23). */
export type Taker = Pick<TakeRecord, "instanceId" | "orderId" | "version">;

export type QuotaMail =
  | {
      readonly type: "take";
      readonly of: LimitHead;
      readonly id: Take["id"];
      readonly amount: number;
      /** How much may be out. */
      readonly allowed: number;
      readonly taker: Taker;
    }
  | { readonly type: "settle"; readonly ids: readonly Take["id"][] }
  | { readonly type: "withdraw" | "give-back"; readonly id: Take["id"] };

export interface QuotaReply {
  readonly answer: LimitAnswer;
}

/** Keys may be long and personal, and ids are neither: a key is named by its digest. */
export function limitId({ quota, limit, key }: LimitHead): string {
  if (key.length === 0) return `${quota}/${limit}`;
  const digest = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 32);
  return `${quota}/${limit}/${digest}`;
}

/** What an instance that waits for a quota is found by. */
export function awaitedQuota(id: string): string {
  return `quota/${id}`;
}

/** All that follows from a limit. Its turns are not told: what a take meant is in the timeline of the order that took. */
export function projectLimit({ quota, limit, taken, touched, at }: LimitDocument): Projection {
  return {
    index: { live: true, pending: false, counted: { quota, limit, taken } },
    at,
    told: false,
    takes: touched,
  };
}
