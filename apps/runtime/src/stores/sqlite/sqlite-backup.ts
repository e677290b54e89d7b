import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { NewerDataError, StoreUnavailableError } from "../../ports/store-errors.ts";
import { integerOf } from "./columns.ts";
import { asFolderError, asStoreError } from "./sqlite-errors.ts";
import { migrations } from "./sqlite-schema.ts";

/** All pages in one step, from one moment of the data: in smaller ones every write of the runtime would make it begin anew. */
const EVERY_PAGE = 2 ** 31 - 1;
/** How many numbers may have been given in a series since any backup. */
const NUMBERS_GAP = 1_000_000;

const reasons = {
  noData: { "zh-CN": "那里没有数据", en: "there is no data there" },
  inTheWay: { "zh-CN": "那里已经有文件", en: "there is a file already" },
  damaged: { "zh-CN": "文件损坏", en: "the file is damaged" },
  notOurs: { "zh-CN": "文件不是 OrderLoom 写的", en: "the file was not written by OrderLoom" },
} as const;

/** Copies the data as it stands at one moment into a file, while the runtime goes on. Throws a StoreError; then there is no file. */
export async function backUpSqlite(folder: string, file: string): Promise<void> {
  if (existsSync(file)) throw new StoreUnavailableError(reasons.inTheWay);
  const data = join(folder, "orderloom.db");
  if (!existsSync(data)) throw new StoreUnavailableError(reasons.noData);
  await copied(data, file, (copy) => check(copy));
}

/**
 * Makes a data folder of a backup. Numbers go on well beyond any that were given after the backup, so that no number means two orders to the
 * systems outside. Throws a StoreError; then the folder is as it was.
 */
export async function restoreSqlite(file: string, folder: string): Promise<void> {
  const data = join(folder, "orderloom.db");
  if (existsSync(data)) throw new StoreUnavailableError(reasons.inTheWay);
  if (!existsSync(file)) throw new StoreUnavailableError(reasons.noData);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw asFolderError(thrown);
  }
  await copied(file, data, (copy) => {
    check(copy);
    copy.exec(
      `UPDATE series SET next = next + ${NUMBERS_GAP};
       INSERT INTO meta VALUES ('number_floor', ${NUMBERS_GAP}) ON CONFLICT (key) DO UPDATE SET value = value + ${NUMBERS_GAP}`,
    );
  });
}

/** The copy gets its name when it is whole and `finish` has agreed to it. */
async function copied(from: string, to: string, finish: (copy: DatabaseSync) => void): Promise<void> {
  const making = `${to}.part`;
  let source: DatabaseSync | undefined;
  let copy: DatabaseSync | undefined;
  try {
    source = new DatabaseSync(from, { readOnly: true });
    await backup(source, making, { rate: EVERY_PAGE });
    copy = new DatabaseSync(making);
    // One file without a log beside it; the runtime turns the log on again.
    copy.exec("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL");
    finish(copy);
    copy.close();
    renameSync(making, to);
  } catch (thrown) {
    if (copy?.isOpen === true) copy.close();
    rmSync(making, { force: true });
    throw asStoreError(thrown);
  } finally {
    source?.close();
  }
}

function check(copy: DatabaseSync): void {
  const version = integerOf(copy.prepare("PRAGMA user_version").get() ?? {}, "user_version");
  if (version > migrations.length) throw new NewerDataError(version, migrations.length);
  if (version < 1) throw new StoreUnavailableError(reasons.notOurs);
  const found = copy.prepare("PRAGMA quick_check(1)").get();
  if (found?.["quick_check"] !== "ok") throw new StoreUnavailableError(reasons.damaged);
}
