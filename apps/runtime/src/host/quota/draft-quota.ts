import { type LimitAnswer, type LimitChange, type LimitMessage, reduceLimit } from "@orderloom/workflow";
import type { TakeRecord } from "../../ports/quota-store.ts";
import type { AggregateWrite } from "../../ports/store.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import type { Draft } from "../draft.ts";
import type { Unit } from "../letters.ts";
import {
  type LimitDocument,
  type LimitHead,
  type LoadedLimit,
  projectLimit,
  type QuotaMail,
  type Taker,
} from "./quota-document.ts";

export interface QuotaTools {
  readonly cache: AggregateCache;
  /** By limit and id: the takes that the mail of this turn names, as they are on disk. */
  readonly takes: ReadonlyMap<string, ReadonlyMap<string, TakeRecord>>;
}

type QuotaUnit = Extract<Unit, { kind: "quota" }>;

/** A turn of one limit: all that waits for it is counted, then written once. */
export function draftQuota({ id, letters }: QuotaUnit, now: number, { cache, takes }: QuotaTools): Draft {
  const loaded = cache.quota(id);
  const limit = new LimitTurn(loaded, takes.get(id) ?? new Map(), now);
  const answers = letters.map(({ mail }) => limit.take(mail));
  const changed = limit.written(id);
  const write = changed && writeOf(loaded, changed);
  return {
    writes: write ? [write] : [],
    settle(results) {
      if (write && results[0]?.kind !== "done") return "again";
      if (write) cache.putQuota({ revision: write.revision, document: changed });
      letters.forEach((letter, index) => letter.resolve({ answer: answers[index] ?? { kind: "unknown" } }));
      return [];
    },
    fail: (error) => letters.forEach((letter) => letter.reject(error)),
  };
}

/** The count and the takes while the mail of one turn is gone through. */
class LimitTurn {
  readonly #now: number;
  readonly #known: ReadonlyMap<string, TakeRecord>;
  readonly #touched = new Map<string, TakeRecord>();
  #head: LimitHead | undefined;
  #taken: number;

  constructor(loaded: LoadedLimit | undefined, known: ReadonlyMap<string, TakeRecord>, now: number) {
    this.#now = now;
    this.#known = known;
    this.#head = loaded?.document;
    this.#taken = loaded?.document.taken ?? 0;
  }

  take(mail: QuotaMail): LimitAnswer {
    switch (mail.type) {
      case "take": {
        const { of, taker, id, amount, allowed: limit } = mail;
        this.#head ??= of;
        return this.#reduce({ type: "take", id, amount, limit }, taker);
      }
      case "settle":
        for (const id of mail.ids) this.#reduce({ type: "settle", id });
        return { kind: "done" };
      case "withdraw":
      case "give-back":
        return this.#reduce(mail);
    }
  }

  #reduce(message: LimitMessage, taker?: Taker): LimitAnswer {
    const known = this.#touched.get(message.id) ?? this.#known.get(message.id);
    const { taken, take, answer }: LimitChange = reduceLimit(this.#taken, known, message, this.#now);
    const by = taker ?? known;
    this.#taken = taken;
    if (take && by && this.#head) {
      const { instanceId, orderId, version } = by;
      const { quota, limit } = this.#head;
      this.#touched.set(take.id, {
        ...take,
        quota,
        limit,
        instanceId,
        ...(orderId !== undefined && { orderId }),
        version,
      });
    }
    return answer;
  }

  /** Undefined when nothing changed. */
  written(id: string): LimitDocument | undefined {
    if (!this.#head || this.#touched.size === 0) return undefined;
    const { quota, limit, key } = this.#head;
    return { id, quota, limit, key, taken: this.#taken, touched: [...this.#touched.values()], at: this.#now };
  }
}

function writeOf(loaded: LoadedLimit | undefined, document: LimitDocument): AggregateWrite {
  const expectedRevision = loaded?.revision ?? 0;
  return {
    kind: "quota",
    id: document.id,
    expectedRevision,
    revision: expectedRevision + 1,
    document: JSON.stringify(document),
    turn: NO_TURN,
    projection: projectLimit(document),
  };
}

/** What the last write did is in the document. */
const NO_TURN = JSON.stringify({ firstSeq: 1, steps: [] });
