import type { JsonValue, Order } from "@orderloom/rule-dsl";
import { metricFact, type Reads } from "@orderloom/workflow";
import type { MetricBook } from "./metric-book.ts";
import type { ChannelKey } from "../ports/store.ts";
import type { CountedStep } from "./turn-record.ts";

/** Something that happened to an order, as metrics count it. */
export interface Happening {
  readonly type: string;
  /** When it happened, UTC milliseconds. */
  readonly at: number;
  readonly data: Readonly<Record<string, JsonValue>>;
}

/** What a step may read beside its order, and what it did read. */
export interface MetricReads {
  readonly metrics: Readonly<Record<string, JsonValue>>;
  taken(): Pick<Reads, "metrics">;
}

/**
 * Metrics within one turn. An order counts before its own workflow starts (S21): for the rest of the turn, until it is on disk and counts for
 * good. Nothing waits between `open` and `close`.
 */
export class MetricTurn {
  readonly #book: MetricBook;
  readonly #now: number;
  readonly #isKnown: (key: ChannelKey) => boolean;
  readonly #undo: (() => void)[] = [];

  constructor(book: MetricBook, now: number, isKnown: (key: ChannelKey) => boolean) {
    this.#book = book;
    this.#now = now;
    this.#isKnown = isKnown;
  }

  /** A new order. One that came before does not count again. */
  receive(order: Order): readonly CountedStep[] {
    if (this.#isKnown(order)) return [];
    const counted = this.counted({ type: "order.received", at: this.#now, data: {} }, order);
    for (const step of counted) {
      const undo = this.#book.tryCount(step, this.#now);
      if (undo) this.#undo.push(undo);
    }
    return counted;
  }

  /** What something that happened counts as; it counts when it is on disk. */
  counted(happening: Happening, order: Order): readonly CountedStep[] {
    const found: CountedStep[] = [];
    for (const { metric } of this.#book.entries) {
      const counted = metric.counted(happening, order);
      if (!counted) continue;
      const at = happening.at === this.#now ? {} : { at: happening.at };
      found.push({ metric: metric.id, ...counted, ...at });
    }
    return found;
  }

  /** The metrics as one instance reads them: each is worked out when it is asked for, and stays the same for the step. */
  readBy(order: Order | undefined): MetricReads {
    const taken: Record<string, JsonValue> = {};
    const metrics: Record<string, JsonValue> = {};
    for (const entry of this.#book.entries) {
      const { id } = entry.metric;
      Object.defineProperty(metrics, id, {
        enumerable: true,
        get: () => {
          const key = taken[id] === undefined ? entry.metric.keyOf(order) : null;
          return (taken[id] ??= metricFact(this.#book.reading(entry, key, this.#now), key));
        },
      });
    }
    return { metrics, taken: () => (Object.keys(taken).length > 0 ? { metrics: taken } : {}) };
  }

  close(): void {
    for (const undo of this.#undo.toReversed()) undo();
  }
}
