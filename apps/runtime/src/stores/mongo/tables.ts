import type { MongoAggregates } from "./mongo-aggregates.ts";
import type { MongoArchive } from "./mongo-archive.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import type { MongoHistory } from "./mongo-history.ts";
import type { MongoOrderRows } from "./mongo-order-rows.ts";
import type { MongoTakes } from "./mongo-takes.ts";
import type { MongoTasks } from "./mongo-tasks.ts";

/** The parts of one open database. */
export interface Tables {
  readonly database: MongoDatabase;
  readonly aggregates: MongoAggregates;
  readonly history: MongoHistory;
  readonly rows: MongoOrderRows;
  readonly archive: MongoArchive;
  readonly tasks: MongoTasks;
  readonly takes: MongoTakes;
}
