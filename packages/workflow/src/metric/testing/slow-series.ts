import type { MetricLine } from "../metric-line.ts";
import type { MetricReading } from "../metric-series.ts";
import type { MetricShape } from "../metric-shape.ts";
import type { Contribution } from "../metric-window.ts";

const STILL_AFTER_MS = 100 * 60_000;

interface SlowEvent extends Contribution {
  readonly at: number;
}

/** A metric the slow, obviously right way: every event is kept, and every instant at which anything could change is looked at. */
export class SlowSeries {
  readonly moves: MetricLine[] = [];
  readonly #shape: MetricShape;
  readonly #events: SlowEvent[] = [];
  #state: MetricLine["state"] = "normal";
  #pastSince: number | undefined;
  #now: number;

  constructor(shape: MetricShape, now: number) {
    this.#shape = shape;
    this.#now = now;
  }

  settle(now: number): void {
    const { slotMs, lines } = this.#shape;
    // Longer than any window and any `for` of the test: then all is still.
    const until = Math.min(now, this.#now + STILL_AFTER_MS);
    for (;;) {
      const boundary = (Math.floor(this.#now / slotMs) + 1) * slotMs;
      const forMs = (this.#state === "normal" ? lines?.hold.forMs : lines?.release.forMs) ?? 0;
      const deadline = this.#pastSince === undefined ? Infinity : this.#pastSince + forMs;
      const isFresh = deadline > this.#now;
      const next = Math.min(boundary, isFresh ? deadline : Infinity);
      if (next > until) break;
      this.#now = next;
      this.#look();
    }
    this.#now = now;
  }

  count(at: number, what: Contribution): void {
    const time = Math.min(at, this.#now);
    if (time < this.#now - this.#shape.latenessMs) return;
    this.#events.push({ at: time, ...what });
    this.#look();
  }

  reading(): MetricReading {
    const { against, aggregate, windowSlots, slotMs } = this.#shape;
    const shown = (sum: number) => {
      if (aggregate === "sum") return sum / 10_000;
      return aggregate === "rate" ? sum / ((windowSlots * slotMs) / 60_000) : sum;
    };
    const baseline =
      against && this.#baselines(against.offsets).reduce((sum, one) => sum + one, 0) / against.offsets.length;
    return {
      state: this.#state,
      value: shown(this.#sum(0)),
      growth: this.#growth() ?? null,
      baseline: baseline === undefined ? null : shown(baseline),
    };
  }

  #look(): void {
    const { lines, against } = this.#shape;
    if (!lines) return;
    const isTooFew = against !== undefined && this.#inWindow(0).length < against.atLeast;
    const measure = against ? this.#growth() : this.reading().value;
    if (isTooFew || measure === undefined) {
      this.#pastSince = undefined;
      if (this.#state === "held") this.#move("normal");
      return;
    }
    const isPast = this.#state === "normal" ? measure > lines.hold.above : measure < lines.release.below;
    if (!isPast) {
      this.#pastSince = undefined;
      return;
    }
    this.#pastSince ??= this.#now;
    const forMs = this.#state === "normal" ? lines.hold.forMs : lines.release.forMs;
    if (this.#now >= this.#pastSince + forMs) this.#move(this.#state === "normal" ? "held" : "normal");
  }

  #move(state: MetricLine["state"]): void {
    this.#state = state;
    this.#pastSince = undefined;
    this.moves.push({ state, since: this.#now });
  }

  #growth(): number | undefined {
    const { against } = this.#shape;
    if (!against) return undefined;
    const baselines = this.#baselines(against.offsets).reduce((sum, one) => sum + one, 0);
    return ((this.#sum(0) * against.offsets.length - baselines) * 100) / baselines;
  }

  #baselines(offsets: readonly number[]): readonly number[] {
    const one = this.#shape.aggregate === "sum" ? 10_000 : 1;
    return offsets.map((offset) => this.#sum(offset) || one);
  }

  #sum(offset: number): number {
    const events = this.#inWindow(offset);
    switch (this.#shape.aggregate) {
      case "sum":
        return events.reduce((sum, { total = 0 }) => sum + total, 0);
      case "distinct":
        return new Set(events.map(({ seen }) => seen)).size;
      default:
        return events.length;
    }
  }

  #inWindow(offset: number): readonly SlowEvent[] {
    const { slotMs, windowSlots } = this.#shape;
    const last = Math.floor(this.#now / slotMs) - offset;
    return this.#events.filter(({ at }) => {
      const slot = Math.floor(at / slotMs);
      return slot <= last && slot > last - windowSlots;
    });
  }
}
