import type { Clock } from "../../ports/clock.ts";
import type { Logger } from "../../ports/logger.ts";
import type { Scope } from "../../ports/scope.ts";
import type { AggregateStore, Awaiting } from "../../ports/store.ts";
import type { AggregateCache } from "../aggregate-cache.ts";
import { faultOf } from "../fault.ts";
import type { InstanceReply } from "../instance-document.ts";
import type { TurnLoop } from "../turn-loop.ts";
import { systemActor } from "../turn-record.ts";
import type { QuotaBook } from "./quota-book.ts";
import { awaitedQuota, limitId } from "./quota-document.ts";

/** Waking many goes in slices (S12). */
const SLICE = 500;
/** How long those who were woken have to take before the next are. */
const PAUSE_MS = 1000;

export interface QuotaWakerParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly cache: AggregateCache;
  readonly book: QuotaBook;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Wakes who waits for a quota that has room again (S12): no more at once than there is room for, by deadline, then by age. It goes by what is on
 * disk, so one pass at the start makes up for what a death cut short, and each instance looks for itself in its own turn.
 */
export class QuotaWaker {
  readonly #parts: QuotaWakerParts;
  readonly #busy = new Set<string>();
  readonly #again = new Set<string>();
  #stopped = false;

  constructor(parts: QuotaWakerParts) {
    this.#parts = parts;
  }

  get underWay(): number {
    return this.#busy.size;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** The quota may have room. */
  note(quota: string): void {
    if (this.#stopped) return;
    if (this.#busy.has(quota)) {
      this.#again.add(quota);
      return;
    }
    this.#busy.add(quota);
    void this.#run(quota);
  }

  noteAll(): void {
    for (const quota of this.#parts.book.ids()) this.note(quota);
  }

  async #run(quota: string): Promise<void> {
    const { clock, logger } = this.#parts;
    let woken = 0;
    try {
      do {
        this.#again.delete(quota);
        woken = await this.#pass(quota);
      } while (this.#again.has(quota) && !this.#stopped);
    } catch (error) {
      if (!this.#stopped)
        logger.warn("waking those who wait for a quota will be tried again", { quota, error: faultOf(error) });
      woken = 1;
    }
    this.#busy.delete(quota);
    // Some of those who were woken may take nothing: then there is room for the next.
    if (woken > 0 && !this.#stopped) clock.after(PAUSE_MS, () => this.note(quota));
  }

  /** How many went on. */
  async #pass(quota: string): Promise<number> {
    const { store, scope } = this.#parts;
    let room = await this.#room(quota);
    let woken = 0;
    let after: Awaiting | undefined;
    while (room > 0 && !this.#stopped) {
      const slice = await store.awaiting(scope, awaitedQuota(quota), after, Math.min(room, SLICE));
      after = slice.at(-1);
      if (!after) break;
      const moved = await this.#wake(quota, slice);
      woken += moved;
      room -= moved;
    }
    return woken;
  }

  async #wake(quota: string, slice: readonly Awaiting[]): Promise<number> {
    const { loop, clock } = this.#parts;
    const message = { type: "event", event: "quota.changed", at: clock.now(), data: { quota } } as const;
    const replies = await Promise.all(
      slice.map(({ id }) => loop.tellInstance(id, { type: "message", message }, systemActor)),
    );
    return replies.filter((reply) => !stillWaits(reply, quota)).length;
  }

  /** What everybody's limits leave; one by key is somebody's own. */
  async #room(quota: string): Promise<number> {
    const { book, cache, clock } = this.#parts;
    const bound = book.inForce(quota, clock.now());
    if (!bound) return 0;
    const shared = bound.quota.limits.filter(({ isShared }) => isShared);
    const ids = shared.map(({ id }) => limitId({ quota, limit: id, key: [] }));
    await cache.bringQuotas(ids);
    const left = shared.map(({ amount }, index) => amount - (cache.quota(ids[index] ?? "")?.document.taken ?? 0));
    return Math.min(Infinity, ...left);
  }
}

function stillWaits({ document }: InstanceReply, quota: string): boolean {
  return (document?.state.activations ?? []).some(({ wait }) => wait.for === "quota" && wait.quota === quota);
}
