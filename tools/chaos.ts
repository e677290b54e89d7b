import { ensureBuilt } from "./build.ts";
import { fromSource, handOver } from "./program.ts";

/** npm run chaos -- --kills N --seed S --json */
await ensureBuilt();
handOver(process.execPath, [...fromSource, "e2e/chaos/chaos-cli.ts", ...process.argv.slice(2)]);
