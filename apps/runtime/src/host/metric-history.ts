import type { CompiledMetric, MetricBucket } from "@orderloom/workflow";
import type { Clock } from "../ports/clock.ts";
import type { Scope } from "../ports/scope.ts";
import type { HistoryRow, HistoryStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { readTurn } from "./aggregate-text.ts";
import { happeningsOf } from "./happenings.ts";

const PAGE = 200;

export interface HistoryParts {
  readonly store: HistoryStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly cache: AggregateCache;
}

type Found = Map<string, Map<number, MetricBucket>>;

/**
 * What a metric would have counted before it was published, so that a shop with a past is compared with it. Orders are read as they stand today.
 * Rows after `born` that say they count for it were counted when they came.
 */
export async function countHistory(
  parts: HistoryParts,
  metric: CompiledMetric,
  born: number,
  isStopped: () => boolean,
): Promise<Found> {
  const { store, scope, clock, cache } = parts;
  const { slotMs, keptSlots } = metric.shape;
  const found: Found = new Map();
  let cursor = await cursorAt(parts, clock.now() - keptSlots * slotMs);
  while (!isStopped()) {
    const rows = await store.historyAfter(scope, cursor, PAGE);
    cursor = rows.at(-1)?.cursor ?? cursor;
    const orders = rows.filter(({ kind }) => kind === "order");
    await cache.bringOrders(orders.map(({ id }) => id));
    for (const row of orders) countRow(found, metric, row, { cache, born });
    if (rows.length < PAGE) break;
    // The order path comes first.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return found;
}

function countRow(
  found: Found,
  metric: CompiledMetric,
  { id, cursor, turn }: HistoryRow,
  { cache, born }: { readonly cache: AggregateCache; readonly born: number },
): void {
  const order = cache.order(id)?.order;
  if (!order) return;
  for (const step of readTurn(turn).steps) {
    if (cursor > born && step.counted?.some((counted) => counted.metric === metric.id)) continue;
    for (const happening of happeningsOf(step)) {
      const counted = metric.counted(happening, order);
      if (!counted) continue;
      add(found, JSON.stringify(counted.key), Math.floor(happening.at / metric.shape.slotMs), counted);
    }
  }
}

function add(
  found: Found,
  key: string,
  slot: number,
  { total = 0, seen }: { readonly total?: number; readonly seen?: number },
): void {
  const slots = found.get(key) ?? new Map<number, MetricBucket>();
  found.set(key, slots);
  const bucket = slots.get(slot) ?? { amount: 0, total: 0, ...(seen !== undefined && { seen: new Set<number>() }) };
  slots.set(slot, bucket);
  bucket.amount += 1;
  bucket.total += total;
  if (seen !== undefined) bucket.seen?.add(seen);
}

/** The last row before an instant: rows come nearly in the order of time. */
async function cursorAt({ store, scope }: HistoryParts, instant: number): Promise<number> {
  let low = 0;
  let high = await store.lastCursor(scope);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await store.historyAfter(scope, middle, 1);
    if (!row || row.at >= instant) high = middle;
    else low = row.cursor;
  }
  return low;
}
