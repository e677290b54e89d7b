import { seconds, type Ended } from "./program.ts";

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** Shown in full when something failed, and not otherwise. */
  output: string;
}

/** Something that is checked; a stage that throws counts as one failure. */
export interface Stage {
  name: string;
  run(): Promise<Outcome>;
}

/** A tool that says yes or no counts as one check. */
export function verdict({ code, output }: Ended): Outcome {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, output } : failure(output);
}

export function failure(output: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, output };
}

export function sum(outcomes: Outcome[]): Outcome {
  const total = (count: "passed" | "failed" | "skipped") => outcomes.reduce((so, outcome) => so + outcome[count], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped"), output: "" };
}

export async function runStage(stage: Stage): Promise<Outcome> {
  const started = performance.now();
  const outcome = await stage
    .run()
    .catch((error: unknown) => failure(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  const mark = outcome.failed > 0 ? "FAILED" : "ok";
  const counts = outcome.passed + outcome.failed + outcome.skipped > 1 ? `, ${countsOf(outcome)}` : "";
  process.stdout.write(`${mark.padEnd(7)}${stage.name.padEnd(22)}${seconds(started).padStart(8)}${counts}\n`);
  if (outcome.failed > 0) process.stdout.write(`${outcome.output.trim()}\n\n`);
  return outcome;
}

export async function runInTurn(stages: Stage[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const stage of stages) outcomes.push(await runStage(stage));
  return sum(outcomes);
}

export function countsOf({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
