import type mongoose from "mongoose";
import type { HostStore } from "../../ports/host-store.ts";
import type { TaskRecord } from "../../ports/records.ts";
import type { Seal } from "../../ports/seal.ts";
import type {
  EndedTask,
  EndedTaskQuery,
  TaskCause,
  TaskFilter,
  TaskFound,
  TaskPick,
  TaskQuery,
  TaskSort,
  TaskStore,
  TaskSum,
} from "../../ports/task-store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import {
  type EndedTaskRecord,
  keyOf,
  type OrderRowRecord,
  type Sealed,
  type TaskRecordOnDisk,
} from "./mongo-records.ts";

/*
 * How the inbox reads tasks. What a filter asks of an order lies beside the task; what is shown of the order is fetched for a page.
 */

type TaskQueryOnDisk = mongoose.mongo.Filter<TaskRecordOnDisk>;
type Rows = ReadonlyMap<string, Pick<OrderRowRecord, "parts" | "status">>;

class Reading {
  readonly #database: MongoDatabase;
  readonly #seal: Seal;

  constructor(database: MongoDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  async list(organisation: string, query: TaskQuery): Promise<TaskFound[]> {
    const { field, direction } = sorted[query.sort ?? "urgency"];
    const filter = { ...filterOf(organisation, query), ...afterOf(query, field, direction) };
    const records = await this.#database.collections.tasks
      .find(filter, { sort: { [field]: direction, id: direction }, limit: query.limit })
      .toArray();
    const rows = await this.#rows(organisation, records);
    return records.map((record) => this.#found(record, record[field], rows));
  }

  async one(organisation: string, id: string): Promise<TaskFound | undefined> {
    const record = await this.#database.collections.tasks.findOne({ _id: keyOf(organisation, id) });
    if (!record) return undefined;
    return this.#found(record, record.urgency, await this.#rows(organisation, [record]));
  }

  async pick(organisation: string, filter: TaskFilter, limit: number): Promise<TaskPick[]> {
    const records = await this.#database.collections.tasks
      .find(filterOf(organisation, filter), {
        projection: { id: 1, needed: 1, claimedBy: 1 },
        sort: { openedAt: 1, id: 1 },
        limit,
      })
      .toArray();
    return records.map(({ id, needed, claimedBy }) => ({
      id,
      needed,
      ...(claimedBy !== undefined && { claimedBy }),
    }));
  }

  async sum(organisation: string, filter: TaskFilter): Promise<TaskSum> {
    const [row] = await this.#sums(organisation, filter, null);
    return row ? sumOf(row) : { count: 0, several: 0, claimed: 0 };
  }

  async causes(organisation: string, filter: TaskFilter): Promise<TaskCause[]> {
    const rows = await this.#sums(organisation, filter, "$cause");
    const largest = rows
      .map((row) => ({ cause: row._id ?? "", row }))
      .sort((a, b) => b.row.amount - a.row.amount || (a.cause < b.cause ? -1 : 1));
    const causes = await Promise.all(
      largest.map(async ({ cause, row }) => {
        const sample = await this.#sample(organisation, cause);
        return sample ? [{ ...sumOf(row), cause, sample }] : [];
      }),
    );
    return causes.flat();
  }

  #sums(organisation: string, filter: TaskFilter, by: "$cause" | null): Promise<Summed[]> {
    return this.#database.collections.tasks
      .aggregate<Summed>([
        { $match: filterOf(organisation, filter) },
        {
          $group: {
            _id: by,
            amount: { $sum: 1 },
            oldest: { $min: "$openedAt" },
            next: { $min: "$dueAt" },
            several: { $sum: "$several" },
            claimed: { $sum: "$claimed" },
          },
        },
      ])
      .toArray();
  }

  async #sample(organisation: string, cause: string): Promise<TaskRecord | undefined> {
    const record = await this.#database.collections.tasks.findOne(
      { organisation, cause },
      { sort: { openedAt: -1 }, projection: { task: 1 } },
    );
    return record ? this.#task(organisation, record.task) : undefined;
  }

  async ended(organisation: string, { cause, channel, by, after, limit }: EndedTaskQuery): Promise<EndedTask[]> {
    const records = await this.#database.collections.endedTasks
      .find(
        {
          organisation,
          ...(cause !== undefined && { cause }),
          ...(by !== undefined && { decidedBy: by }),
          ...(channel !== undefined && { channel }),
          ...(after && {
            $or: [{ endedAt: { $lt: after.order } }, { endedAt: after.order, id: { $lt: after.id } }],
          }),
        },
        { sort: { endedAt: -1, id: -1 }, limit },
      )
      .toArray();
    const rows = await this.#rows(organisation, records);
    return records.map((record) => this.#ended(record, rows));
  }

  async endedOne(organisation: string, id: string): Promise<EndedTask | undefined> {
    const record = await this.#database.collections.endedTasks.findOne({ _id: keyOf(organisation, id) });
    return record ? this.#ended(record, await this.#rows(organisation, [record])) : undefined;
  }

  /** What the list of orders knows of those that these belong to. */
  async #rows(organisation: string, records: readonly { readonly orderId?: string | undefined }[]): Promise<Rows> {
    const ids = [...new Set(records.flatMap(({ orderId }) => orderId ?? []))];
    if (ids.length === 0) return new Map();
    const rows = await this.#database.collections.rows
      .find({ _id: { $in: ids.map((id) => keyOf(organisation, id)) } }, { projection: { id: 1, parts: 1, status: 1 } })
      .toArray();
    return new Map(rows.map((row) => [row.id, row]));
  }

  #ended({ organisation, orderId, ending, endedAt, task }: EndedTaskRecord, rows: Rows): EndedTask {
    const row = orderId === undefined ? undefined : rows.get(orderId);
    return {
      task: this.#task(organisation, task),
      ending,
      endedAt,
      ...(row && { about: row.parts.order, orderStatus: row.status }),
    };
  }

  #found({ organisation, orderId, task }: TaskRecordOnDisk, order: number, rows: Rows): TaskFound {
    const row = orderId === undefined ? undefined : rows.get(orderId);
    return { order, task: this.#task(organisation, task), ...(row && { about: row.parts.order }) };
  }

  #task(organisation: string, sealed: Sealed): TaskRecord {
    return JSON.parse(this.#seal.open(organisation, sealed)) as TaskRecord; // written by `MongoTasks`
  }
}

