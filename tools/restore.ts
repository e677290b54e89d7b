import { ensureBuilt } from "./build.ts";
import { handOver } from "./program.ts";

/** npm run restore -- <file>: a data folder made of a backup; with MONGODB_URI, what a restored database needs before its first start. */
await ensureBuilt();
handOver(process.execPath, ["apps/runtime/dist/backup.js", "restore", ...process.argv.slice(2)]);
