import { type Actor, type BothLanguages, shortOrderNumber } from "@orderloom/rule-dsl";
import type { DecidedTask, TaskGroup, TaskRow } from "@orderloom/api-contract";
import type { OrderPart } from "../../ports/order-row.ts";
import { causeOf, type TaskRecord } from "../../ports/records.ts";
import type { DeadlineSum } from "../../host/task-queries.ts";
import type { EndedTask, TaskCause, TaskFound, TaskSum } from "../../ports/task-store.ts";
import { remedyNames } from "./next-step.ts";
import { both, nodeName, type Wording } from "./wording.ts";

/** A line of the inbox, as `actor` sees it. */
export function taskRow(
  { task: record, about }: Pick<TaskFound, "task" | "about">,
  wording: Wording,
  actor: Actor,
): TaskRow {
  const { claimedBy } = record;
  return {
    id: record.id,
    instanceId: record.instanceId,
    ...(record.orderId === undefined ? {} : { orderId: record.orderId }),
    ...numberOf(record),
    workflow: record.workflow,
    nodeId: record.nodeId,
    name: nodeName(wording.workflow(record.workflow, record.version), record.nodeId),
    group: record.group,
    escalatedTo: [...record.escalatedTo],
    state: claimedBy === undefined ? "open" : "claimed",
    ...(claimedBy === undefined ? {} : { claimedBy: claimedBy.name }),
    claimedByMe: claimedBy?.id === actor.id,
    cause: causeName(record),
    ...orderOf(about),
    ...(record.form === undefined ? {} : { form: record.form }),
    show: record.show,
    outcomes: outcomesOf(record, wording),
    approvalsNeeded: record.approvalsNeeded,
    approvalsGiven: record.approvalsGiven,
    excluded: record.excluded?.includes(actor.id) ?? false,
    openedAt: record.openedAt,
    ...(record.dueAt === undefined ? {} : { dueAt: record.dueAt }),
    ...(about?.deadline === undefined ? {} : { deadline: about.deadline }),
  };
}

function outcomesOf(record: TaskRecord, wording: Wording): TaskRow["outcomes"] {
  const node = wording.workflow(record.workflow, record.version)?.nodes[record.nodeId];
  const named = node?.type === "task" ? node.outcomes : node?.type === "raise" ? (node.remedies ?? []) : [];
  return record.outcomes.map((id) => ({
    id,
    name: both(named.find((outcome) => outcome.id === id)?.name ?? remedyNames[id], id),
    people: record.alone?.includes(id) === true ? 1 : record.approvalsNeeded,
  }));
}

function numberOf({ channel, channelOrderId }: TaskRecord): Pick<TaskRow, "shortNumber"> {
  if (channel === undefined || channelOrderId === undefined) return {};
  return { shortNumber: shortOrderNumber(channel, channelOrderId) };
}

function causeName(record: TaskRecord): TaskRow["cause"] {
  return {
    key: causeOf(record),
    ...(record.cause === undefined ? {} : { name: both(record.cause.name, record.cause.key) }),
  };
}

function orderOf(about: OrderPart | undefined): Pick<TaskRow, "order"> {
  if (about === undefined) return {};
  const { channel, customer, totalMinor, currency, lineCount, pieces, region } = about;
  return {
    order: {
      channel,
      customer,
      total: { minorUnits: totalMinor, currency },
      lineCount,
      ...(pieces === undefined ? {} : { pieces }),
      ...(region?.province === undefined ? {} : { province: region.province }),
      ...(region?.city === undefined ? {} : { city: region.city }),
    },
  };
}

/** A cause by its author's words and by what tells it from others of the kind, such as a channel or a SKU. */
function causeDetail({ cause }: TaskRecord, wording: Wording): BothLanguages | undefined {
  if (cause === undefined) return undefined;
  const name = both(cause.name, cause.key);
  const key = both(wording.channelName(cause.key), cause.key);
  const told = (language: "zh-CN" | "en"): string =>
    name[language].includes(key[language]) ? name[language] : `${name[language]} · ${key[language]}`;
  return { "zh-CN": told("zh-CN"), en: told("en") };
}

export function causeGroup(group: TaskCause, wording: Wording): TaskGroup {
  const { sample } = group;
  const name = causeDetail(sample, wording);
  return {
    key: group.cause,
    name: nodeName(wording.workflow(sample.workflow, sample.version), sample.nodeId),
    ...(name === undefined ? {} : { detail: name }),
    group: sample.group,
    outcomes: outcomesOf(sample, wording),
    ...(sample.form === undefined ? {} : { form: sample.form }),
    ...sumOf(group),
  };
}

export const deadlineGroup = (sum: DeadlineSum): TaskGroup => ({ key: sum.deadline, ...sumOf(sum) });

function sumOf({ count, oldestAt, nextDueAt, several, claimed }: TaskSum) {
  return {
    count,
    ...(oldestAt === undefined ? {} : { oldestAt }),
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
    several,
    claimed,
  };
}

/** A line of what somebody decided. */
export function decidedTask({ task, ending, endedAt, about, orderStatus }: EndedTask, wording: Wording): DecidedTask {
  const outcome = outcomesOf(task, wording).find(({ id }) => id === ending.outcome);
  return {
    id: task.id,
    ...(task.orderId === undefined ? {} : { orderId: task.orderId }),
    ...numberOf(task),
    name: nodeName(wording.workflow(task.workflow, task.version), task.nodeId),
    cause: causeName(task),
    ...orderOf(about),
    ...(outcome === undefined ? {} : { outcome: outcome.name }),
    by: ending.by.map(({ name }) => name),
    openedAt: task.openedAt,
    endedAt,
    // The store keeps the platform's own vocabulary (S3), which is the contract's.
    ...(orderStatus === undefined ? {} : { orderStatus: orderStatus as NonNullable<DecidedTask["orderStatus"]> }),
  };
}