export function taskPart(database: MongoDatabase, seal: Seal): Pick<HostStore, keyof TaskStore> {
  const reading = new Reading(database, seal);
  return {
    tasks: ({ organisationId }, query) => database.read(() => reading.list(organisationId, query)),
    task: ({ organisationId }, id) => database.read(() => reading.one(organisationId, id)),
    pickTasks: ({ organisationId }, filter, limit) => database.read(() => reading.pick(organisationId, filter, limit)),
    sumTasks: ({ organisationId }, filter) => database.read(() => reading.sum(organisationId, filter)),
    taskCauses: ({ organisationId }, filter) => database.read(() => reading.causes(organisationId, filter)),
    endedTasks: ({ organisationId }, query) => database.read(() => reading.ended(organisationId, query)),
    endedTask: ({ organisationId }, id) => database.read(() => reading.endedOne(organisationId, id)),
  };
}

interface Summed {
  /** The cause, where it is summed by that. */
  readonly _id: string | null;
  readonly amount: number;
  readonly oldest: number | null;
  readonly next: number | null;
  readonly several: number;
  readonly claimed: number;
}

function sumOf({ amount, oldest, next, several, claimed }: Summed): TaskSum {
  return {
    count: amount,
    ...(oldest !== null && { oldestAt: oldest }),
    ...(next !== null && { nextDueAt: next }),
    several,
    claimed,
  };
}

type SortField = "urgency" | "openedAt" | "amount";

const sorted: Readonly<Record<TaskSort, { readonly field: SortField; readonly direction: 1 | -1 }>> = {
  urgency: { field: "urgency", direction: 1 },
  waiting: { field: "openedAt", direction: 1 },
  amount: { field: "amount", direction: -1 },
};

function filterOf(organisation: string, filter: TaskFilter): TaskQueryOnDisk {
  const { groups, cause, claimed, claimedBy, openedBefore, due, amountFrom, amountTo, region, text } = filter;
  const all: TaskQueryOnDisk[] = [];
  if (groups) all.push({ groups: { $in: [...groups] } });
  if (claimed !== undefined) all.push({ claimed: claimed ? 1 : 0 });
  if (claimedBy !== undefined) all.push({ claimedBy });
  if (openedBefore !== undefined) all.push({ openedAt: { $lt: openedBefore } });
  if (due !== undefined) all.push({ dueAt: dueOf(due) });
  if (amountFrom !== undefined) all.push({ amount: { $gte: amountFrom } });
  // A task without an order has no amount.
  if (amountTo !== undefined) all.push({ amount: { $gte: 0, $lte: amountTo } });
  if (region !== undefined) all.push({ province: region });
  if (text !== undefined) all.push({ $or: [...startsOf(text), { lastSix: text }] });
  return { organisation, ...(cause !== undefined && { cause }), ...(all.length > 0 && { $and: all }) };
}

function startsOf(text: string): TaskQueryOnDisk[] {
  const range = { $gte: text, $lt: `${text}\u{10ffff}` };
  return [{ orderId: range }, { channelOrderId: range }];
}

function dueOf(due: NonNullable<TaskFilter["due"]>): mongoose.mongo.FilterOperators<number> {
  if (due === "never") return { $exists: false };
  const { from, to } = due;
  return {
    ...(from === undefined && to === undefined && { $exists: true }),
    ...(from !== undefined && { $gte: from }),
    ...(to !== undefined && { $lt: to }),
  };
}

function afterOf({ after }: TaskQuery, field: SortField, direction: 1 | -1): TaskQueryOnDisk {
  if (!after) return {};
  const beyond = direction === 1 ? "$gt" : "$lt";
  return {
    $or: [{ [field]: { [beyond]: after.order } }, { [field]: after.order, id: { [beyond]: after.id } }],
  };
}
