import type { OrderPart } from "../../ports/order-row.ts";
import { causeOf, type TaskEnding, type TaskRecord } from "../../ports/records.ts";
import type { Seal } from "../../ports/seal.ts";
import { urgencyOf } from "../task-urgency.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { type EndedTaskRecord, keyOf, type TaskOrder, type TaskRecordOnDisk } from "./mongo-records.ts";

const LAST_DIGITS = 6;

/** What an instance has open, and how what it had open before came to its end. */
export interface TaskTurn {
  readonly instanceId: string;
  readonly open: readonly TaskRecord[];
  readonly ended: readonly TaskEnding[];
  /** UTC milliseconds. */
  readonly at: number;
}

/** What a batch changes in the lists of tasks. */
export interface ChangedTasks {
  readonly gone: readonly string[];
  readonly open: readonly TaskRecordOnDisk[];
  readonly ended: readonly EndedTaskRecord[];
  /** Orders whose tasks have to say something else of them. */
  readonly orders: readonly { readonly id: string; readonly parts: { readonly order: OrderPart } }[];
}

/** The open tasks and those that ended: a projection of the instances. */
export class MongoTasks {
  readonly #database: MongoDatabase;
  readonly #seal: Seal;
  /** Instances with open tasks, so that a turn of any other reads nothing. */
  #holding: Set<string> | undefined;

  constructor(database: MongoDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  /** What these instances have open in the list. */
  async known(organisation: string, instanceIds: readonly string[]): Promise<readonly TaskRecordOnDisk[]> {
    const holding = await this.#holders();
    const asked = instanceIds.filter((id) => holding.has(keyOf(organisation, id)));
    if (asked.length === 0) return [];
    return this.#database.collections.tasks.find({ organisation, instanceId: { $in: asked } }).toArray();
  }

  async #holders(): Promise<Set<string>> {
    if (this.#holding) return this.#holding;
    const found = await this.#database.collections.tasks
      .aggregate<{ readonly _id: { readonly organisation: string; readonly instanceId: string } }>([
        { $group: { _id: { organisation: "$organisation", instanceId: "$instanceId" } } },
      ])
      .toArray();
    this.#holding = new Set(found.map(({ _id }) => keyOf(_id.organisation, _id.instanceId)));
    return this.#holding;
  }

  /** All that an instance has open, in place of what it had; what is open no longer is kept with its ending. */
  replaced(
    organisation: string,
    { instanceId, open, ended, at }: TaskTurn,
    known: readonly TaskRecordOnDisk[],
    orderOf: (id: string) => OrderPart | undefined,
  ): Omit<ChangedTasks, "orders"> {
    const still = new Set(open.map(({ id }) => id));
    const gone = known.filter((one) => one.instanceId === instanceId && !still.has(one.id));
    return {
      gone: gone.map(({ _id }) => _id),
      open: open.map((task) => this.#record(organisation, task, orderOf)),
      ended: gone.map((one) => endedRecord(one, ended, at)),
    };
  }

  #record(organisation: string, task: TaskRecord, orderOf: (id: string) => OrderPart | undefined): TaskRecordOnDisk {
    return {
      _id: keyOf(organisation, task.id),
      organisation,
      id: task.id,
      instanceId: task.instanceId,
      orderId: task.orderId,
      groups: [task.group, ...task.escalatedTo],
      cause: causeOf(task),
      claimedBy: task.claimedBy?.id,
      urgency: urgencyOf(task),
      openedAt: task.openedAt,
      dueAt: task.dueAt,
      needed: task.approvalsNeeded,
      several: task.approvalsNeeded > 1 ? 1 : 0,
      claimed: task.claimedBy === undefined ? 0 : 1,
      ...aboutOrder(task.orderId === undefined ? undefined : orderOf(task.orderId)),
      task: this.#seal.seal(organisation, JSON.stringify(task)),
    };
  }

  /** May be done twice. */
  async write(organisation: string, { gone, open, ended, orders }: ChangedTasks): Promise<void> {
    const { tasks, endedTasks } = this.#database.collections;
    if (ended.length > 0)
      await endedTasks.bulkWrite(
        ended.map((one) => ({ replaceOne: { filter: { _id: one._id }, replacement: one, upsert: true } })),
        { ordered: false },
      );
    const operations = [
      ...orders.map(({ id, parts }) => ({
        updateMany: { filter: { organisation, orderId: id }, update: { $set: aboutOrder(parts.order) } },
      })),
      ...(gone.length > 0 ? [{ deleteMany: { filter: { _id: { $in: [...gone] } } } }] : []),
      ...open.map((one) => ({ replaceOne: { filter: { _id: one._id }, replacement: one, upsert: true } })),
    ];
    if (operations.length > 0) await tasks.bulkWrite(operations, { ordered: true });
  }

  /** Takes over into memory what was written; an instance without tasks is asked once too often at most. */
  settle(open: readonly TaskRecordOnDisk[]): void {
    for (const { organisation, instanceId } of open) this.#holding?.add(keyOf(organisation, instanceId));
  }

  /** As if they had never been. */
  async drop(organisation: string, instanceId: string): Promise<void> {
    await this.#database.collections.tasks.deleteMany({ organisation, instanceId });
  }
}

function aboutOrder(order: OrderPart | undefined): TaskOrder {
  if (!order) return { amount: -1 };
  return {
    amount: order.totalMinor,
    province: order.region?.province,
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    lastSix: order.channelOrderId.slice(-LAST_DIGITS),
  };
}

function endedRecord(
  { _id, organisation, id, orderId, channel, cause, task }: TaskRecordOnDisk,
  endings: readonly TaskEnding[],
  at: number,
): EndedTaskRecord {
  const ending = endings.find((one) => one.id === id) ?? { id, state: "withdrawn", by: [] };
  const decidedBy = ending.by.at(-1)?.id;
  return { _id, organisation, id, orderId, channel, cause, decidedBy, endedAt: at, ending, task };
}
