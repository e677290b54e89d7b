import { existsSync } from "node:fs";
import { join } from "node:path";
import { root, run, seconds } from "./program.ts";
import { countsOf, runInTurn, type Stage } from "./stage.ts";
import { boundaries, format, lint, types } from "./static-checks.ts";
import { vitest } from "./test-suites.ts";

/** npm run check: what a developer runs all day, over what changed since the branch left main (on main: since the last commit). */
const started = performance.now();

async function git(...args: string[]): Promise<string[]> {
  const { code, output } = await run("git", args);
  return code === 0 ? output.split("\n").filter((line) => line !== "") : [];
}

async function base(): Promise<string> {
  for (const main of ["origin/main", "main"]) {
    const [commit] = await git("merge-base", "HEAD", main);
    if (commit !== undefined) return commit;
  }
  return "HEAD";
}

async function changedSince(commit: string): Promise<string[]> {
  const edited = await git("diff", "--name-only", "--diff-filter=d", "--relative", commit);
  const created = await git("ls-files", "--others", "--exclude-standard");
  return [...edited, ...created].filter((file) => existsSync(join(root, file)));
}

const since = await base();
const changed = await changedSince(since);
const code = changed.filter((file) => /\.(tsx?|m?js)$/.test(file));
const stages: Stage[] = [types, boundaries];
if (changed.length > 0) stages.unshift(format(changed));
if (code.length > 0) stages.push(lint(code));
stages.push(vitest("tests of what changed", root, ["--changed", since]));

process.stdout.write(`${changed.length} files changed since ${since.slice(0, 8)}\n`);
const total = await runInTurn(stages);
process.stdout.write(`\nChecked in ${seconds(started)}.\n${countsOf(total)}\n`);
process.exit(total.failed > 0 ? 1 : 0);
