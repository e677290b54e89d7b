import { describeEvent, type OrderLoomEvent } from "@orderloom/rule-dsl";
import type { InstanceSummary, OrderDetail, TaskLine } from "@orderloom/api-contract";
import type { InstanceRecord, OrderRecord } from "../../host/queries.ts";
import { ledgerOf } from "./ledger.ts";
import { maskOrder } from "./mask.ts";
import { nextStepOf } from "./next-step.ts";
import { rowOf } from "./order-row.ts";
import { spentOf } from "./time-spent.ts";
import type { EventWords } from "./timeline.ts";
import { both, nodeName, type Wording } from "./wording.ts";

export function instanceSummary(record: InstanceRecord, wording: Wording): InstanceSummary {
  const { state, definition } = record;
  return {
    id: state.instanceId,
    workflow: state.workflow,
    name: definition.name,
    version: state.version,
    role: definition.role,
    status: record.status,
    ...(state.outcome === undefined ? {} : { outcome: state.outcome }),
    startedAt: state.startedAt,
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    ...(state.stage === undefined ? {} : { stage: state.stage }),
    open: record.open.map((open) => nextStepOf(open, wording)),
  };
}

export function orderDetail(
  record: OrderRecord,
  history: readonly OrderLoomEvent[],
  words: EventWords,
  wording: Wording,
): OrderDetail {
  const definitions = new Map(record.instances.map((instance) => [instance.state.instanceId, instance.definition]));
  const definitionOf = (instanceId: string): InstanceRecord["definition"] | undefined => definitions.get(instanceId);
  return {
    order: maskOrder(record.order),
    row: rowOf(record.row, wording),
    instances: record.instances.map((instance) => instanceSummary(instance, wording)),
    ledger: ledgerOf(history, definitionOf, wording),
    amendments: amendmentsOf(history, words),
    tasks: tasksOf(history, definitionOf, record.instances),
    spent: spentOf(history, record),
    path: pathOf(record.instances, history),
  };
}

function amendmentsOf(history: readonly OrderLoomEvent[], words: EventWords): OrderDetail["amendments"] {
  return history
    .filter((event) => event.type === "order.amended")
    .map((event) => {
      const { title, sentence } = describeEvent(event, words(event));
      return {
        at: event.at,
        revision: event.data.revision,
        change: event.data.change,
        text:
          sentence === undefined
            ? title
            : { "zh-CN": `${title["zh-CN"]}：${sentence["zh-CN"]}`, en: `${title.en}: ${sentence.en}` },
        by: event.actor.name,
        ...(event.data.reason === undefined ? {} : { reason: event.data.reason }),
      };
    });
}

/** Open and closed tasks, from what happened; who may not decide comes from the live state. */
function tasksOf(
  history: readonly OrderLoomEvent[],
  definitionOf: (instanceId: string) => InstanceRecord["definition"] | undefined,
  instances: readonly InstanceRecord[],
): TaskLine[] {
  const lines = new Map<string, TaskLine>();
  const open = new Map(
    instances.flatMap(({ state }) =>
      state.activations.flatMap(({ wait }) => (wait.for === "task" ? [[wait.task.id, wait.task] as const] : [])),
    ),
  );
  for (const event of history) {
    if (event.type === "task.opened") {
      const definition = definitionOf(event.instanceId ?? "");
      const { taskId, nodeId, group, approvals, dueAt } = event.data;
      lines.set(taskId, {
        id: taskId,
        nodeId,
        name: nodeName(definition, nodeId),
        group,
        state: "open",
        ...choicesOf(definition, nodeId),
        openedAt: event.at,
        ...(dueAt === undefined ? {} : { dueAt }),
        approvalsNeeded: approvals,
        approvals: [],
        excluded: (open.get(taskId)?.excluded.length ?? 0) > 0,
        ...claimOf(open.get(taskId)?.claimedBy),
      });
    } else if (
      event.type === "task.approved" ||
      event.type === "task.decided" ||
      event.type === "task.withdrawn" ||
      event.type === "task.timed-out"
    ) {
      const line = lines.get(event.data.taskId);
      if (line !== undefined) lines.set(line.id, closed(line, event, definitionOf(event.instanceId ?? "")));
    }
  }
  return [...lines.values()];
}

const claimOf = (by: { readonly name: string } | undefined): Pick<TaskLine, "claimedBy"> =>
  by === undefined ? {} : { claimedBy: by.name };

/** What a task may be decided to be, and the form it takes. */
function choicesOf(
  definition: InstanceRecord["definition"] | undefined,
  nodeId: string,
): Pick<TaskLine, "outcomes" | "form"> {
  const node = definition?.nodes[nodeId];
  if (node?.type !== "task") return { outcomes: [] };
  const outcomes = node.outcomes.map(({ id, name }) => ({ id, name: both(name, id) }));
  return node.form === undefined ? { outcomes } : { outcomes, form: node.form };
}

type ClosingEvent = Extract<
  OrderLoomEvent,
  { type: "task.approved" | "task.decided" | "task.withdrawn" | "task.timed-out" }
>;

function closed(line: TaskLine, event: ClosingEvent, definition: InstanceRecord["definition"] | undefined): TaskLine {
  if (event.type === "task.withdrawn") return { ...line, state: "withdrawn", closedAt: event.at };
  if (event.type === "task.timed-out") return { ...line, state: "timed-out", closedAt: event.at };
  const node = definition?.nodes[line.nodeId];
  const outcome = both(
    node?.type === "task" ? node.outcomes.find(({ id }) => id === event.data.outcome)?.name : undefined,
    event.data.outcome,
  );
  const approval = {
    by: event.actor.name,
    outcome,
    at: event.at,
    ...(event.data.reason === undefined ? {} : { reason: event.data.reason }),
  };
  const approvals = [...line.approvals, approval];
  return event.type === "task.approved"
    ? { ...line, approvals }
    : { ...line, approvals, state: "decided", outcome, closedAt: event.at };
}

/** The nodes that were visited, in the order of their first event. */
function pathOf(instances: readonly InstanceRecord[], history: readonly OrderLoomEvent[]): OrderDetail["path"] {
  const path: OrderDetail["path"][number][] = [];
  const seen = new Set<string>();
  const starts = new Map(
    instances.map(({ state, definition }) => [
      state.instanceId,
      Object.entries(definition.nodes).find(([, node]) => node.type === "start")?.[0],
    ]),
  );
  for (const event of history) {
    const instanceId = event.instanceId;
    if (instanceId === undefined) continue;
    const nodeId =
      event.type === "instance.started"
        ? starts.get(instanceId)
        : "nodeId" in event.data
          ? event.data.nodeId
          : undefined;
    if (nodeId === undefined) continue;
    const key = `${instanceId}#${nodeId}#${"activation" in event.data ? String(event.data.activation) : ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    path.push({
      instanceId,
      nodeId,
      ...(event.type === "switch.taken" ? { port: event.data.port } : {}),
      at: event.at,
    });
  }
  return path;
}
