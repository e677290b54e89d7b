import { ensureBuilt } from "./build.ts";
import { handOver } from "./program.ts";

/** npm run backup -- <file>: a copy of the data of one moment, while the product runs. */
await ensureBuilt();
handOver(process.execPath, ["apps/runtime/dist/backup.js", "backup", ...process.argv.slice(2)]);
