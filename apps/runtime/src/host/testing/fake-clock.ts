import type { Clock } from "../../ports/clock.ts";

interface Alarm {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that moves only when it is told to. */
export class FakeClock implements Clock {
  #now: number;
  readonly #alarms = new Set<Alarm>();

  constructor(now: number) {
    this.#now = now;
  }
  now(): number {
    return this.#now;
  }
  after(delayMs: number, run: () => void): () => void {
    const alarm: Alarm = { at: this.#now + delayMs, run };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** Goes forward without waiting for anything; every alarm on the way rings. */
  jump(ms: number): void {
    this.#now += ms;
    for (const alarm of [...this.#alarms].sort((left, right) => left.at - right.at)) {
      if (alarm.at > this.#now) continue;
      this.#alarms.delete(alarm);
      alarm.run();
    }
  }

  /** Goes forward, alarm by alarm, and lets what each one set off come to rest. */
  async forward(ms: number, rest: () => Promise<void>): Promise<void> {
    const until = this.#now + ms;
    await rest();
    for (;;) {
      const due = [...this.#alarms].filter(({ at }) => at <= until).sort((left, right) => left.at - right.at)[0];
      if (!due) break;
      this.#alarms.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
      await rest();
    }
    this.#now = until;
    await rest();
  }
}
