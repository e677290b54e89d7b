import TinyQueue from "tinyqueue";
import type { Clock } from "../ports/clock.ts";
import type { ConnectorLimits } from "../ports/connector-runner.ts";
import { unpromisedDue } from "./promise-desk.ts";

const SECOND_MS = 1000;

interface Waiting {
  readonly dueBy: number;
  /** Of two due at once the one that came first. */
  readonly number: number;
  readonly enter: () => void;
}

/**
 * The way to one connector: no more calls at once and a second than its manifest allows. Whose due instant comes first is served first; it is an
 * instant that never changes, so that nobody waits for ever.
 */
export class CallLane {
  readonly #clock: Clock;
  readonly #limits: () => ConnectorLimits;
  readonly #queue = new TinyQueue<Waiting>([], (one, other) => one.dueBy - other.dueBy || one.number - other.number);
  #came = 0;
  #open = 0;
  /** Starts that may be made now; refilled evenly, a second's worth at most. */
  #allowance: number;
  #refilledAt: number;
  #wake: (() => void) | undefined;

  /** `limits`: as they are at the moment; they may be changed while calls wait. */
  constructor(clock: Clock, limits: () => ConnectorLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.#allowance = burstOf(limits());
    this.#refilledAt = clock.now();
  }

  /** Resolves when a call may start; what it gives back ends the call's turn. */
  enter(dueBy = unpromisedDue(this.#clock.now())): Promise<() => void> {
    return new Promise((resolve) => {
      this.#came += 1;
      this.#queue.push({ dueBy, number: this.#came, enter: () => resolve(this.#leaveOnce()) });
      this.#admit();
    });
  }

  /** Calls that wait for their turn. */
  get queued(): number {
    return this.#queue.length;
  }

  #leaveOnce(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#open -= 1;
      this.#admit();
    };
  }

  #admit(): void {
    const limits = this.#limits();
    const { concurrent = Number.POSITIVE_INFINITY, perSecond } = limits;
    this.#refill(limits);
    while (this.#queue.length > 0 && this.#open < concurrent && this.#allowance >= 1) {
      this.#open += 1;
      if (perSecond !== undefined) this.#allowance -= 1;
      this.#queue.pop()?.enter();
    }
    const isPaced = perSecond !== undefined && this.#queue.length > 0 && this.#open < concurrent;
    if (isPaced && !this.#wake)
      this.#wake = this.#clock.after((1 - this.#allowance) * (SECOND_MS / perSecond), () => this.#woken());
  }

  #woken(): void {
    this.#wake = undefined;
    this.#admit();
  }

  #refill(limits: ConnectorLimits): void {
    const { perSecond } = limits;
    if (perSecond === undefined) {
      this.#allowance = Number.POSITIVE_INFINITY;
      return;
    }
    const now = this.#clock.now();
    const gained = (Math.max(0, now - this.#refilledAt) / SECOND_MS) * perSecond;
    this.#allowance = Math.min(burstOf(limits), this.#allowance + gained);
    this.#refilledAt = now;
  }
}

function burstOf({ perSecond }: ConnectorLimits): number {
  return perSecond === undefined ? Number.POSITIVE_INFINITY : Math.max(1, perSecond);
}
