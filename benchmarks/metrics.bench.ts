/*
 * What a metric costs an order, in microseconds of processor time: counted for its own turn, read as a fact, taken back, and counted for good; and
 * what a reading alone costs. Beside it a counter in a map, which knows no window, no baseline and no line.
 */
import { generateDay } from "@orderloom/demo-shop";
import { type MetricDefinition, type Order, parseOrder, receiveOrder } from "@orderloom/rule-dsl";
import { compileMetric, metricFact, MetricSeries } from "@orderloom/workflow";
import { type Figure, figureOf, printJson } from "./figure.ts";

const definition: MetricDefinition = {
  kind: "metric",
  schemaVersion: 1,
  id: "growth",
  name: { en: "Hourly growth by channel" },
  of: { event: "order.received", aggregate: "count", by: ["=order.channel"] },
  window: { length: "PT1H" },
  against: { baseline: "same-hour", days: 7, atLeast: 50 },
  lines: { hold: { above: 500 }, release: { below: 300, for: "PT10M" } },
};
const T0 = Date.parse("2026-11-11T00:00:00+08:00");
/** 3,833 orders a second. */
const BETWEEN_MS = 1000 / 3833;

const metric = compileMetric(definition, 1);
const orders: readonly Order[] = [...generateDay({ seed: "metrics", orders: 4096, date: "2026-11-11" })].map(
  ({ order }, place) => {
    const parsed = parseOrder(order);
    if (!parsed.ok) throw new Error(`order ${String(place)} is not an order`);
    return receiveOrder(parsed.value, { id: `OL-${String(place)}`, receivedAt: T0, identitySalt: "bench" });
  },
);

function measured(rounds: number): Figure {
  const keys = new Map<string, MetricSeries>();
  let now = T0;
  let held = 0;
  const ours = microseconds(rounds, (order) => {
    now += BETWEEN_MS;
    const at = Math.floor(now);
    const counted = metric.counted({ type: "order.received", at, data: {} }, order);
    if (!counted) return;
    const text = JSON.stringify(counted.key);
    const series = keys.get(text) ?? new MetricSeries(metric.shape, at);
    keys.set(text, series);
    series.settle(at);
    const slot = series.slotOf(at) ?? 0;
    const takeBack = series.tryCount(slot, counted);
    if (metricFact(series.reading(), counted.key)["state"] === "held") held += 1;
    takeBack();
    series.count(slot, counted);
  });
  if (held === 0) throw new Error("a rush of that size crosses the line");
  return figureOf("metric-per-order", ours, "us", ["a counter in a map", counter(rounds)]);
}

function counter(rounds: number): number {
  const counts = new Map<string, number>();
  return microseconds(rounds, ({ channel }) => {
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  });
}

function read(rounds: number): Figure {
  const series = new MetricSeries(metric.shape, T0);
  const slot = series.slotOf(T0) ?? 0;
  for (let index = 0; index < 1000; index += 1) series.count(slot, {});
  let value = 0;
  const ours = microseconds(rounds, () => {
    series.settle(T0);
    value += series.reading().value;
  });
  if (value === 0) throw new Error("something was counted");
  return figureOf("metric-read", ours, "us", ["a counter in a map", counter(rounds)]);
}

function microseconds(rounds: number, work: (order: Order) => void): number {
  for (const order of orders) work(order);
  const begun = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) for (const order of orders) work(order);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / (rounds * orders.length);
}

const figures = [measured(100), read(100)];
for (const { id, value, unit, baselines } of figures)
  process.stdout.write(
    `${id} ${String(value)} ${unit}, beside ${baselines.map(({ name, value: other }) => `${name} ${String(other)}`).join()}\n`,
  );
if (process.argv.includes("--json")) printJson("metrics", figures);
