import type { JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import type { CompiledMetric, MetricLine, MetricReading } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { Refused } from "./commands.ts";
import type { MetricEntry } from "./metric-book.ts";
import type { MetricDesk } from "./metric-desk.ts";
import { refuse } from "./refuse.ts";

const HOUR_MS = 3_600_000;

export interface MetricKeyStanding {
  readonly key: JsonValue;
  readonly line: MetricLine;
  readonly reading: MetricReading;
  /** What came in each slot of the last hour, oldest first. */
  readonly series: readonly number[];
}

export interface MetricStanding {
  readonly metric: CompiledMetric;
  readonly filling: boolean;
  /** UTC milliseconds. */
  readonly asOf: number;
  /** Held ones first, then the largest. */
  readonly keys: readonly MetricKeyStanding[];
}

/** Metrics as they stand, read from memory. */
export interface MetricQueries {
  metrics(): readonly MetricStanding[];
  metric(id: string): MetricStanding | Refused;
  metricName(id: string): LocalizedText | undefined;
}

export function createMetricQueries(desk: MetricDesk, clock: Clock): MetricQueries {
  const all = (): readonly MetricStanding[] => {
    const asOf = clock.now();
    return [...desk.entries(asOf)].map((entry) => standingOf(entry, asOf));
  };
  return {
    metricName: (id) => desk.definition(id)?.name,
    metrics: all,
    metric: (id) =>
      all().find(({ metric }) => metric.id === id) ?? refuse(404, "definition-not-found", { kind: "metric", id }),
  };
}

function standingOf({ metric, filling, keys }: MetricEntry, asOf: number): MetricStanding {
  const slots = Math.max(1, Math.round(HOUR_MS / metric.shape.slotMs));
  const standing = [...keys.values()].map(({ key, series }): MetricKeyStanding => ({
    key,
    line: series.line,
    reading: series.reading(),
    series: series.recent(slots),
  }));
  return { metric, filling, asOf, keys: standing.sort(byUrgency) };
}

function byUrgency(one: MetricKeyStanding, other: MetricKeyStanding): number {
  const held = (standing: MetricKeyStanding): number => (standing.line.state === "held" ? 0 : 1);
  return held(one) - held(other) || other.reading.value - one.reading.value;
}
