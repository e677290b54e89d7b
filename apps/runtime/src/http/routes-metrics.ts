import { type MetricKeyRow, type MetricRow, operations } from "@orderloom/api-contract";
import type { MetricKeyStanding, MetricQueries, MetricStanding } from "../host/metric-queries.ts";
import { problemOfRefusal } from "./problem.ts";
import { ok, refuse, route, type RouteContext } from "./route.ts";

const MOST_KEYS = 200;

/** What is measured, as it stands. */
export function metricRoutes(context: RouteContext, queries: MetricQueries): void {
  route(context, operations.listMetrics, () => Promise.resolve(ok({ items: queries.metrics().map(rowOf) })));
  route(context, operations.getMetric, ({ params }) => {
    const found = queries.metric(params["id"] ?? "");
    return Promise.resolve("kind" in found ? refuse(problemOfRefusal(found)) : ok(rowOf(found)));
  });
}

function rowOf({ metric, filling, asOf, keys }: MetricStanding): MetricRow {
  const { definition, shape, id, version } = metric;
  const { lines, slotMs, windowSlots } = shape;
  return {
    id,
    version,
    name: definition.name,
    event: definition.of.event,
    aggregate: definition.of.aggregate,
    windowMs: slotMs * windowSlots,
    slotMs,
    ...(definition.against && { against: definition.against }),
    ...(lines && { lines: { hold: { ...lines.hold }, release: { ...lines.release } } }),
    filling,
    asOf,
    keys: keys.slice(0, MOST_KEYS).map(keyRow),
    keyCount: keys.length,
  };
}

function keyRow({ key, line, reading, series }: MetricKeyStanding): MetricKeyRow {
  const { value, growth, baseline } = reading;
  return {
    key,
    state: line.state,
    ...(line.since > 0 && { since: line.since }),
    ...(line.turning !== undefined && { turningSince: line.turning }),
    value,
    growth,
    baseline,
    series: [...series],
  };
}
