import type { Journal } from "./journal.ts";
import type { SqliteAggregates } from "./sqlite-aggregates.ts";
import type { SqliteArchive } from "./sqlite-archive.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import type { SqliteHistory } from "./sqlite-history.ts";
import type { SqliteOrderRows } from "./sqlite-order-rows.ts";
import type { SqliteTakes } from "./sqlite-takes.ts";
import type { SqliteTasks } from "./sqlite-tasks.ts";

/** The parts of one open file. */
export interface Tables {
  readonly database: SqliteDatabase;
  readonly aggregates: SqliteAggregates;
  readonly history: SqliteHistory;
  readonly rows: SqliteOrderRows;
  readonly tasks: SqliteTasks;
  readonly takes: SqliteTakes;
  readonly archive: SqliteArchive;
  readonly journal: Journal;
}
