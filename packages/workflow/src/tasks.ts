import type { Actor, JsonObject } from "@orderloom/rule-dsl";
import type { Refusal } from "./message.ts";
import { scrubText } from "./personal.ts";
import { refusal, refuse } from "./refusals.ts";
import { signal } from "./tokens.ts";
import type { Turn } from "./machine.ts";
import type { Activation, Approval, ClosedTask, TaskState } from "./state.ts";
import { removeActivation, replaceActivation } from "./turn.ts";

/*
 * What people do with tasks (S11): claim, give back, decide. Who is too late is told who decided what.
 */

interface OpenTask {
  readonly activation: Activation;
  readonly task: TaskState;
}

function openTask(turn: Turn, taskId: string): OpenTask | undefined {
  for (const activation of turn.state.activations) {
    if (activation.wait.for === "task" && activation.wait.task.id === taskId)
      return { activation, task: activation.wait.task };
  }
  return undefined;
}

function keep(turn: Turn, { activation }: OpenTask, task: TaskState): void {
  replaceActivation(turn, { ...activation, wait: { for: "task", task } });
}

const place = ({ activation, task }: OpenTask) => ({
  nodeId: activation.nodeId,
  activation: activation.id,
  taskId: task.id,
});

export interface ClaimMessage {
  readonly taskId: string;
  readonly actor: Actor;
  readonly release?: boolean;
  /** Takes it from whoever holds it: they are not at their desk. */
  readonly takeover?: boolean;
}

export function claimTask(turn: Turn, { taskId, actor, release, takeover }: ClaimMessage): void {
  const open = openTask(turn, taskId);
  if (!open) {
    refuseClosed(turn, taskId);
    return;
  }
  const { claimedBy, ...unclaimed } = open.task;
  if (!mayHandle(open.task, actor)) refuse(turn, "task-not-yours", { group: open.task.group });
  // Nobody holds a task that they cannot decide: it would wait for them in vain.
  else if (open.task.excluded.includes(actor.id)) refuse(turn, "task-excluded", {});
  else if (open.task.approvals.some(({ by }) => by.id === actor.id)) refuse(turn, "approved-already", {});
  else if (claimedBy && claimedBy.id !== actor.id && takeover !== true)
    refuse(turn, "task-claimed", { by: claimedBy.name });
  else if (release) {
    if (!claimedBy) return;
    keep(turn, open, unclaimed);
    turn.events.push({ type: "task.released", actor, data: place(open) });
  } else if (claimedBy?.id === actor.id) refuse(turn, "task-claimed", { by: actor.name }, "duplicate");
  else {
    keep(turn, open, { ...open.task, claimedBy: actor });
    turn.events.push({
      type: "task.claimed",
      actor,
      data: { ...place(open), ...(claimedBy && { from: claimedBy.name }) },
    });
  }
}

export interface DecideMessage {
  readonly taskId: string;
  readonly outcome: string;
  readonly actor: Actor;
  readonly form?: JsonObject;
  readonly reason?: string;
  readonly batch?: number;
}

export function decideTask(turn: Turn, message: DecideMessage): void {
  const open = openTask(turn, message.taskId);
  if (!open) {
    refuseClosed(turn, message.taskId, message);
    return;
  }
  if (!isRefused(turn, open, message)) approve(turn, open, message);
}

function isRefused(turn: Turn, { task }: OpenTask, { outcome, actor, batch }: DecideMessage): boolean {
  const mine = task.approvals.find((approval) => approval.by.id === actor.id);
  if (!task.outcomes.includes(outcome)) refuse(turn, "unknown-outcome", { given: outcome, allowed: task.outcomes });
  else if (!mayHandle(task, actor)) refuse(turn, "task-not-yours", { group: task.group });
  else if (task.excluded.includes(actor.id)) refuse(turn, "task-excluded", {});
  else if (mine) refuseSecond(turn, mine, outcome);
  else if (task.claimedBy && task.claimedBy.id !== actor.id) refuse(turn, "task-claimed", { by: task.claimedBy.name });
  // A batch never gives half of what a task needs: nobody would have looked at it by itself.
  else if (batch !== undefined && neededFor(task, outcome) > 1)
    refuse(turn, "task-needs-two", { needed: neededFor(task, outcome) });
  else return false;
  return true;
}

