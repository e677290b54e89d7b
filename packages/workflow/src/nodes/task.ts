import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";
import { lenientValue, strictValue, wrongKind } from "../compile/expressions.ts";
import { type CompileNode, headOf, type NodeTools } from "../compile/node-tools.ts";
import type { Turn, Visit, Worked } from "../machine.ts";
import type { Activation, Approval, TaskState } from "../state.ts";
import { closeTask } from "../tasks.ts";
import { idOf, leave, park, replaceActivation, setVar, stop } from "../turn.ts";
import type { NodeOf } from "@orderloom/rule-dsl";

type Facts = Readonly<Record<string, unknown>>;

/** Waits for people (S11). */
export const compileTask: CompileNode<"task"> = (node, tools) => {
  const needed = compileCount(node, tools);
  const opening = compileOpening(node, tools);
  return {
    ...headOf(node, tools),
    enter(turn, visit) {
      const count = needed(turn.facts.current());
      if (!count.ok) return { kind: "incident", incident: count.incident };
      const task = opening(turn, visit, count.value);
      const { id, group, approvalsNeeded, dueAt, cause } = task;
      turn.events.push({
        type: "task.opened",
        data: {
          nodeId: tools.id,
          activation: visit.id,
          taskId: id,
          group,
          approvals: approvalsNeeded,
          ...(dueAt !== undefined && { dueAt }),
          ...(cause && { cause: cause.key }),
        },
      });
      return park({ for: "task", task });
    },
    resume(turn, activation, signal) {
      if (activation.wait.for !== "task") return undefined;
      const { task } = activation.wait;
      if (signal.kind === "decided") {
        setVar(turn, node.output, resultOf(signal.outcome, signal.approvals));
        return leave(signal.outcome);
      }
      if (signal.kind !== "timer") return undefined;
      const left = escalate(turn, activation, task);
      if (left.timeoutAt === undefined || left.timeoutAt > turn.now) return undefined;
      closeTask(turn, { activation, task: left }, { state: "timed-out", approvals: left.approvals });
      const place = { nodeId: tools.id, activation: activation.id, taskId: task.id };
      turn.events.push({ type: "task.timed-out", data: place });
      setVar(turn, node.output, resultOf("timeout", []));
      return node.ports["timeout"] === undefined ? stop("task-timed-out", { node: tools.id }) : leave("timeout");
    },
  };
};

/** What later nodes see: the outcome, the last form and reason, and the ids of those who decided so. */
function resultOf(outcome: string, approvals: readonly Approval[]): JsonObject {
  const deciding = approvals.filter((approval) => approval.outcome === outcome);
  const last = deciding.at(-1);
  return {
    outcome,
    form: last?.form ?? null,
    reason: last?.reason ?? null,
    by: deciding.map((approval) => approval.by.id),
  };
}

/** Approvals that cannot be counted are no approvals: a person looks (S10). */
function compileCount(node: NodeOf<"task">, tools: NodeTools): (facts: Facts) => Worked<number> {
  const value = strictValue(node.approvals?.count ?? 1, "approvals.count", tools.context);
  return (facts) => {
    const worked = value(facts);
    if (!worked.ok) return worked;
    const count = worked.value;
    if (typeof count === "number" && Number.isInteger(count) && count >= 1) return { ok: true, value: count };
    return { ok: false, incident: wrongKind("approvals.count", NOT_A_COUNT) };
  };
}
const NOT_A_COUNT = { "zh-CN": "结果不是 1 以上的整数", en: "it is not a whole number of at least 1" };

type Opening = (turn: Turn, visit: Visit, approvalsNeeded: number) => TaskState;

function compileOpening(node: NodeOf<"task">, tools: NodeTools): Opening {
  const { context } = tools;
  const show = lenientValue(node.show, context);
  const causeKey = lenientValue(node.cause?.key, context);
  const priority = lenientValue(node.priority, context);
  const excluding = (node.approvals?.excluding ?? []).map((path) => lenientValue(`=${path}`, context));
  const due = compileDue(node);
  const alone = node.approvals?.alone;
  return (turn, { id }, approvalsNeeded) => {
    const facts = turn.facts.current();
    const key = causeKey?.(facts) ?? null;
    const weight = priority?.(facts);
    return {
      id: idOf(turn, id),
      group: node.group,
      ...(node.form !== undefined && { form: node.form }),
      // A map of values comes out as a map.
      show: (show?.(facts) ?? {}) as JsonObject,
      ...(node.cause && key !== null && { cause: { key: textOfKey(key), name: node.cause.name } }),
      priority: typeof weight === "number" ? weight : 0,
      outcomes: node.outcomes.map((outcome) => outcome.id),
      approvalsNeeded,
      ...(alone && { alone }),
      excluded: excluding.flatMap((path) => idsIn(path?.(facts) ?? null)),
      approvals: [],
      openedAt: turn.now,
      ...due(turn),
      escalatedTo: [],
    };
  };
}

function textOfKey(key: JsonValue): string {
  return typeof key === "string" ? key : JSON.stringify(key);
}

/** An author that the order does not have excludes nobody. */
function idsIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

type Dates = Pick<TaskState, "dueAt" | "timeoutAt" | "escalations">;

/** All three are counted from the opening: by the calendar as the turn reads it (S23), around the clock where there is none. */
function compileDue({ due }: NodeOf<"task">): (turn: Turn) => Dates {
  if (!due) return () => ({ escalations: [] });
  const { calendar } = due;
  const after = ({ now, reads }: Turn, duration: string): number => {
    const counted = calendar === undefined ? undefined : reads.calendars?.[calendar]?.[duration];
    return counted ?? now + (durationMs(duration) ?? 0);
  };
  const escalations = due.escalate ?? [];
  return (turn) => ({
    dueAt: after(turn, due.after),
    ...(due.timeout && { timeoutAt: after(turn, due.timeout.after) }),
    escalations: escalations
      .map((step) => ({ at: after(turn, step.after), to: step.to }))
      .sort((left, right) => left.at - right.at),
  });
}

/** Tells the next groups whose time has come; they may decide as well. */
function escalate(turn: Turn, activation: Activation, task: TaskState): TaskState {
  const reached = task.escalations.filter((step) => step.at <= turn.now);
  if (reached.length === 0) return task;
  for (const { to } of reached) {
    const place = { nodeId: activation.nodeId, activation: activation.id, taskId: task.id };
    turn.events.push({ type: "task.escalated", data: { ...place, to } });
  }
  const escalated: TaskState = {
    ...task,
    escalations: task.escalations.filter((step) => step.at > turn.now),
    escalatedTo: [...task.escalatedTo, ...reached.map((step) => step.to)],
  };
  replaceActivation(turn, { ...activation, wait: { for: "task", task: escalated } });
  return escalated;
}
