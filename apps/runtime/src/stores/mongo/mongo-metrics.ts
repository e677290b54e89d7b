import type { HostStore } from "../../ports/host-store.ts";
import type { MetricBucketRow, MetricLineRow, MetricSave } from "../../ports/metric-store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { keyOf } from "./mongo-records.ts";

/**
 * What metrics have counted. There is no transaction: the mark is written last, and each bucket says how far the history is in it, so what a death
 * interrupted is counted again, and nothing twice.
 */
export function metricPart(database: MongoDatabase): Pick<HostStore, "keptMetrics" | "saveMetrics"> {
  const { metricBuckets, metricLines, metricMarks } = database.collections;
  return {
    keptMetrics: ({ organisationId: organisation }) =>
      database.read(async () => {
        const mine = { projection: { _id: 0, organisation: 0 } } as const;
        const [kept, buckets, lines] = await Promise.all([
          metricMarks.findOne({ _id: organisation }),
          metricBuckets.find<MetricBucketRow>({ organisation }, { ...mine, sort: { metric: 1, slot: 1 } }).toArray(),
          metricLines.find<MetricLineRow>({ organisation }, mine).toArray(),
        ]);
        const sources = Object.fromEntries((kept?.sources ?? []).map(({ metric, source }) => [metric, source]));
        return { sources, buckets, lines, mark: kept?.mark ?? 0 };
      }),
    saveMetrics: ({ organisationId }, save) => database.write(() => writeSave(database, organisationId, save)),
  };
}

async function writeSave(
  { collections: { metricBuckets, metricLines, metricMarks } }: MongoDatabase,
  organisation: string,
  { cleared, sources, buckets, lines, before, mark }: MetricSave,
): Promise<void> {
  const gone = { organisation, metric: { $in: [...cleared] } };
  if (cleared.length > 0) await Promise.all([metricBuckets.deleteMany(gone), metricLines.deleteMany(gone)]);
  const kept = await metricMarks.findOne({ _id: organisation });
  const put = <Row extends MetricBucketRow | MetricLineRow>(row: Row, name: readonly (string | number)[]) => {
    const _id = keyOf(organisation, JSON.stringify(name));
    return { replaceOne: { filter: { _id }, replacement: { ...row, organisation }, upsert: true } };
  };
  if (buckets.length > 0)
    await metricBuckets.bulkWrite(
      buckets.map((row) => put(row, [row.metric, row.key, row.slot])),
      { ordered: false },
    );
  if (lines.length > 0)
    await metricLines.bulkWrite(
      lines.map((row) => put(row, [row.metric, row.key])),
      { ordered: false },
    );
  for (const [metric, slot] of Object.entries(before))
    await metricBuckets.deleteMany({ organisation, metric, slot: { $lt: slot } });
  const others = (kept?.sources ?? []).filter(({ metric }) => !cleared.includes(metric) && !(metric in sources));
  const now = Object.entries(sources).map(([metric, source]) => ({ metric, source }));
  await metricMarks.replaceOne({ _id: organisation }, { mark, sources: [...others, ...now] }, { upsert: true });
}
