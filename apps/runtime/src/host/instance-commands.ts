import type { Actor, Code, CodeData } from "@orderloom/rule-dsl";
import { type InstanceMessage, type InstanceState, openTasks, type Refusal } from "@orderloom/workflow";
import { type InstanceCommands, type Refused, refusedOf, type TaskReply } from "./commands.ts";
import { incidentTaskId } from "./incident-tasks.ts";
import { openSteps } from "./instance-projection.ts";
import type { InstanceMail, InstanceReply } from "./instance-document.ts";
import type { TurnLoop } from "./turn-loop.ts";

/** Remedies of activation 0 are for the instance itself: it broke, and its kept messages are tried again. */
const WHOLE_INSTANCE = 0;

export function createInstanceCommands(loop: TurnLoop): InstanceCommands {
  const send = (id: string, message: InstanceMessage, actor: Actor) =>
    loop.tellInstance(id, { type: "message", message }, actor);
  const commands: InstanceCommands = {
    claim: async (taskId, how, actor) => {
      const reply = await send(
        instanceOf(taskId),
        {
          type: "task.claim",
          taskId,
          actor,
          ...(how === "release" && { release: true }),
          ...(how === "takeover" && { takeover: true }),
        },
        actor,
      );
      return taskReply(taskId, reply, how === "release" ? "released" : "claimed");
    },
    decide: async (taskId, { outcome, form, reason, batch }, actor) => {
      const message: InstanceMessage = {
        type: "task.decide",
        taskId,
        outcome,
        actor,
        ...(form && { form }),
        ...(reason !== undefined && { reason }),
        ...(batch !== undefined && { batch }),
      };
      const id = instanceOf(taskId);
      // A broken instance would keep the decision for later.
      const reply = taskId === incidentTaskId(id, WHOLE_INSTANCE) ? undefined : await send(id, message, actor);
      const activation = reply ? incidentAt(taskId, reply) : WHOLE_INSTANCE;
      if (reply && activation === undefined) return taskReply(taskId, reply, "decided");
      const choice = {
        activation: activation ?? WHOLE_INSTANCE,
        remedy: outcome,
        ...(reason !== undefined && { reason }),
      };
      const taken = await commands.remedy(id, choice, actor);
      return taken.kind === "refused" ? taken : { kind: "decided", outcome, given: 1, needed: 1 };
    },
    remedy: async (instanceId, choice, actor) => {
      const { activation } = choice;
      const message: InstanceMessage = { type: "incident.remedy", ...choice, actor };
      const mail: InstanceMail =
        activation === WHOLE_INSTANCE ? { type: "unstall", actor } : { type: "message", message };
      return plainReply(instanceId, await loop.tellInstance(instanceId, mail, actor));
    },
    assign: async (instanceId, choice, actor) =>
      plainReply(instanceId, await send(instanceId, { type: "incident.assign", ...choice, actor }, actor)),
    restart: async (instanceId, choice, actor) =>
      plainReply(instanceId, await send(instanceId, { type: "restart", ...choice, actor }, actor)),
    cancel: async (instanceId, reason, actor) => {
      const message: InstanceMessage = { type: "cancel", actor, ...(reason !== undefined && { reason }) };
      return plainReply(instanceId, await send(instanceId, message, actor));
    },
  };
  return commands;
}

/** An incident that stands in the inbox because its instance belongs to no order; undefined for a task. */
function incidentAt(taskId: string, { document, refusal }: InstanceReply): number | undefined {
  if (!document || refusal?.code !== "task-not-found" || document.state.orderId !== undefined) return undefined;
  const open = openSteps(document).find(
    ({ incident, instanceId, activation }) => incident && incidentTaskId(instanceId, activation) === taskId,
  );
  return open?.activation;
}

/** A task's id is `<instance>/<n>` (S37). */
function instanceOf(taskId: string): string {
  return taskId.slice(0, Math.max(0, taskId.lastIndexOf("/")));
}

function taskReply(
  taskId: string,
  { document, refusal, missing }: InstanceReply,
  done: "decided" | "claimed" | "released",
): TaskReply {
  if (missing || !document) return refused(404, "task-not-found", { id: taskId });
  const standing = standingOf(document.state, taskId);
  if (refusal?.kind === "duplicate") return { kind: "duplicate", ...standing };
  if (refusal) return refusedTask(refusal);
  const isOpen = openTasks(document.state).some(({ task }) => task.id === taskId);
  return { kind: done === "decided" && isOpen ? "approved" : done, ...standing };
}

/** Where a task stands: what was decided, and how many of the approvals it needs are there. */
function standingOf(
  state: InstanceState,
  taskId: string,
): { readonly outcome?: string; readonly given: number; readonly needed: number } {
  const open = openTasks(state).find(({ task }) => task.id === taskId)?.task;
  if (open) {
    const outcome = open.approvals.at(-1)?.outcome;
    return { given: open.approvals.length, needed: open.approvalsNeeded, ...(outcome !== undefined && { outcome }) };
  }
  const closed = state.closedTasks.find(({ id }) => id === taskId);
  const given = closed?.approvals.filter(({ outcome }) => outcome === closed.outcome).length ?? 0;
  return { given, needed: given, ...(closed?.outcome !== undefined && { outcome: closed.outcome }) };
}

const statuses: Partial<Record<Code, Refused["status"]>> = {
  "task-not-found": 404,
  "task-not-yours": 403,
  "task-excluded": 403,
  "unknown-outcome": 422,
  "remedy-not-offered": 422,
  "reason-required": 422,
  "input-required": 422,
  "restart-not-here": 422,
};

function refusedTask(refusal: Refusal): Refused {
  return { ...refusedOf(refusal), status: statuses[refusal.code] ?? 409 };
}

function plainReply(id: string, { refusal, missing }: InstanceReply): { readonly kind: "done" } | Refused {
  if (missing) return refused(404, "instance-not-found", { id });
  return refusal?.kind === "refused" ? refusedTask(refusal) : { kind: "done" };
}

function refused(status: Refused["status"], code: Code, data: CodeData): Refused {
  return { kind: "refused", status, code, data };
}
