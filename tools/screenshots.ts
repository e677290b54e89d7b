import { ensureBuilt } from "./build.ts";
import { fromSource, handOver } from "./program.ts";

/** npm run screenshots [-- name ...]: the pictures in docs/screenshots. */
await ensureBuilt();
handOver(process.execPath, [...fromSource, "e2e/browser/screenshots-cli.ts", ...process.argv.slice(2)]);
