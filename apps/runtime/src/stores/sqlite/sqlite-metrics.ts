import type { HostStore } from "../../ports/host-store.ts";
import type { MetricBucketRow, MetricLineRow, MetricSave } from "../../ports/metric-store.ts";
import { integerOf, type Row, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** What metrics have counted. */
export function metricPart(database: SqliteDatabase): Pick<HostStore, "keptMetrics" | "saveMetrics"> {
  return {
    keptMetrics: ({ organisationId }) =>
      database.read(() => {
        const rows = (sql: string) => database.statement(sql).all(organisationId);
        const mark = database.statement("SELECT cursor FROM metric_marks WHERE organisation = ?").get(organisationId);
        return {
          sources: Object.fromEntries(
            rows("SELECT metric, source FROM metric_sources WHERE organisation = ?").map((row) => [
              textOf(row, "metric"),
              textOf(row, "source"),
            ]),
          ),
          buckets: rows("SELECT * FROM metric_buckets WHERE organisation = ? ORDER BY metric, key, slot").map(bucketOf),
          lines: rows("SELECT * FROM metric_lines WHERE organisation = ? ORDER BY metric, key").map(lineOf),
          mark: mark ? integerOf(mark, "cursor") : 0,
        };
      }),
    saveMetrics: ({ organisationId }, save) => database.write(() => writeSave(database, organisationId, save)),
  };
}

function writeSave(
  database: SqliteDatabase,
  organisation: string,
  { cleared, sources, buckets, lines, before, mark }: MetricSave,
): void {
  const run = (sql: string, ...values: (string | number | null)[]): void => {
    database.statement(sql).run(organisation, ...values);
  };
  for (const metric of cleared)
    for (const table of ["metric_buckets", "metric_lines", "metric_sources"])
      run(`DELETE FROM ${table} WHERE organisation = ? AND metric = ?`, metric);
  for (const [metric, source] of Object.entries(sources))
    run("INSERT OR REPLACE INTO metric_sources (organisation, metric, source) VALUES (?, ?, ?)", metric, source);
  for (const { metric, key, slot, amount, total, seen, through } of buckets)
    run(
      "INSERT OR REPLACE INTO metric_buckets (organisation, metric, key, slot, amount, total, seen, through) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      metric,
      key,
      slot,
      amount,
      total,
      seen ? JSON.stringify(seen) : null,
      through,
    );
  for (const { metric, key, state, since, turning, at, through } of lines)
    run(
      "INSERT OR REPLACE INTO metric_lines (organisation, metric, key, state, since, turning, at, through) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      metric,
      key,
      state,
      since,
      turning ?? null,
      at,
      through,
    );
  for (const [metric, slot] of Object.entries(before))
    run("DELETE FROM metric_buckets WHERE organisation = ? AND metric = ? AND slot < ?", metric, slot);
  run("INSERT OR REPLACE INTO metric_marks (organisation, cursor) VALUES (?, ?)", mark);
}

function bucketOf(row: Row): MetricBucketRow {
  return {
    metric: textOf(row, "metric"),
    key: textOf(row, "key"),
    slot: integerOf(row, "slot"),
    amount: integerOf(row, "amount"),
    total: integerOf(row, "total"),
    ...(row["seen"] !== null && { seen: JSON.parse(textOf(row, "seen")) as number[] }), // written above
    through: integerOf(row, "through"),
  };
}

function lineOf(row: Row): MetricLineRow {
  return {
    metric: textOf(row, "metric"),
    key: textOf(row, "key"),
    state: textOf(row, "state") === "held" ? "held" : "normal",
    since: integerOf(row, "since"),
    ...(row["turning"] !== null && { turning: integerOf(row, "turning") }),
    at: integerOf(row, "at"),
    through: integerOf(row, "through"),
  };
}
