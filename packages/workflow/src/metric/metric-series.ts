import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { FIRST_LINE, type MetricLine, movedLine, turnsAt } from "./metric-line.ts";
import type { MetricShape } from "./metric-shape.ts";
import { type Contribution, type MetricBucket, MetricWindow, UNIT } from "./metric-window.ts";

const MINUTE_MS = 60_000;

/** What a rule reads as `metrics.<id>`, and people on the page. */
export interface MetricReading {
  readonly state: MetricLine["state"];
  readonly value: number;
  /** Percent over the baseline; null where the metric is compared with nothing. */
  readonly growth: number | null;
  readonly baseline: number | null;
}

/**
 * One key of a metric (S21, S43): counts, and moves its line. Deterministic: time is an argument, and the same events at the same instants give
 * the same line, however often it is looked at in between.
 */
export class MetricSeries {
  #shape: MetricShape;
  #window: MetricWindow;
  #line: MetricLine;
  /** UTC milliseconds up to which it is settled; it never goes back. */
  #at: number;

  constructor(shape: MetricShape, at: number, line: MetricLine = FIRST_LINE) {
    this.#shape = shape;
    this.#window = new MetricWindow(shape, slotAt(shape, at));
    this.#at = at;
    this.#line = line;
  }

  get line(): MetricLine {
    return this.#line;
  }
  get at(): number {
    return this.#at;
  }
  /** Nothing is counted, and nothing is held: it may be forgotten. */
  get isIdle(): boolean {
    return this.#window.isEmpty && this.#line.state === "normal" && this.#line.turning === undefined;
  }

  /** Lets time pass: gives every move of the line. */
  settle(now: number): readonly MetricLine[] {
    const moves: MetricLine[] = [];
    for (let next = this.nextAt(); next !== undefined && next <= now; next = this.nextAt()) {
      this.#goTo(next);
      this.#look(moves);
    }
    this.#goTo(now);
    return moves;
  }

  /** The slot an event at `at` falls into; undefined when it is too late to count. Call `settle` first. */
  slotOf(at: number): number | undefined {
    const time = Math.min(at, this.#at);
    return time < this.#at - this.#shape.latenessMs ? undefined : slotAt(this.#shape, time);
  }

  /** Counts one event of a slot that `slotOf` gave; the line's move, if it made one. */
  count(slot: number, what: Contribution): MetricLine | undefined {
    this.#window.add(slot, what);
    const moves: MetricLine[] = [];
    this.#look(moves);
    return moves[0];
  }

  /** Counts for now; what comes back takes it out again, before time passes. */
  tryCount(slot: number, what: Contribution): () => void {
    const line = this.#line;
    const wasNew = this.#window.add(slot, what);
    this.#look([]);
    return () => {
      this.#window.undo(slot, what, wasNew);
      this.#line = line;
    };
  }

  /** When it will have something to do by itself; UTC milliseconds. */
  nextAt(): number | undefined {
    const { lines, slotMs } = this.#shape;
    if (!lines) return undefined;
    const turns = turnsAt(this.#line, lines);
    // With nothing in the window the measure stays what it is.
    if (this.#window.amount === 0) return turns;
    return Math.min(turns ?? Infinity, (this.#window.slot + 1) * slotMs);
  }

  reading(): MetricReading {
    const { against } = this.#shape;
    const compared = against && this.#window.baseline / against.offsets.length;
    return {
      state: this.#line.state,
      value: this.#shown(this.#window.sum),
      growth: this.#growth() ?? null,
      baseline: compared === undefined ? null : this.#shown(compared),
    };
  }

  /** What fell into each of the last slots, oldest first, the one that is filling last. */
  recent(slots: number): readonly number[] {
    return Array.from({ length: slots }, (_, index) => {
      const bucket = this.#window.bucket(this.#window.slot - slots + 1 + index);
      if (!bucket) return 0;
      const { aggregate } = this.#shape;
      if (aggregate === "sum") return bucket.total / UNIT;
      return aggregate === "distinct" ? (bucket.seen?.size ?? 0) : bucket.amount;
    });
  }

  bucket(slot: number): MetricBucket | undefined {
    return this.#window.bucket(slot);
  }

  /** Puts kept buckets in, oldest first. */
  restore(buckets: Iterable<readonly [slot: number, bucket: MetricBucket]>): void {
    for (const [slot, bucket] of buckets)
      if (slot > this.#window.slot - this.#shape.keptSlots) this.#window.restore(slot, bucket);
  }

  /** Other lines, or another comparison, for the same counted thing: what was counted stays. Gives the line's move, if it made one. */
  reshape(shape: MetricShape): MetricLine | undefined {
    const before = this.#window;
    this.#shape = shape;
    this.#window = new MetricWindow(shape, before.slot);
    this.restore(before.buckets());
    const moves: MetricLine[] = [];
    this.#look(moves);
    return moves[0];
  }

  #goTo(instant: number): void {
    this.#at = Math.max(this.#at, instant);
    this.#window.moveTo(slotAt(this.#shape, this.#at));
  }

  #look(moves: MetricLine[]): void {
    const { lines } = this.#shape;
    const before = this.#line;
    this.#line = lines
      ? movedLine(before, this.#measure(), lines, this.#at)
      : before.state === "normal"
        ? before
        : { state: "normal", since: this.#at };
    if (this.#line.state !== before.state) moves.push(this.#line);
  }

  /** What the lines are drawn on; undefined when too little was counted to say anything. */
  #measure(): number | undefined {
    const { against } = this.#shape;
    if (!against) return this.#shown(this.#window.sum);
    return this.#window.amount < against.atLeast ? undefined : this.#growth();
  }

  /** Percent. Whole numbers until the one division at the end, so that exactly on a line is exactly on it. */
  #growth(): number | undefined {
    const { against } = this.#shape;
    if (!against) return undefined;
    const { sum, baseline } = this.#window;
    return ((sum * against.offsets.length - baseline) * 100) / baseline;
  }

  #shown(sum: number): number {
    const { aggregate, slotMs, windowSlots } = this.#shape;
    if (aggregate === "sum") return sum / UNIT;
    return aggregate === "rate" ? (sum * MINUTE_MS) / (slotMs * windowSlots) : sum;
  }
}

function slotAt({ slotMs }: MetricShape, instant: number): number {
  return Math.floor(instant / slotMs);
}

/** A reading as a fact. `key` is what a wait keeps of it (S12). */
export function metricFact({ state, value, growth, baseline }: MetricReading, key: JsonValue): JsonObject {
  return { state, value, growth, baseline, key };
}
