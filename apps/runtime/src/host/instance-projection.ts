import {
  type Activation,
  type ActivationWait,
  type ClosedTask,
  type InstanceState,
  nextTimerAt,
  openTasks,
  statusOf,
  type TaskState,
} from "@orderloom/workflow";
import type { JsonObject } from "@orderloom/rule-dsl";
import type { InstancePart } from "../ports/order-row.ts";
import type { OpenStep, StagePassageRecord, TaskEnding, TaskRecord } from "../ports/records.ts";
import type { AggregateIndex, OpenNode, Projection } from "../ports/store.ts";
import { awaitedName, changeAwaited } from "./awaited.ts";
import { incidentsAsTasks } from "./incident-tasks.ts";
import type { InstanceDocument } from "./instance-document.ts";

/** All that follows from an instance (S27). */
export function projectInstance(document: InstanceDocument, revision: number, at: number, told: boolean): Projection {
  const { state } = document;
  const awaits = document.stalled ? undefined : awaitsOf(document);
  const timerAt = document.stalled ? undefined : nextTimerAt(state);
  return {
    index: {
      ...(state.orderId !== undefined && { orderId: state.orderId }),
      live: state.phase !== "ended",
      pending: document.outbox.length > 0,
      workflow: state.workflow,
      open: standingAt(state),
      ...(timerAt !== undefined && { timerAt }),
      ...(awaits && { awaits }),
    },
    at,
    told,
    part: { instance: partOf(document, revision) },
    tasks: tasksOf(document),
    endedTasks: state.closedTasks.map(endingOf),
  };
}

/** What it waits for that many wait for, by when its order or its wait is due, and since when it runs (S12). */
function awaitsOf({ state, dueBy }: InstanceDocument): AggregateIndex["awaits"] {
  const { activations, startedAt, planned = [], phase } = state;
  const changes =
    phase === "running" ? planned.map(({ on }) => ({ what: changeAwaited(on), deadline: undefined })) : [];
  const held = activations.flatMap(({ wait }) => {
    const what = awaitedName(wait);
    return what === undefined ? [] : [{ what, deadline: "timeoutAt" in wait ? wait.timeoutAt : undefined }];
  });
  const waits = [...held, ...changes];
  if (waits.length === 0) return undefined;
  const deadline = Math.min(dueBy ?? Infinity, ...waits.map((wait) => wait.deadline ?? Infinity));
  return {
    what: [...new Set(waits.map(({ what }) => what))],
    since: startedAt,
    ...(deadline < Infinity && { deadline }),
  };
}

/** Where its tokens stand: a region's parallel is left to its branches, and a call that is being settled is no token. */
function standingAt({ activations }: InstanceState): OpenNode[] {
  return activations
    .filter(({ wait, settles }) => wait.for !== "branches" && !settles)
    .map(({ nodeId, enteredAt }) => ({ node: nodeId, since: enteredAt }));
}

function partOf(document: InstanceDocument, revision: number): InstancePart {
  const { state, role, tick } = document;
  const open = openSteps(document)[0];
  return {
    id: state.instanceId,
    revision,
    role,
    ...(tick !== undefined && { tick }),
    status: instanceStatus(document),
    startedAt: state.startedAt,
    ...(state.endedAt !== undefined && { endedAt: state.endedAt }),
    stages: passagesOf(document),
    ...(open && { open }),
  };
}

export function instanceStatus({ state, stalled }: InstanceDocument): InstancePart["status"] {
  return stalled ? "incident" : statusOf(state);
}

function passagesOf({ state, slack }: InstanceDocument): StagePassageRecord[] {
  return state.stages.map(({ stage, at }, index) => {
    const slackMs = slack[String(index)];
    return { stage, at, ...(slackMs !== undefined && { slackMs }) };
  });
}

const urgency: Readonly<Record<OpenStep["kind"], number>> = {
  incident: 0,
  task: 1,
  call: 2,
  event: 3,
  timer: 4,
  none: 5,
};

