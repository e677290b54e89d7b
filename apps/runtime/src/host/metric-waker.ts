import type { InstanceMessage } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, Awaiting } from "../ports/store.ts";
import { faultOf } from "./fault.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

/** Waking many goes in slices (S12). */
const SLICE = 500;
const AGAIN_AFTER_MS = 1000;

export interface MetricWakerParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Tells those that wait for something many share that it is there, by deadline, then by age. One that was told waits no more, and is not found
 * again: whoever is interrupted may simply begin anew, and everybody is woken once.
 */
export class MetricWaker {
  readonly #parts: MetricWakerParts;
  #stopped = false;

  constructor(parts: MetricWakerParts) {
    this.#parts = parts;
  }

  /** `isStill`: asked before each slice; what is not so any more wakes nobody. */
  async wake(what: string, message: InstanceMessage, isStill: () => boolean): Promise<void> {
    const { clock, logger } = this.#parts;
    try {
      await this.#wakeAll(what, message, isStill);
    } catch (error) {
      if (this.#stopped) return;
      logger.warn("who waits will be woken again", { error: faultOf(error) });
      clock.after(AGAIN_AFTER_MS, () => void this.wake(what, message, isStill));
    }
  }

  async #wakeAll(what: string, message: InstanceMessage, isStill: () => boolean): Promise<void> {
    const { store, scope, loop } = this.#parts;
    let after: Awaiting | undefined;
    while (!this.#stopped && isStill()) {
      const slice = await store.awaiting(scope, what, after, SLICE);
      after = slice.at(-1);
      if (!after) return;
      await Promise.all(slice.map(({ id }) => loop.tellInstance(id, { type: "message", message }, systemActor)));
    }
  }

  stop(): void {
    this.#stopped = true;
  }
}
