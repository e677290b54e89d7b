import { shortOrderNumber } from "@orderloom/rule-dsl";
import type { TaskRow } from "@orderloom/api-contract";
import type { TaskRecord } from "../../host/queries.ts";
import { both, nodeName, type Wording } from "./wording.ts";

/** A line of the inbox. */
export function taskRow(record: TaskRecord, wording: Wording): TaskRow {
  const definition = wording.workflow(record.workflow, record.version);
  const node = definition?.nodes[record.nodeId];
  const outcomes = node?.type === "task" ? node.outcomes : [];
  return {
    id: record.id,
    instanceId: record.instanceId,
    ...(record.orderId === undefined ? {} : { orderId: record.orderId }),
    ...(record.channel === undefined || record.channelOrderId === undefined
      ? {}
      : { shortNumber: shortOrderNumber(record.channel, record.channelOrderId) }),
    nodeId: record.nodeId,
    name: nodeName(definition, record.nodeId),
    group: record.group,
    state: record.claimedBy === undefined ? "open" : "claimed",
    ...(record.claimedBy === undefined ? {} : { claimedBy: record.claimedBy.name }),
    ...(record.cause === undefined
      ? {}
      : { cause: { key: record.cause.key, name: both(record.cause.name, record.cause.key) } }),
    ...(record.form === undefined ? {} : { form: record.form }),
    show: record.show,
    outcomes: record.outcomes.map((id) => ({
      id,
      name: both(outcomes.find((outcome) => outcome.id === id)?.name, id),
    })),
    approvalsNeeded: record.approvalsNeeded,
    approvalsGiven: record.approvalsGiven,
    openedAt: record.openedAt,
    ...(record.dueAt === undefined ? {} : { dueAt: record.dueAt }),
  };
}