/** What is open, the most urgent first (S4). */
export function openSteps({ state, stalled }: InstanceDocument): OpenStep[] {
  const steps = state.activations.flatMap((activation) => stepOf(state, activation) ?? []);
  if (stalled) steps.push(stalledStep(state, stalled.error));
  return steps.sort((left, right) => urgency[left.kind] - urgency[right.kind] || left.activation - right.activation);
}

/** Activation 0 is the instance itself. */
function stalledStep(state: InstanceState, error: string): OpenStep {
  return {
    ...headOf(state),
    kind: "incident",
    nodeId: "",
    activation: 0,
    incident: { incident: "internal-error", code: "internal-error", data: { id: error }, remedies: ["retry"] },
  };
}

function headOf({ instanceId, workflow, version }: InstanceState) {
  return { instanceId, workflow, version };
}

function stepOf(state: InstanceState, activation: Activation): OpenStep | undefined {
  const detail = detailOf(activation.wait);
  return detail && { ...headOf(state), nodeId: activation.nodeId, activation: activation.id, ...detail };
}

type Detail = Pick<OpenStep, "kind" | "at" | "taskId" | "incident" | "event" | "group">;

function detailOf(wait: ActivationWait): Detail | undefined {
  const until = (at: number | undefined) => (at === undefined ? {} : { at });
  switch (wait.for) {
    case "person": {
      const { incident, code, data, message, remedies, owner } = wait.incident;
      return {
        kind: "incident",
        incident: {
          incident,
          ...(code !== undefined && { code }),
          // It was stored as JSON and read back: whatever the code's data is typed as, it is JSON.
          data: data as JsonObject,
          ...(message && { message }),
          remedies,
          ...(owner && { owner }),
        },
      };
    }
    case "task":
      return { kind: "task", taskId: wait.task.id, group: wait.task.group, ...until(wait.task.dueAt) };
    case "call":
      return { kind: "call", ...until(wait.retryAt) };
    case "facts":
    case "amend":
      return { kind: "call" };
    case "time":
      return { kind: "timer", at: wait.until };
    case "event":
      return { kind: "event", event: wait.event, ...until(wait.timeoutAt) };
    case "metric":
      return { kind: "event", event: "metric.line-changed", ...until(wait.timeoutAt) };
    case "quota":
      return { kind: "event", event: "quota.changed", ...until(wait.timeoutAt) };
    case "child":
    case "branches":
    case "undo":
      return undefined;
  }
}

function tasksOf(document: InstanceDocument): TaskRecord[] {
  const { state, label, dueBy } = document;
  const tasks = openTasks(state).map(({ nodeId, task }) => ({
    id: task.id,
    instanceId: state.instanceId,
    ...(state.orderId !== undefined && { orderId: state.orderId }),
    ...label,
    workflow: state.workflow,
    version: state.version,
    nodeId,
    ...detailsOf(task),
    ...(dueBy !== undefined && { orderDueBy: dueBy }),
  }));
  return state.orderId === undefined ? [...tasks, ...incidentsAsTasks(document, openSteps(document))] : tasks;
}

function endingOf({ id, state, outcome, approvals }: ClosedTask): TaskEnding {
  return {
    id,
    state,
    ...(outcome !== undefined && { outcome }),
    by: approvals.filter((approval) => approval.outcome === outcome).map(({ by }) => ({ id: by.id, name: by.name })),
  };
}

function detailsOf(task: TaskState) {
  return {
    group: task.group,
    escalatedTo: task.escalatedTo,
    ...(task.claimedBy && { claimedBy: task.claimedBy }),
    ...(task.cause && { cause: task.cause }),
    ...(task.form !== undefined && { form: task.form }),
    show: task.show,
    outcomes: task.outcomes,
    approvalsNeeded: task.approvalsNeeded,
    approvalsGiven: task.approvals.length,
    ...(task.alone && { alone: task.alone }),
    ...(task.excluded.length > 0 && { excluded: task.excluded }),
    openedAt: task.openedAt,
    ...(task.dueAt !== undefined && { dueAt: task.dueAt }),
  };
}
