import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root, run, seconds, type Ended } from "./program.ts";

const stamp = join(root, "node_modules/.cache/orderloom/build-stamp");
const results = ["apps/runtime/dist/main.js", "apps/designer/dist/index.html"];
const skipped = new Set(["node_modules", "dist", "out-tsc", "testing", "coverage"]);

/** Name, size and time of every file that a build reads: looking costs milliseconds, asking nx costs seconds. */
function lookOfSources(): string {
  const hash = createHash("sha256");
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = join(path, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) visit(child);
      } else if (entry.isFile()) {
        const { size, mtimeMs } = statSync(child);
        hash.update(`${child} ${size} ${mtimeMs}\n`);
      }
    }
  };
  for (const folder of ["apps", "packages"]) visit(join(root, folder));
  for (const file of ["package-lock.json", "tsconfig.base.json", "nx.json"])
    hash.update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

export function isBuilt(): boolean {
  if (!existsSync(stamp) || !results.every((result) => existsSync(join(root, result)))) return false;
  return readFileSync(stamp, "utf8") === lookOfSources();
}

/** Builds what changed since the last build: nx brings the rest from its cache. */
export async function build(onBuilt: (project: string) => void = () => undefined): Promise<Ended> {
  const look = lookOfSources();
  const ended = await run("nx", ["run-many", "-t", "build", "--outputStyle=static"], {
    env: { NX_DAEMON: "false", NX_NO_CLOUD: "true", NX_TUI: "false" },
    onOutput: (text) => {
      for (const [, project] of text.matchAll(/^> nx run (\S+):build/gm)) if (project !== undefined) onBuilt(project);
    },
  });
  if (ended.code !== 0) return { code: ended.code, output: `${ended.output}\n${whyBuildFailed(ended.output)}` };
  try {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, look);
    return ended;
  } catch (error) {
    return { code: 1, output: whyBuildFailed(String(error)) };
  }
}

/** Sees to it that the product is built, or ends with what the build said. */
export async function ensureBuilt(): Promise<void> {
  if (isBuilt()) return;
  const started = performance.now();
  process.stdout.write("Building what changed ...\n");
  const { code, output } = await build((project) => process.stdout.write(`  ${project}\n`));
  if (code !== 0) {
    process.stderr.write(`${output.trim()}\n`);
    process.exit(1);
  }
  process.stdout.write(`Built in ${seconds(started)}.\n`);
}

function whyBuildFailed(output: string): string {
  if (output.includes("ENOSPC")) return "The disk is full: make room and run this again.";
  if (/EROFS|EACCES/.test(output)) return `This folder cannot be written: ${root}`;
  return "The build failed; what it said is above.";
}
