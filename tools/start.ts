import { ensureBuilt } from "./build.ts";
import { handOver } from "./program.ts";

/** The product as it is shipped: built packages, one process, which also serves the designer. */
await ensureBuilt();
handOver(process.execPath, ["apps/runtime/dist/main.js", ...process.argv.slice(2)]);
