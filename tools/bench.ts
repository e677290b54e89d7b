import { existsSync, globSync } from "node:fs";
import { basename, join } from "node:path";
import { ensureBuilt } from "./build.ts";
import { fromSource, handOver, root } from "./program.ts";

/** npm run bench -- <suite> --json: a suite is a program, benchmarks/<suite>.bench.ts. */
const [suite, ...args] = process.argv.slice(2);
const file = `benchmarks/${suite ?? ""}.bench.ts`;

if (suite !== undefined && existsSync(join(root, file))) {
  await ensureBuilt();
  handOver(process.execPath, [...fromSource, file, ...args]);
} else {
  const suites = globSync("benchmarks/*.bench.ts", { cwd: root }).map((found) => basename(found, ".bench.ts"));
  const unknown = suite === undefined ? "" : `There is no suite "${suite}". `;
  process.stdout.write(`${unknown}npm run bench -- <suite> [--json], with one of: ${suites.sort().join(", ")}\n`);
  process.exit(suite === undefined ? 0 : 1);
}
