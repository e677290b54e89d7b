import type { CaseStep, CasesDocument, EarlierOrders, JsonObject, WorkflowDefinition } from "@orderloom/rule-dsl";
import { simulate, type SimulationResolver, type SimulationRun, type Stubs } from "@orderloom/workflow";

/*
 * Trying a workflow: one order, a virtual clock, answers chosen for the systems outside, and what people and the world do, one after the other.
 * A trial is what a case is made of, so whatever was tried can be kept as one. It runs anew from the start after each change: the interpreter
 * is pure (H1), so everything up to the change comes out as before.
 */

export interface Trial {
  /** As much of an order as there is; the simulator fills in the rest. */
  readonly order: JsonObject;
  /** UTC milliseconds at which it begins. */
  readonly now: number;
  readonly vars: JsonObject;
  /** Over what is measured. */
  readonly metrics: JsonObject;
  /** Orders that came before, which metrics count. */
  readonly earlier?: readonly EarlierOrders[] | undefined;
  readonly quotas: JsonObject;
  /** `connector.action` to its answers, call after call; the last one repeats. */
  readonly answers: Stubs;
  /** What a real run of the order was answered, for choosing from; empty for an order that never ran. */
  readonly recorded: Stubs;
  readonly steps: readonly CaseStep[];
}

export function newTrial(order: JsonObject, now: number): Trial {
  return { order, now, vars: {}, metrics: {}, quotas: {}, answers: {}, recorded: {}, steps: [] };
}

const ownOf = (given: CasesDocument["given"], fallback: number): Trial => {
  const { order, now, vars, metrics, earlier, quotas, answers } = given;
  const placedAt = order?.["placedAt"];
  const at = Date.parse(now ?? (typeof placedAt === "string" ? placedAt : ""));
  return {
    ...newTrial(order ?? {}, Number.isNaN(at) ? fallback : at),
    ...(vars && { vars }),
    ...(metrics && { metrics }),
    ...(earlier && { earlier }),
    ...(quotas && { quotas }),
    ...(answers && { answers }),
  };
};

/** The trial that the cases of a workflow start from. */
export const trialOfCases = ({ given }: CasesDocument, fallback: number): Trial => ownOf(given, fallback);

export function runTrial(definition: WorkflowDefinition, resolver: SimulationResolver, trial: Trial): SimulationRun {
  const { order, now, vars, metrics, earlier, quotas, answers, steps } = trial;
  const given = { order, now, vars, metrics, quotas, answers, steps, ...(earlier && { earlier }) };
  return simulate({ definition, resolver, ...given });
}

/** Somebody does something, or time passes: everything before stays. */
export const withStep = (trial: Trial, step: CaseStep): Trial => ({ ...trial, steps: [...trial.steps, step] });

/** Takes back the last thing that somebody did. */
export const withoutLastStep = (trial: Trial): Trial => ({ ...trial, steps: trial.steps.slice(0, -1) });

/** Lets the clock run to an instant; time never runs backwards. */
export function untilInstant(trial: Trial, run: SimulationRun, instant: number): Trial {
  const ms = instant - run.stepsEndedAt;
  return ms <= 0 ? trial : withStep(trial, { after: isoDuration(ms) });
}

/** `PT10M` for 600,000 ms. */
function isoDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1000;
  const parts = [
    hours > 0 && `${String(hours)}H`,
    minutes > 0 && `${String(minutes)}M`,
    seconds > 0 && `${String(seconds)}S`,
  ];
  return `PT${parts.filter((part) => part !== false).join("")}`;
}
