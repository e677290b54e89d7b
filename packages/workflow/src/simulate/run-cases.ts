import type { Case, CasesDocument, JsonValue, WorkflowDefinition } from "@orderloom/rule-dsl";
import { type SimulationOptions, type SimulationRun, simulate } from "./simulate.ts";
import { withPointers } from "./pointers.ts";
import type { SimulationResolver } from "./world.ts";

/** What a case expected and what came instead. */
export interface CaseFailure {
  /** Part of `expect`. */
  readonly part: "outcome" | "status" | "path" | "never" | "calls" | "incident";
  readonly expected: JsonValue;
  readonly actual: JsonValue;
}

export interface CaseResult {
  readonly id: string;
  readonly passed: boolean;
  readonly failures: readonly CaseFailure[];
  readonly run: SimulationRun;
}

/** Where a case does not say when it plays. */
const SOME_DAY = Date.UTC(2026, 0, 1);

/** Runs the cases of a workflow in the simulator. */
export function runWorkflowCases(
  document: CasesDocument,
  definition: WorkflowDefinition,
  resolver: SimulationResolver,
): readonly CaseResult[] {
  return document.cases.map((one) => runCase(one, simulationOf(document, one, { definition, resolver })));
}

/** The simulation that a case asks for, before anything is expected of it. */
export function simulationOf(
  document: CasesDocument,
  one: Case,
  what: Pick<SimulationOptions, "definition" | "resolver">,
): SimulationOptions {
  // `given` and what a case puts into it are JSON by their schema.
  const given = withPointers(document.given, one.with ?? {}) as CasesDocument["given"];
  const { order, vars, metrics, earlier, quotas, answers } = given;
  return {
    ...what,
    now: instantOf(given.now) ?? instantOf(order?.["placedAt"]) ?? SOME_DAY,
    ...(order && { order }),
    ...(vars && { vars }),
    ...(metrics && { metrics }),
    ...(earlier && { earlier }),
    ...(quotas && { quotas }),
    answers: { ...answers, ...one.answers },
    ...(one.steps && { steps: one.steps }),
  };
}

function instantOf(value: JsonValue | undefined): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

function runCase(one: Case, options: SimulationOptions): CaseResult {
  const run = simulate(options);
  const failures = failuresOf(one.expect, run);
  return { id: one.id, passed: failures.length === 0, failures, run };
}

type Expected = Case["expect"];

function failuresOf(expect: Expected, run: SimulationRun): readonly CaseFailure[] {
  const failures: CaseFailure[] = [];
  const same = (part: "outcome" | "status", expected: string | undefined, actual: string | undefined): void => {
    if (expected !== undefined && expected !== actual) failures.push({ part, expected, actual: actual ?? null });
  };
  same("outcome", expect.outcome, run.outcome);
  same("status", expect.status, run.status);
  if (expect.path && !isWithin(expect.path, run.path)) {
    failures.push({ part: "path", expected: expect.path, actual: run.path });
  }
  const visited = (expect.never ?? []).filter((node) => run.path.includes(node));
  if (visited.length > 0) failures.push({ part: "never", expected: expect.never ?? [], actual: visited });
  for (const [action, expected] of Object.entries(expect.calls ?? {})) {
    const actual = run.calls[action] ?? 0;
    if (actual !== expected)
      failures.push({ part: "calls", expected: { [action]: expected }, actual: { [action]: actual } });
  }
  if (expect.incident !== undefined && !run.incidents.includes(expect.incident)) {
    failures.push({ part: "incident", expected: expect.incident, actual: run.incidents });
  }
  return failures;
}

/** Whether the nodes were entered in this order, others between them allowed. */
function isWithin(expected: readonly string[], path: readonly string[]): boolean {
  let at = 0;
  for (const node of path) if (node === expected[at]) at += 1;
  return at === expected.length;
}