function refuseSecond(turn: Turn, mine: Approval, outcome: string): void {
  if (mine.outcome === outcome) refuse(turn, "approved-already", {}, "duplicate");
  else refuse(turn, "task-decided", { by: mine.by.name, outcome: mine.outcome });
}

/** Members of the group, and of every group that it has escalated to. */
function mayHandle(task: TaskState, actor: Actor): boolean {
  return actor.groups.includes(task.group) || task.escalatedTo.some((group) => actor.groups.includes(group));
}

function neededFor(task: TaskState, outcome: string): number {
  return task.alone?.includes(outcome) ? 1 : task.approvalsNeeded;
}

function approve(turn: Turn, open: OpenTask, message: DecideMessage): void {
  const { task } = open;
  const approval: Approval = {
    by: message.actor,
    outcome: message.outcome,
    at: turn.now,
    ...(message.form && { form: message.form }),
    ...(message.reason !== undefined && { reason: message.reason }),
  };
  const approvals = [...task.approvals, approval];
  const given = approvals.filter((one) => one.outcome === message.outcome).length;
  const needed = neededFor(task, message.outcome);
  if (given >= needed) {
    decide(turn, open, approvals, message);
    return;
  }
  // The next person has to be able to take it.
  const { claimedBy: _, ...free } = task;
  keep(turn, open, { ...free, approvals });
  const reason = message.reason !== undefined && { reason: scrubText(turn, message.reason) };
  turn.events.push({
    type: "task.approved",
    actor: message.actor,
    data: { ...place(open), outcome: message.outcome, given, needed, ...reason },
  });
}

function decide(turn: Turn, open: OpenTask, approvals: readonly Approval[], message: DecideMessage): void {
  const { outcome, reason, batch, actor } = message;
  closeTask(turn, open, { state: "decided", outcome, approvals });
  turn.events.push({
    type: "task.decided",
    actor,
    data: {
      ...place(open),
      outcome,
      ...(reason !== undefined && { reason: scrubText(turn, reason) }),
      ...(batch !== undefined && { batch }),
    },
  });
  if (!signal(turn, open.activation, { kind: "decided", outcome, approvals }))
    removeActivation(turn, open.activation.id);
}

export function closeTask(
  turn: Turn,
  { activation, task }: OpenTask,
  how: Pick<ClosedTask, "state" | "outcome" | "approvals">,
): void {
  turn.state.closedTasks = [...turn.state.closedTasks, { id: task.id, nodeId: activation.nodeId, ...how }];
}

function refuseClosed(turn: Turn, taskId: string, message?: DecideMessage): void {
  turn.refusal = closedTaskRefusal(turn.state.closedTasks, taskId, message);
}

/** The same decision by the same person is a repetition; anybody else is told who was first (S11). */
export function closedTaskRefusal(
  closedTasks: readonly ClosedTask[],
  taskId: string,
  message?: Pick<DecideMessage, "actor" | "outcome">,
): Refusal {
  const closed = closedTasks.find((task) => task.id === taskId);
  if (!closed) return refusal("task-not-found", { id: taskId });
  if (closed.state !== "decided") return refusal("task-closed", { id: taskId });
  const said = closed.approvals.some((one) => one.by.id === message?.actor.id && one.outcome === message.outcome);
  return refusal("task-decided", { by: namesOf(closed), outcome: closed.outcome }, said ? "duplicate" : "refused");
}

function namesOf({ approvals, outcome }: ClosedTask): readonly string[] {
  return approvals.filter((approval) => approval.outcome === outcome).map((approval) => approval.by.name);
}
