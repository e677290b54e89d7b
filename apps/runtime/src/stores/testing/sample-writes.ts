import type { InstancePart, OrderPart } from "../../ports/order-row.ts";
import type { TakeRecord } from "../../ports/quota-store.ts";
import type { TaskEnding, TaskRecord } from "../../ports/records.ts";
import type { AggregateIndex, AggregateWrite, Projection, StoredAggregate } from "../../ports/store.ts";

/*
 * Aggregates as small as they can be: the document says all that is projected from it, as a host's does.
 */

export interface SampleOrder {
  readonly kind: "order";
  readonly id: string;
  readonly channel: string;
  readonly channelOrderId: string;
  readonly receivedAt: number;
  readonly instances: readonly string[];
  readonly pending?: boolean;
  readonly phoneLast4?: string;
  readonly marks?: readonly string[];
  readonly unrouted?: boolean;
  readonly totalMinor?: number;
  readonly province?: string;
}
export interface SampleInstance {
  readonly kind: "instance";
  readonly id: string;
  readonly orderId: string;
  readonly status: InstancePart["status"];
  readonly stage?: string;
  readonly since?: number;
  readonly timerAt?: number;
  readonly pending?: boolean;
  readonly awaits?: AggregateIndex["awaits"];
  /** Nodes where it stands, each since then. */
  readonly standsAt?: Readonly<Record<string, number>>;
  readonly tasks?: readonly {
    readonly id: string;
    readonly group: string;
    readonly dueAt?: number;
    readonly orderDueBy?: number;
    readonly claimedBy?: string;
    readonly cause?: string;
    readonly openedAt?: number;
    readonly needed?: number;
  }[];
  readonly ended?: readonly TaskEnding[];
}
export interface SampleLimit {
  readonly kind: "quota";
  readonly id: string;
  readonly quota: string;
  readonly limit: string;
  readonly taken: number;
  readonly touched: readonly TakeRecord[];
}
export type Sample = SampleOrder | SampleInstance | SampleLimit;

export function orderSample(number: number, more: Partial<SampleOrder> = {}): SampleOrder {
  const id = `OL-20261111-${String(number).padStart(6, "0")}`;
  return {
    kind: "order",
    id,
    channel: "tmall",
    channelOrderId: `TM-${number}`,
    receivedAt: 1000 + number,
    instances: [],
    ...more,
  };
}
export function instanceSample(order: SampleOrder, more: Partial<SampleInstance> = {}): SampleInstance {
  return { kind: "instance", id: `${order.id}/main`, orderId: order.id, status: "running", ...more };
}

/** A limit after a write that touched these takes. */
export function limitSample(id: string, taken: number, touched: readonly TakeRecord[]): SampleLimit {
  const [quota = "", limit = ""] = id.split("/");
  return { kind: "quota", id, quota, limit, taken, touched };
}
export function takeSample(id: string, more: Partial<TakeRecord> = {}): TakeRecord {
  return {
    id,
    quota: "gift",
    limit: "campaign",
    amount: 1,
    state: "open",
    at: 1000,
    changedAt: 1000,
    instanceId: "OL-1/main",
    orderId: "OL-1",
    version: 1,
    ...more,
  };
}

/** A write of a sample over what was read before. */
export function write(sample: Sample, expectedRevision = 0, after?: number): AggregateWrite {
  const revision = expectedRevision + 1;
  const stored = {
    kind: sample.kind,
    id: sample.id,
    revision,
    document: JSON.stringify(sample),
    turn: `turn ${revision} of ${sample.id}`,
  };
  return {
    ...stored,
    expectedRevision,
    projection: projectSample(stored),
    ...(sample.kind === "order" && { body: `as ${sample.channelOrderId} came` }),
    ...(after !== undefined && { after }),
  };
}

export function projectSample(aggregate: StoredAggregate): Projection {
  const sample = JSON.parse(aggregate.document) as Sample;
  switch (sample.kind) {
    case "order":
      return projectOrder(sample, aggregate.revision);
    case "instance":
      return projectInstance(sample, aggregate.revision);
    case "quota": {
      const { quota, limit, taken, touched } = sample;
      const index = { live: true, pending: false, counted: { quota, limit, taken } };
      return { index, at: 1000, told: false, takes: touched };
    }
  }
}

function projectOrder(sample: SampleOrder, revision: number): Projection {
  const { id, channel, channelOrderId, receivedAt, instances, pending = false, phoneLast4, unrouted = false } = sample;
  const { totalMinor = 128_000, province } = sample;
  const order: OrderPart = {
    revision,
    channel,
    channelOrderId,
    receivedAt,
    placedAt: "2026-11-11T20:00:00+08:00",
    customer: "李*婷",
    totalMinor,
    currency: "CNY",
    lineCount: 2,
    cancelled: false,
    held: false,
    unrouted,
    ...(phoneLast4 !== undefined && { phoneLast4 }),
    ...(sample.marks && { marks: sample.marks }),
    ...(province !== undefined && { region: { province } }),
  };
  const index = { orderId: id, live: true, pending, channelKey: { channel, channelOrderId }, instanceIds: instances };
  return { index, at: receivedAt, told: true, part: { order } };
}

function projectInstance(sample: SampleInstance, revision: number): Projection {
  const { id, orderId, status, stage, since = 1000, timerAt, pending = false, awaits, standsAt = {} } = sample;
  const { tasks = [], ended: endedTasks = [] } = sample;
  const ended = status === "done" || status === "cancelled";
  const instance: InstancePart = {
    id,
    revision,
    role: "main",
    status,
    startedAt: 1000,
    ...(ended && { endedAt: 2000 }),
    stages: stage === undefined ? [] : [{ stage, at: since }],
  };
  return {
    index: {
      orderId,
      live: !ended,
      pending,
      workflow: "main",
      open: Object.entries(standsAt).map(([node, at]) => ({ node, since: at })),
      ...(timerAt !== undefined && { timerAt }),
      ...(awaits && { awaits }),
    },
    at: since,
    told: true,
    part: { instance },
    tasks: tasks.map((task) => taskOf(sample, task)),
    endedTasks,
  };
}

function taskOf({ id, orderId }: SampleInstance, task: NonNullable<SampleInstance["tasks"]>[number]): TaskRecord {
  const { dueAt, orderDueBy, claimedBy, cause, openedAt = 1000, needed = 1 } = task;
  return {
    id: task.id,
    instanceId: id,
    orderId,
    workflow: "main",
    version: 1,
    nodeId: "review",
    group: task.group,
    escalatedTo: [],
    show: {},
    outcomes: ["approve"],
    approvalsNeeded: needed,
    approvalsGiven: 0,
    openedAt,
    ...(dueAt !== undefined && { dueAt }),
    ...(orderDueBy !== undefined && { orderDueBy }),
    ...(claimedBy !== undefined && { claimedBy: { kind: "person", id: claimedBy, name: claimedBy, groups: [] } }),
    ...(cause !== undefined && { cause: { key: cause, name: { en: cause } } }),
  };
}
