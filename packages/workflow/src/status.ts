import type { Activation, ActivationWait, IncidentState, InstanceState, InstanceStatus, TaskState } from "./state.ts";

/** Rising severity: the status of an instance is the worst of what is open in it (S3). */
const severity: Readonly<Record<InstanceStatus, number>> = {
  done: 0,
  cancelled: 0,
  running: 1,
  waiting: 2,
  held: 3,
  incident: 4,
};

/**
 * `held` waits for a person, a metric line or a quota, `waiting` for a time or an event. An instance that took back what it had done is
 * `cancelled`, whoever decided so.
 */
export function statusOf(state: InstanceState): InstanceStatus {
  if (state.phase === "ended") return state.ending?.compensate ? "cancelled" : "done";
  let worst: InstanceStatus = "running";
  for (const { wait } of state.activations) {
    const status = statusOfWait(wait);
    if (severity[status] > severity[worst]) worst = status;
  }
  return worst;
}

function statusOfWait(wait: ActivationWait): InstanceStatus {
  switch (wait.for) {
    case "person":
      return "incident";
    case "task":
    case "metric":
    case "quota":
      return "held";
    case "time":
    case "event":
      return "waiting";
    case "call":
    case "facts":
    case "amend":
    case "child":
    case "branches":
    case "undo":
      return "running";
  }
}

/** The worst of an instance and of those that belong to it; an ended one counts only by the instance itself. */
export function worstStatus(of: InstanceState, others: readonly InstanceState[]): InstanceStatus {
  let worst = statusOf(of);
  for (const other of others) {
    const status = statusOf(other);
    if (severity[status] > severity[worst]) worst = status;
  }
  return worst;
}

/** When the next timer is due, in UTC milliseconds; undefined when the instance waits for no time. */
export function nextTimerAt(state: InstanceState): number | undefined {
  let next: number | undefined;
  for (const { wait } of state.activations) {
    const at = timerOf(wait);
    if (at !== undefined && (next === undefined || at < next)) next = at;
  }
  return next;
}

/** Likewise, leaving out the deadlines of what waits for a person or an event: pauses before a retry and waits for a time. */
export function patientTimerAt(state: InstanceState): number | undefined {
  const patient = state.activations.filter(({ wait }) => wait.for === "call" || wait.for === "time");
  return nextTimerAt({ ...state, activations: patient });
}

/** The instant at which a wait has something to do by itself. */
export function timerOf(wait: ActivationWait): number | undefined {
  switch (wait.for) {
    case "call":
      return wait.retryAt;
    case "time":
      return wait.until;
    case "event":
    case "metric":
    case "quota":
    case "child":
      return wait.timeoutAt;
    case "task":
      return soonest(wait.task.escalations[0]?.at, wait.task.timeoutAt);
    case "facts":
    case "amend":
    case "branches":
    case "undo":
    case "person":
      return undefined;
  }
}

function soonest(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.min(left, right);
}

interface Place {
  readonly nodeId: string;
  readonly activation: number;
}

/** Tasks that people can decide now. */
export function openTasks(state: InstanceState): readonly (Place & { readonly task: TaskState })[] {
  return state.activations.flatMap((one) =>
    one.wait.for === "task" ? [{ ...placeOf(one), task: one.wait.task }] : [],
  );
}

/** Incidents that wait for a person, with the remedies they offer. */
export function openIncidents(state: InstanceState): readonly (Place & { readonly incident: IncidentState })[] {
  return state.activations.flatMap((one) =>
    one.wait.for === "person" ? [{ ...placeOf(one), incident: one.wait.incident }] : [],
  );
}

function placeOf({ nodeId, id }: Activation): Place {
  return { nodeId, activation: id };
}
