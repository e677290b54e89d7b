import {
  type ActionManifest,
  type CaseStep,
  isAmendmentType,
  type JsonObject,
  type JsonValue,
  type LocalizedText,
  readAmendment,
  type StubbedAnswer,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import {
  type CallAnswer,
  nextTimerAt,
  openIncidents,
  openTasks,
  type SimulationRun,
  type Stubs,
} from "@orderloom/workflow";
import type { Trial } from "./trial.ts";
import { openStates, type TrialCall, type TrialStep } from "./trial-steps.ts";

/** Something that would move the order on. */
export type TrialChoice =
  | {
      readonly kind: "decide";
      readonly nodeId: string;
      readonly group: string;
      readonly form?: string;
      readonly outcomes: readonly string[];
      /** Different people who still have to choose the same. */
      readonly missing: number;
      readonly deciders: readonly string[];
    }
  | {
      readonly kind: "remedy";
      readonly nodeId: string;
      readonly incident: string;
      readonly remedies: readonly string[];
    }
  | { readonly kind: "event"; readonly event: string }
  | { readonly kind: "metric"; readonly metric: string; readonly state: "normal" | "held"; readonly key: JsonValue };

/** What people and the world outside could do now, in the order in which the flow came to it. */
export function trialChoices(run: SimulationRun): readonly TrialChoice[] {
  return openStates(run).flatMap((state) => [
    ...openTasks(state).map(({ nodeId, task }): TrialChoice => ({
      kind: "decide",
      nodeId,
      group: task.group,
      ...(task.form !== undefined && { form: task.form }),
      outcomes: task.outcomes,
      missing: Math.max(1, task.approvalsNeeded - task.approvals.length),
      deciders: task.approvals.map(({ by }) => by.id),
    })),
    ...openIncidents(state).map(({ nodeId, incident }): TrialChoice => ({
      kind: "remedy",
      nodeId,
      incident: incident.incident,
      remedies: incident.remedies,
    })),
    ...state.activations.flatMap(({ wait }): TrialChoice[] => {
      if (wait.for === "event") return [{ kind: "event", event: wait.event }];
      if (wait.for === "metric") return [{ kind: "metric", metric: wait.metric, state: wait.state, key: wait.key }];
      return [];
    }),
  ]);
}

/** Events that the flow's handlers listen for wherever it stands. */
export const handledEvents = (definition: WorkflowDefinition): readonly string[] => [
  ...new Set((definition.on ?? []).map(({ event }) => event)),
];

/**
 * An event as it may be let happen: a cancelled line is the first that stands. Undefined where it says something that nobody has said, such as a
 * new address.
 */
export function eventOf(type: string, run: SimulationRun): NonNullable<CaseStep["event"]> | undefined {
  if (!isAmendmentType(type)) return { type };
  const line = run.order?.lines.find(({ state }) => state === "open");
  const data: JsonObject = type === "order.line-cancelled" && line !== undefined ? { lineId: line.id } : {};
  return readAmendment(type, data).ok ? { type, data } : undefined;
}

/** When the clock would do something by itself next, UTC milliseconds. */
export function nextInstant(run: SimulationRun): number | undefined {
  const instants = openStates(run).flatMap((state) => nextTimerAt(state) ?? []);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

export interface AnswerChoice {
  readonly id: string;
  readonly kind: "recorded" | "usual" | "outcome" | "fault" | "refusal" | "silence";
  readonly name?: LocalizedText;
  /** Absent for the sample that the simulator makes of the declared output. */
  readonly answer?: StubbedAnswer;
}

/** What a call could be answered: what was recorded first, then what the action declares, then what can go wrong. */
export function answerChoices(
  manifest: ActionManifest | undefined,
  recorded: readonly StubbedAnswer[],
): readonly AnswerChoice[] {
  return [
    ...recorded.map((answer, index): AnswerChoice => ({ id: `recorded-${String(index)}`, kind: "recorded", answer })),
    { id: "usual", kind: "usual" },
    ...(manifest?.outcomes ?? []).map(({ id, name }): AnswerChoice => ({
      id: `outcome-${id}`,
      kind: "outcome",
      name,
      answer: { outcome: id },
    })),
    { id: "fault", kind: "fault", answer: { error: "503", retryable: true } },
    { id: "refusal", kind: "refusal", answer: { error: "400" } },
    { id: "silence", kind: "silence", answer: { timeout: true } },
  ];
}

/**
 * The trial in which one call is answered otherwise. Calls of the same action before it keep their answers; those after it answer as this one
 * does, since the last stub repeats.
 */
export function withAnswer(trial: Trial, steps: readonly TrialStep[], call: TrialCall, answer: StubbedAnswer): Trial {
  const name = `${call.connector}.${call.action}`;
  const before = steps
    .flatMap(({ calls }) => calls)
    .filter((one) => `${one.connector}.${one.action}` === name && one.number < call.number)
    .sort((one, other) => one.number - other.number)
    .flatMap((one) => (one.answer ? [stubOf(one.answer)] : []));
  const answers: Stubs = { ...trial.answers, [name]: [...before, answer] };
  return { ...trial, answers };
}

/** Back to the sample of the declared output, for every call of the action. */
export function withUsualAnswer(trial: Trial, call: TrialCall): Trial {
  const { [`${call.connector}.${call.action}`]: _given, ...answers } = trial.answers;
  return { ...trial, answers };
}

function stubOf(answer: CallAnswer): StubbedAnswer {
  switch (answer.kind) {
    case "done":
      return { output: answer.output };
    case "outcome":
      return { outcome: answer.outcome, ...(answer.output !== undefined && { output: answer.output }) };
    case "failed":
      return { error: answer.message, retryable: answer.retryable };
    case "timeout":
      return { timeout: true };
    case "unknown":
      return { error: answer.message };
  }
}
