import { resolve } from "node:path";
import { fromSource, handOver } from "./program.ts";

/** npm run dmn-tck -- <folder> [--json] */
const [folder, ...options] = process.argv.slice(2);
const asked = folder === undefined ? [] : [resolve(folder), ...options];
handOver(process.execPath, [...fromSource, "e2e/dmn-kit/dmn-tck-cli.ts", ...asked]);
