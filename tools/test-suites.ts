import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./program.ts";
import { failure, type Outcome, type Stage } from "./stage.ts";

/** The part of vitest's JSON report that is counted. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

const limitMs = 20 * 60_000;

/** Runs vitest in a folder and counts its tests; a file that does not even load counts as one failure. */
export function vitest(name: string, cwd: string, args: string[] = [], env: Record<string, string> = {}): Stage {
  return {
    name,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), "orderloom-test-"));
      const file = join(folder, "report.json");
      try {
        const { code, output } = await run(
          "vitest",
          ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args],
          { cwd, timeoutMs: limitMs, env: { NO_COLOR: "1", ...env } },
        );
        return count(file, code, output);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function count(file: string, code: number, output: string): Outcome {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, "utf8")) as Report; // vitest's own format
  } catch {
    return failure(`${output}\nvitest ended without a report.`);
  }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + unloaded.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    output,
  };
}
