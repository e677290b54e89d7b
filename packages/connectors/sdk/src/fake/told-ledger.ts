import type { DatabaseSync } from "node:sqlite";
import { numberIn, type Row, textIn } from "./rows.ts";

/** How a call ended for the one who was called. `repeated`: its key had acted before, nothing was done again. */
export type Told = "acted" | "repeated" | "refused" | "failed";

export interface ToldCounts {
  readonly calls: number;
  readonly acted: number;
  readonly repeated: number;
  readonly refused: number;
  readonly failed: number;
}
export interface ToldEntry extends ToldCounts {
  readonly action: string;
  /** The idempotency key; empty for calls without one, which are counted together. */
  readonly key: string;
  /** UTC milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastStatus: number;
}
export interface ToldReport {
  readonly actions: Readonly<Record<string, ToldCounts>>;
  /** Newest first. */
  readonly entries: readonly ToldEntry[];
}
export interface ToldQuery {
  readonly action?: string;
  readonly key?: string;
  /** Of entries; 1,000 when absent. */
  readonly limit?: number;
}
/** The line to write: which action under which key, how it ended, and the HTTP status it was answered with. */
export interface ToldCall {
  readonly action: string;
  readonly key: string;
  readonly told: Told;
  readonly status: number;
}
export interface ToldLedger {
  record(call: ToldCall): void;
  report(query: ToldQuery): ToldReport;
}

const TABLE = `CREATE TABLE IF NOT EXISTS told (
  action TEXT, key TEXT, calls INTEGER, acted INTEGER, repeated INTEGER, refused INTEGER, failed INTEGER,
  firstAt INTEGER, lastAt INTEGER, lastStatus INTEGER, PRIMARY KEY (action, key)) WITHOUT ROWID`;
const RECORD = `INSERT INTO told VALUES (:action, :key, 1, :acted, :repeated, :refused, :failed, :at, :at, :status)
  ON CONFLICT DO UPDATE SET calls = calls + 1, acted = acted + excluded.acted, repeated = repeated + excluded.repeated,
  refused = refused + excluded.refused, failed = failed + excluded.failed, lastAt = excluded.lastAt, lastStatus = excluded.lastStatus`;
const COUNTS = `SELECT action, sum(calls) AS calls, sum(acted) AS acted, sum(repeated) AS repeated, sum(refused) AS refused,
  sum(failed) AS failed FROM told WHERE (:action = '' OR action = :action) AND (:key = '' OR key = :key) GROUP BY action`;
const ENTRIES = `SELECT * FROM told WHERE (:action = '' OR action = :action) AND (:key = '' OR key = :key)
  ORDER BY lastAt DESC, key LIMIT :limit`;

/** Everything a fake was told, counted by action and idempotency key, kept where its state is kept. */
export function toldLedger(database: DatabaseSync, now: () => number): ToldLedger {
  database.exec(TABLE);
  const record = database.prepare(RECORD);
  const counts = database.prepare(COUNTS);
  const entries = database.prepare(ENTRIES);
  return {
    record({ action, key, told, status }) {
      const kinds = { acted: 0, repeated: 0, refused: 0, failed: 0, [told]: 1 };
      record.run({ action, key, ...kinds, at: now(), status });
    },
    report({ action = "", key = "", limit = 1000 }) {
      const rows = counts.all({ action, key });
      return {
        actions: Object.fromEntries(rows.map((row) => [textIn(row, "action"), countsOf(row)])),
        entries: entries.all({ action, key, limit }).map(entryOf),
      };
    },
  };
}

function countsOf(row: Row): ToldCounts {
  return {
    calls: numberIn(row, "calls"),
    acted: numberIn(row, "acted"),
    repeated: numberIn(row, "repeated"),
    refused: numberIn(row, "refused"),
    failed: numberIn(row, "failed"),
  };
}

function entryOf(row: Row): ToldEntry {
  return {
    action: textIn(row, "action"),
    key: textIn(row, "key"),
    ...countsOf(row),
    firstAt: numberIn(row, "firstAt"),
    lastAt: numberIn(row, "lastAt"),
    lastStatus: numberIn(row, "lastStatus"),
  };
}
