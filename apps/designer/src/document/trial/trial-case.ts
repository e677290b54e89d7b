import type { Case, CasesDocument, JsonValue, LocalizedText } from "@orderloom/rule-dsl";
import { type SimulationOptions, simulationOf, type SimulationRun } from "@orderloom/workflow";
import type { Trial } from "./trial.ts";

/*
 * A trial kept as a case: what was given, what was done, and what came out as that which must come out again.
 */

interface Kept {
  readonly id: string;
  readonly name: LocalizedText;
  readonly trial: Trial;
  readonly run: SimulationRun;
}

/** A case that asks for the way, the outcome, the calls and the incidents that the run showed. */
function caseOf({ id, name, trial, run }: Kept, given: CasesDocument["given"]): Case {
  const [incident] = run.incidents;
  return {
    id,
    name,
    ...withDifferences(trial, given),
    ...(Object.keys(trial.answers).length > 0 && { answers: mutable(trial.answers) }),
    ...(trial.steps.length > 0 && { steps: [...trial.steps] }),
    expect: {
      status: run.status,
      path: [...run.path],
      calls: { ...run.calls },
      ...(run.outcome !== undefined && { outcome: run.outcome }),
      ...(incident !== undefined && { incident }),
    },
  };
}

const mutable = (answers: Trial["answers"]): NonNullable<Case["answers"]> =>
  Object.fromEntries(Object.entries(answers).map(([action, list]) => [action, [...list]]));

/** What the trial has that `given` does not say, as JSON Pointers. */
function withDifferences(trial: Trial, given: CasesDocument["given"]): Pick<Case, "with"> {
  const own: Readonly<Record<string, JsonValue>> = {
    order: trial.order,
    now: new Date(trial.now).toISOString(),
    vars: trial.vars,
    metrics: trial.metrics,
    earlier: [...(trial.earlier ?? [])] as JsonValue[], // JSON by its schema
    quotas: trial.quotas,
  };
  const differs = Object.entries(own).filter(([part, value]) => !isGiven(given, part, value));
  return differs.length === 0 ? {} : { with: Object.fromEntries(differs.map(([part, value]) => [`/${part}`, value])) };
}

function isGiven(given: CasesDocument["given"], part: string, value: JsonValue): boolean {
  const said = given[part as keyof CasesDocument["given"]]; // the parts above are its keys
  if (said === undefined) return typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return JSON.stringify(said) === JSON.stringify(value);
}

/** The trial that a case describes. */
export function trialOfCase(
  document: CasesDocument,
  one: Case,
  what: Pick<SimulationOptions, "definition" | "resolver">,
): Trial {
  const {
    order = {},
    now,
    vars = {},
    metrics = {},
    earlier = [],
    quotas = {},
    answers = {},
    steps = [],
  } = simulationOf(document, one, what);
  return { order, now, vars, metrics, earlier, quotas, answers, recorded: {}, steps };
}

/** The document with one more case, or with the case of that id replaced. The first case's order is what all of them start from. */
export function withCase(document: CasesDocument | undefined, of: string, kept: Kept): CasesDocument {
  if (!document) {
    const { order, now } = kept.trial;
    const given = { order, now: new Date(now).toISOString() };
    return { kind: "cases", of, given, cases: [caseOf(kept, given)] };
  }
  const made = caseOf(kept, document.given);
  const rest = document.cases.filter(({ id }) => id !== kept.id);
  return { ...document, cases: [...rest, made] };
}

export function withoutCase(document: CasesDocument, id: string): CasesDocument | undefined {
  const cases = document.cases.filter((one) => one.id !== id);
  return cases.length === 0 ? undefined : { ...document, cases };
}

/** A free id for a case: `case-3`. */
export function freeCaseId(document: CasesDocument | undefined): string {
  const taken = new Set(document?.cases.map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`case-${String(number)}`)) number += 1;
  return `case-${String(number)}`;
}
