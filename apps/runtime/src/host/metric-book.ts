import type { JsonValue } from "@orderloom/rule-dsl";
import {
  type CompiledMetric,
  type MetricBucket,
  type MetricLine,
  type MetricReading,
  MetricSeries,
  type MetricShape,
} from "@orderloom/workflow";
import type { Metrics } from "./metric-table.ts";
import type { CountedStep } from "./turn-record.ts";

/** One key of a metric. */
export interface MetricKeyed {
  readonly key: JsonValue;
  readonly series: MetricSeries;
}

export interface MetricEntry {
  metric: CompiledMetric;
  /** By JSON of the key. */
  readonly keys: Map<string, MetricKeyed>;
  /** What was there before it was published is still being counted: nobody is held meanwhile. */
  filling: boolean;
  /** What is not on disk yet: for each key its slots, with the cursor of the last row of the history in each. */
  readonly unsaved: Map<string, Map<number, number>>;
}

/** A line that moved. */
export interface MetricMove {
  readonly metric: CompiledMetric;
  readonly key: JsonValue;
  readonly line: MetricLine;
  readonly reading: MetricReading;
}

/** Where something counts: when it happened, when it was heard of, and its place in the history. UTC milliseconds. */
interface CountPlace {
  readonly at: number;
  readonly now: number;
  readonly cursor: number;
}

/** The series of every metric, in memory: counting and reading wait for nothing (S21). */
export class MetricBook {
  readonly #entries = new Map<string, MetricEntry>();
  readonly #moved: (move: MetricMove) => void;

  constructor(moved: (move: MetricMove) => void) {
    this.#moved = moved;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }
  get entries(): Iterable<MetricEntry> {
    return this.#entries.values();
  }
  entry(id: string): MetricEntry | undefined {
    return this.#entries.get(id);
  }

  /** Takes the metrics of the moment; gives those that count something new. Other lines are drawn at once on what was counted. */
  bind(metrics: Metrics, now: number): readonly MetricEntry[] {
    for (const id of this.#entries.keys()) if (!metrics.has(id)) this.#entries.delete(id);
    const fresh: MetricEntry[] = [];
    for (const metric of metrics.values()) {
      const known = this.#entries.get(metric.id);
      if (known?.metric.source === metric.source) this.#redraw(known, metric, now);
      else {
        const entry: MetricEntry = { metric, keys: new Map(), filling: true, unsaved: new Map() };
        this.#entries.set(metric.id, entry);
        fresh.push(entry);
      }
    }
    return fresh;
  }

  #redraw(entry: MetricEntry, metric: CompiledMetric, now: number): void {
    if (entry.metric.version === metric.version) return;
    entry.metric = metric;
    for (const one of entry.keys.values()) {
      this.#settle(entry, one, now);
      this.#tell(entry, one, one.series.reshape(shapeOf(entry)));
    }
  }

  /** Puts in what was there before; then the lines are drawn. */
  filled(
    entry: MetricEntry,
    found: ReadonlyMap<string, ReadonlyMap<number, MetricBucket>>,
    now: number,
    through: number,
  ): void {
    entry.filling = false;
    for (const text of found.keys()) this.#keyed(entry, text, now);
    for (const [text, one] of entry.keys) {
      const buckets = found.get(text) ?? new Map<number, MetricBucket>();
      this.#settle(entry, one, now);
      one.series.restore(buckets);
      for (const slot of buckets.keys()) note(entry, text, slot, through);
      this.#tell(entry, one, one.series.reshape(shapeOf(entry)));
    }
  }

  /** A key as it was kept. */
  restore(entry: MetricEntry, text: string, series: MetricSeries): void {
    entry.keys.set(text, { key: keyIn(text), series });
  }

  count(step: CountedStep, { at, now, cursor }: CountPlace): void {
    const entry = this.#entries.get(step.metric);
    if (!entry) return;
    const text = JSON.stringify(step.key);
    const one = this.#keyed(entry, text, now);
    this.#settle(entry, one, now);
    const slot = one.series.slotOf(at);
    if (slot === undefined) return;
    note(entry, text, slot, cursor);
    this.#tell(entry, one, one.series.count(slot, step));
  }

  /** Counts for the rest of a turn; what comes back takes it out again. */
  tryCount(step: CountedStep, now: number): (() => void) | undefined {
    const entry = this.#entries.get(step.metric);
    if (!entry) return undefined;
    const one = this.#keyed(entry, JSON.stringify(step.key), now);
    this.#settle(entry, one, now);
    const slot = one.series.slotOf(now);
    return slot === undefined ? undefined : one.series.tryCount(slot, step);
  }

  /** Settled to `now`; of a key under which nothing was counted, what nothing comes to. */
  reading(entry: MetricEntry, key: JsonValue, now: number): MetricReading {
    const one = entry.keys.get(JSON.stringify(key));
    if (!one) return new MetricSeries(shapeOf(entry), now).reading();
    this.#settle(entry, one, now);
    return one.series.reading();
  }

  /** The state of a key as it was last settled. */
  stateOf(id: string, text: string): MetricLine["state"] {
    return this.#entries.get(id)?.keys.get(text)?.series.line.state ?? "normal";
  }

  /** Lets time pass for all of them; gives when the next of them has something to do, UTC milliseconds. */
  settle(now: number): number {
    let next = Infinity;
    for (const entry of this.#entries.values())
      for (const [text, one] of entry.keys) {
        this.#settle(entry, one, now);
        if (one.series.isIdle) entry.keys.delete(text);
        else next = Math.min(next, one.series.nextAt() ?? Infinity);
      }
    return next;
  }

  nextAt(): number {
    let next = Infinity;
    for (const { keys } of this.#entries.values())
      for (const { series } of keys.values()) next = Math.min(next, series.nextAt() ?? Infinity);
    return next;
  }

  #keyed(entry: MetricEntry, text: string, now: number): MetricKeyed {
    const known = entry.keys.get(text);
    if (known) return known;
    const one = { key: keyIn(text), series: new MetricSeries(shapeOf(entry), now) };
    entry.keys.set(text, one);
    return one;
  }

  #settle(entry: MetricEntry, one: MetricKeyed, now: number): void {
    for (const line of one.series.settle(now)) this.#tell(entry, one, line);
  }

  #tell({ metric, unsaved }: MetricEntry, { key, series }: MetricKeyed, line: MetricLine | undefined): void {
    if (!line) return;
    const text = JSON.stringify(key);
    if (!unsaved.has(text)) unsaved.set(text, new Map());
    this.#moved({ metric, key, line, reading: series.reading() });
  }
}

/** While it is being filled no line is drawn. */
export function shapeOf({ metric, filling }: MetricEntry): MetricShape {
  if (!filling) return metric.shape;
  const { lines: _, ...shape } = metric.shape;
  return shape;
}

function note({ unsaved }: MetricEntry, text: string, slot: number, cursor: number): void {
  const slots = unsaved.get(text) ?? new Map<number, number>();
  unsaved.set(text, slots);
  slots.set(slot, Math.max(cursor, slots.get(slot) ?? 0));
}

/** Written by `JSON.stringify` from a key. */
function keyIn(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}
