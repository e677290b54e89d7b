import type { CircuitBreakerPolicy } from "cockatiel";
import {
  BrokenCircuitError,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhenResult,
} from "cockatiel";
import type { CallAnswer } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";

/** So many faults one after the other, and the other side is left alone for a while. */
const FAULTS = 5;
const FIRST_REST_MS = 1000;
const LONGEST_REST_MS = 30_000;
/** How often somebody who waits looks whether the rest is over. */
const LOOK_MS = 500;

export interface CallGateParts {
  readonly clock: Clock;
  /** Told when the other side is left alone, and when it is well again. */
  readonly changed: (isResting: boolean) => void;
}

/**
 * A circuit breaker in front of one connector: a system that fails time after time is not called for a while, then by one call that tries it.
 * Who comes meanwhile waits as long as his attempt may take, and is told that his call was never made.
 */
export class CallGate {
  readonly #clock: Clock;
  readonly #breaker: CircuitBreakerPolicy;

  constructor({ clock, changed }: CallGateParts) {
    this.#clock = clock;
    this.#breaker = circuitBreaker(
      handleWhenResult((answered) => isFault((answered as { readonly answer: CallAnswer }).answer)),
      {
        breaker: new ConsecutiveBreaker(FAULTS),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: FIRST_REST_MS, maxDelay: LONGEST_REST_MS }),
      },
    );
    this.#breaker.onBreak(() => changed(true));
    this.#breaker.onReset(() => changed(false));
  }

  /** `call` is made at most once; undefined: it was not made within `limitMs`. */
  async pass<T extends { readonly answer: CallAnswer }>(
    limitMs: number,
    call: () => Promise<T>,
  ): Promise<T | undefined> {
    const until = this.#clock.now() + limitMs;
    for (;;) {
      try {
        return await this.#breaker.execute(call);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        const left = until - this.#clock.now();
        if (left <= 0) return undefined;
        await new Promise<void>((resolve) => void this.#clock.after(Math.min(left, LOOK_MS), resolve));
      }
    }
  }
}

/** Silence, and what the other side could not do; a refusal, or being told to come later, shows that it is there. */
function isFault(answer: CallAnswer): boolean {
  return (
    answer.kind === "timeout" || (answer.kind === "failed" && answer.retryable && answer.retryAfterMs === undefined)
  );
}
