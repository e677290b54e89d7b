import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { FencedError, NewerDataError, SecondOwnerError } from "../../ports/store-errors.ts";
import { asFolderError, asStoreError, isBusy } from "./sqlite-errors.ts";
import { migrations } from "./sqlite-schema.ts";

/**
 * One open data folder: `owner.db` is held by an exclusive transaction for as long as this lives (S29), `orderloom.db` holds the data and the
 * epoch, which a later owner raises. The operating system frees the lock when the process dies.
 */
export interface SqliteDatabase {
  /** Prepared once, kept. */
  statement(sql: string): StatementSync;
  /** Runs `work` in one transaction of this owner's epoch; it is on disk when this returns. */
  transaction<T>(work: () => T): T;
  /** Runs a read. */
  read<T>(work: () => T): Promise<T>;
  /** A transaction of its own as a promise. */
  write<T>(work: () => T): Promise<T>;
  close(): void;
}

export function openSqliteDatabase(folder: string): SqliteDatabase {
  const owner = lockFolder(folder);
  try {
    const database = openData(join(folder, "orderloom.db"));
    return ownedDatabase(database, owner, raiseEpoch(database));
  } catch (thrown) {
    owner.close();
    throw asStoreError(thrown);
  }
}

function lockFolder(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw asFolderError(thrown);
  }
  let owner: DatabaseSync | undefined;
  try {
    owner = new DatabaseSync(join(folder, "owner.db"));
    owner.exec("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE");
    return owner;
  } catch (thrown) {
    owner?.close();
    throw isBusy(thrown) ? new SecondOwnerError(folder) : asStoreError(thrown);
  }
}

function openData(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    // FULL with group commit costs 15-25 % over NORMAL and keeps H7 through a power cut. An order with its run fills two pages of 8 kB; a file
    // keeps the size it was made with.
    database.exec(
      "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 500; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY",
    );
    migrate(database);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function migrate(database: DatabaseSync): void {
  const version = numberIn(database.prepare("PRAGMA user_version").get(), "user_version");
  if (version > migrations.length) throw new NewerDataError(version, migrations.length);
  migrations.slice(version).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${version + index + 1}; COMMIT`);
  });
}

function raiseEpoch(database: DatabaseSync): number {
  return numberIn(
    database.prepare("UPDATE meta SET value = value + 1 WHERE key = 'epoch' RETURNING value").get(),
    "value",
  );
}

function ownedDatabase(database: DatabaseSync, owner: DatabaseSync, epoch: number): SqliteDatabase {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    let prepared = statements.get(sql);
    if (!prepared) {
      prepared = database.prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  };
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const readEpoch = database.prepare("SELECT value FROM meta WHERE key = 'epoch'");
  const transaction = <T>(work: () => T): T => {
    begin.run();
    try {
      if (numberIn(readEpoch.get(), "value") !== epoch) throw new FencedError();
      const result = work();
      commit.run();
      return result;
    } catch (thrown) {
      // A failed COMMIT may have rolled back by itself.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw asStoreError(thrown);
    }
  };
  return {
    statement,
    transaction,
    read: (work) => promised(work),
    write: (work) => promised(() => transaction(work)),
    close: () => {
      database.close();
      owner.close();
    },
  };
}

function promised<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (thrown) {
    const error = asStoreError(thrown);
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function numberIn(row: Record<string, unknown> | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== "number") throw new Error(`the data file has no ${column}`);
  return value;
}
