import { type MetricBucket, MetricSeries } from "@orderloom/workflow";
import type { KeptMetrics, MetricBucketRow, MetricLineRow, MetricSave } from "../ports/metric-store.ts";
import { type MetricBook, type MetricEntry, shapeOf } from "./metric-book.ts";

/*
 * Between the series in memory and their rows. A bucket or line says how far the history is in it, so that counting what lies behind the mark
 * again never counts twice, whatever part of a save was lost (S21).
 */

/** What counts under a metric, and how far back it was counted: either changing, the history is counted anew. */
function sourceOf({ metric }: MetricEntry): string {
  return `${metric.shape.keptSlots} ${metric.source}`;
}

/** How far the history is in each slot and line that was kept. */
export type Through = ReadonlyMap<string, number>;
export const slotName = (metric: string, key: string, slot: number | "line"): string =>
  `${metric} ${String(slot)} ${key}`;

/** Puts back what was kept of those that count the same as then; the others are left to be filled. */
export function restoreKept(book: MetricBook, kept: KeptMetrics): Through {
  const through = new Map<string, number>();
  const buckets = Map.groupBy(kept.buckets, ({ metric, key }) => slotName(metric, key, "line"));
  for (const line of kept.lines) {
    const { metric, key } = line;
    const entry = book.entry(metric);
    if (!entry || kept.sources[metric] !== sourceOf(entry)) continue;
    entry.filling = false;
    const name = slotName(metric, key, "line");
    const rows = buckets.get(name) ?? [];
    book.restore(entry, key, seriesOf(entry, line, rows));
    for (const { slot, through: cursor } of rows) through.set(slotName(metric, key, slot), cursor);
  }
  for (const entry of book.entries) if (kept.sources[entry.metric.id] === sourceOf(entry)) entry.filling = false;
  return through;
}

function seriesOf(
  entry: MetricEntry,
  { at, state, since, turning }: MetricLineRow,
  rows: readonly MetricBucketRow[],
): MetricSeries {
  const line = { state, since, ...(turning !== undefined && { turning }) };
  const series = new MetricSeries(shapeOf(entry), at, line);
  series.restore(rows.map((row) => [row.slot, bucketOf(row)] as const));
  return series;
}

function bucketOf({ amount, total, seen }: MetricBucketRow): MetricBucket {
  return { amount, total, ...(seen && { seen: new Set(seen) }) };
}

/** Everything that is not on disk yet, taken out of the book; undefined when there is nothing. */
export function takeUnsaved(book: MetricBook, mark: number, cleared: readonly string[]): MetricSave | undefined {
  const entries = [...book.entries].filter(({ filling }) => !filling);
  const buckets: MetricBucketRow[] = [];
  const lines: MetricLineRow[] = [];
  for (const entry of entries) {
    for (const [key, slots] of entry.unsaved) {
      const series = entry.keys.get(key)?.series;
      if (!series) continue;
      buckets.push(...rowsOf(entry.metric.id, key, series, slots));
      lines.push({ metric: entry.metric.id, key, ...series.line, at: series.at, through: mark });
    }
    entry.unsaved.clear();
  }
  if (buckets.length === 0 && lines.length === 0 && cleared.length === 0) return undefined;
  return {
    cleared,
    sources: Object.fromEntries(entries.map((entry) => [entry.metric.id, sourceOf(entry)])),
    buckets,
    lines,
    before: Object.fromEntries(entries.flatMap((entry) => oldestOf(entry))),
    mark,
  };
}

/** A save that failed is made again with the next. */
export function giveBack(book: MetricBook, { buckets, lines }: MetricSave): void {
  for (const { metric, key } of lines) {
    const unsaved = book.entry(metric)?.unsaved;
    if (unsaved && !unsaved.has(key)) unsaved.set(key, new Map());
  }
  for (const { metric, key, slot, through } of buckets) {
    const slots = book.entry(metric)?.unsaved.get(key);
    slots?.set(slot, Math.max(through, slots.get(slot) ?? 0));
  }
}

function rowsOf(
  metric: string,
  key: string,
  series: MetricSeries,
  slots: ReadonlyMap<number, number>,
): MetricBucketRow[] {
  return [...slots].flatMap(([slot, through]) => {
    const bucket = series.bucket(slot);
    if (!bucket) return [];
    const { amount, total, seen } = bucket;
    return [{ metric, key, slot, amount, total, ...(seen && { seen: [...seen] }), through }];
  });
}

/** The oldest slot that any key still looks at. */
function oldestOf({ metric, keys }: MetricEntry): (readonly [string, number])[] {
  const latest = Math.max(0, ...[...keys.values()].map(({ series }) => series.at));
  const { slotMs, keptSlots } = metric.shape;
  return latest === 0 ? [] : [[metric.id, Math.floor(latest / slotMs) - keptSlots]];
}
