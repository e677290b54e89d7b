import type {
  CompileContext,
  EarlierOrders,
  JsonObject,
  JsonValue,
  MetricDefinition,
  Order,
} from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";
import { type CompiledMetric, compileMetric } from "../metric/compile-metric.ts";
import type { MetricLine } from "../metric/metric-line.ts";
import { metricFact, MetricSeries } from "../metric/metric-series.ts";
import type { KeptEvent } from "../state.ts";
import { completeOrder } from "./sample-order.ts";

const DAY_MS = 86_400_000;
/** What is compared with lies no further back. */
const LONGEST_PAST_MS = 62 * DAY_MS;

interface Measure {
  readonly metric: CompiledMetric;
  readonly series: Map<string, { readonly key: JsonValue; readonly series: MetricSeries }>;
}

/** A line that moved while the clock ran. */
export interface SimulatedMove {
  readonly metric: string;
  readonly key: JsonValue;
  readonly state: MetricLine["state"];
}

/** Metrics in a simulation: the same counting as in the runtime, on the virtual clock, with orders that came before (S21). */
export class Measured {
  readonly #measures: readonly Measure[];
  readonly #from: number;

  constructor(definitions: readonly MetricDefinition[], context: CompileContext, now: number) {
    this.#measures = definitions.map((one) => ({ metric: compileMetric(one, 1, context), series: new Map() }));
    this.#from = now - LONGEST_PAST_MS;
  }

  /** Orders like this one that came before `now`, each in time to count. */
  remember(earlier: readonly EarlierOrders[], given: JsonObject, now: number): void {
    if (this.#measures.length === 0) return;
    const slotMs = Math.max(...this.#measures.map(({ metric }) => metric.shape.slotMs));
    const events = earlier.flatMap((one) => {
      const order = completeOrder({ ...given, ...one.order }, now);
      return instantsOf(one, now, slotMs).map((at) => ({
        event: { type: one.event ?? "order.received", at, data: {} },
        order,
      }));
    });
    for (const { event, order } of events.sort((left, right) => left.event.at - right.event.at))
      this.count(event, order, event.at);
  }

  /** Gives the lines that moved. */
  count(event: KeptEvent, order: Order, now: number): readonly SimulatedMove[] {
    return this.#measures.flatMap((measure) => {
      const counted = measure.metric.counted(event, order);
      if (!counted) return [];
      const { key, series } = this.#keyed(measure, counted.key);
      const moves = [...series.settle(now)];
      const slot = series.slotOf(event.at);
      const moved = slot === undefined ? undefined : series.count(slot, counted);
      if (moved) moves.push(moved);
      return moves.map(({ state }) => ({ metric: measure.metric.id, key, state }));
    });
  }

  /** Lets time pass up to an instant; gives the lines that moved. */
  settle(now: number): readonly SimulatedMove[] {
    return this.#measures.flatMap(({ metric, series: keys }) =>
      [...keys.values()].flatMap(({ key, series }) =>
        series.settle(now).map(({ state }) => ({ metric: metric.id, key, state })),
      ),
    );
  }

  nextAt(): number {
    let next = Infinity;
    for (const { series: keys } of this.#measures)
      for (const { series } of keys.values()) next = Math.min(next, series.nextAt() ?? Infinity);
    return next;
  }

  /** As an instance of the order reads them; call `settle` first. */
  facts(order: Order | undefined): JsonObject {
    return Object.fromEntries(
      this.#measures.map((measure) => {
        const { key, series } = this.#keyed(measure, measure.metric.keyOf(order));
        return [measure.metric.id, metricFact(series.reading(), key)];
      }),
    );
  }

  #keyed({ metric, series }: Measure, key: JsonValue): { readonly key: JsonValue; readonly series: MetricSeries } {
    const text = JSON.stringify(key);
    const known = series.get(text) ?? { key, series: new MetricSeries(metric.shape, this.#from) };
    series.set(text, known);
    return known;
  }
}

function instantsOf(earlier: EarlierOrders, now: number, slotMs: number): readonly number[] {
  const stretchMs = durationMs(earlier.within) ?? 0;
  const end = now - (durationMs(earlier.ago ?? "") ?? 0);
  return earlier.daily === undefined
    ? burst(earlier.count, Math.max(stretchMs - slotMs, 0), end)
    : usual(stretchMs / earlier.count, end, earlier.daily);
}

/** A slot is kept free at the far end, so that all of a stretch as long as the window are still in it. */
function burst(count: number, spreadMs: number, end: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => end - Math.round((spreadMs * index) / count));
}

function usual(everyMs: number, end: number, days: number): readonly number[] {
  if (!Number.isFinite(everyMs) || everyMs <= 0) return [];
  const last = end - DAY_MS / 2;
  return Array.from(
    { length: Math.floor((days * DAY_MS) / everyMs) },
    (_, index) => last - Math.round(index * everyMs),
  );
}
