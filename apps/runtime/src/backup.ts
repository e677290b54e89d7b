import { existsSync } from "node:fs";
import { StoreError, StoreUnavailableError } from "./ports/store-errors.ts";
import { readConfig, type RuntimeConfig, type StartProblem } from "./start/config.ts";
import { messages, type Say, sayTo } from "./start/messages.ts";
import { backUpSqlite, restoreSqlite } from "./stores/sqlite/sqlite-backup.ts";

/*
 * npm run backup -- <file>, npm run restore -- <file>: the second composition root, for what is done beside a running product.
 */

if (existsSync(".env")) process.loadEnvFile(".env");
const [command, file] = process.argv.slice(2);
const read = readConfig(process.env);
if (read.ok) process.exitCode = await run(read.config, sayTo(process.stdout, read.config.language));
else process.exitCode = refused(sayTo(process.stderr, read.language), read.problem, 2);

/** Gives the exit code: 0 done, 2 asked wrongly, 4 the data or the file cannot be used. */
async function run(config: RuntimeConfig, say: Say): Promise<number> {
  const fail = sayTo(process.stderr, config.language);
  try {
    if (config.mongodbUri !== undefined) return await onMongo(config.mongodbUri, say, fail);
    if (file === undefined) return refused(fail, messages.backupUsage(), 2);
    if (command === "restore") {
      await restoreSqlite(file, config.data);
      say(messages.restored(config.data));
      return 0;
    }
    await backUpSqlite(config.data, file);
    say(messages.backedUp(file));
    return 0;
  } catch (error) {
    if (error instanceof StoreUnavailableError) return refused(fail, messages.backupFailed(error.reason), 4);
    if (error instanceof StoreError) return refused(fail, error.text, 4);
    throw error;
  }
}

async function onMongo(uri: string, say: Say, fail: Say): Promise<number> {
  if (command !== "restore") return refused(fail, messages.backupOfMongo(), 2);
  const { markMongoRestored } = await import("./stores/mongo/mongo-restored.ts");
  await markMongoRestored(uri);
  say(messages.markedRestored());
  return 0;
}

function refused(fail: Say, text: StartProblem, code: number): number {
  fail(text);
  return code;
}
