import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore } from "../ports/store.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

/** Waking many goes in slices (S12). */
const SLICE = 500;
/** After a failure, and when the same instances stay due. */
const PAUSE_MS = 1000;
/** setTimeout takes no more than a signed 32-bit number; the wake-up is then set again. */
const LONGEST_MS = 0x7fffffff;

const fire = { type: "message", message: { type: "timer.fired" } } as const;

export interface TimerParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Wakes instances when they are due. When each is due is written beside its document, so a restart takes up where it was. */
export class Timers {
  readonly #parts: TimerParts;
  #wakeAt = Number.POSITIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #firing = false;
  #stopped = false;

  constructor(parts: TimerParts) {
    this.#parts = parts;
  }

  /** Something is due at this instant, UTC milliseconds. */
  note(at: number): void {
    if (this.#stopped || at >= this.#wakeAt) return;
    this.#wakeAt = at;
    if (!this.#firing) this.#set();
  }

  get isFiring(): boolean {
    return this.#firing;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #set(): void {
    this.#cancel?.();
    if (this.#stopped || this.#wakeAt === Number.POSITIVE_INFINITY) return;
    const delay = Math.min(Math.max(0, this.#wakeAt - this.#parts.clock.now()), LONGEST_MS);
    this.#cancel = this.#parts.clock.after(delay, () => void this.#fire());
  }

  async #fire(): Promise<void> {
    const { clock, logger } = this.#parts;
    this.#firing = true;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    try {
      await this.#fireAll();
    } catch (error) {
      logger.warn("timers will be tried again", { error: error instanceof Error ? error.name : "unknown" });
      this.note(clock.now() + PAUSE_MS);
    }
    this.#firing = false;
    this.#set();
  }

  async #fireAll(): Promise<void> {
    const { store, scope, clock, loop, logger } = this.#parts;
    let before = new Set<string>();
    for (;;) {
      if (this.#stopped) return;
      const { ids, next } = await store.dueTimers(scope, clock.now(), SLICE);
      if (next !== undefined) this.note(next);
      if (ids.length === 0) return;
      if (ids.every((id) => before.has(id))) {
        logger.warn("timers fired and stay due", { instances: ids.length });
        this.note(clock.now() + PAUSE_MS);
        return;
      }
      const fired = await Promise.allSettled(ids.map((id) => loop.tellInstance(id, fire, systemActor)));
      // One that cannot be read holds nobody up; when none could be, the store is at fault.
      const [first] = fired;
      if (first?.status === "rejected" && fired.every(({ status }) => status === "rejected")) throw first.reason;
      before = new Set(ids);
    }
  }
}
