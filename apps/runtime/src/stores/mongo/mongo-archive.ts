import type { ArchivePlace, ArchiveSlice } from "../../ports/archive-store.ts";
import { endedBefore } from "../archivable.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import type { MongoOrderRows } from "./mongo-order-rows.ts";
import { type AggregateRecord, type ArchivedRecord, keyOf } from "./mongo-records.ts";

const nothing = { document: "", turn: "" } as const;

/**
 * Orders that ended long ago, one document each. Of an order's own document a stub stays behind, so that its channel's number stays taken; its
 * revision is negative, so that nobody writes over it. A move is several writes: the archive's document comes first and says that it is moving,
 * and while it does, nobody writes what it holds. So a move that a death interrupted, there or back, is finished by moving there.
 */
export class MongoArchive {
  readonly #database: MongoDatabase;
  readonly #rows: MongoOrderRows;
  /** Whether anything is in it, so that who finds nothing elsewhere does not ask for nothing. */
  #isUsed: boolean | undefined;

  constructor(database: MongoDatabase, rows: MongoOrderRows) {
    this.#database = database;
    this.#rows = rows;
  }

  /** Each order in a turn of its own, so that no batch waits for more than one. */
  async move(
    organisation: string,
    { endedBefore: before, after, limit }: ArchiveSlice,
  ): Promise<{ moved: number; next?: ArchivePlace }> {
    const { rows } = this.#database.collections;
    const beyond = after && {
      $or: [{ receivedAt: { $gt: after.receivedAt } }, { receivedAt: after.receivedAt, id: { $gt: after.id } }],
    };
    const found = await rows
      .find(
        { organisation, receivedAt: { $gte: after?.receivedAt ?? 0, $lt: before }, ...beyond },
        { sort: { receivedAt: 1, id: 1 }, limit },
      )
      .toArray();
    let moved = 0;
    for (const { _id, parts } of found) {
      const isMoved = endedBefore(parts, before) && (await this.#database.inTurn(() => this.#pack(_id, before)));
      if (isMoved) moved += 1;
    }
    const last = found.length < limit ? undefined : found.at(-1);
    return { moved, ...(last && { next: { receivedAt: last.receivedAt, id: last.id } }) };
  }

  /** False for one that still has something to do, or has gone on meanwhile. */
  async #pack(_id: string, before: number): Promise<boolean> {
    const { archive } = this.#database.collections;
    const record = await this.#read(_id);
    if (!record || !endedBefore(record.row.parts, before)) return false;
    if ([record.order, ...record.instances].some(({ pending }) => pending)) return false;
    await this.#database.toTheEnd(() => archive.replaceOne({ _id }, record, { upsert: true }));
    this.#isUsed = true;
    await this.#clear(record);
    this.#rows.take(record.row);
    return true;
  }

  async #read(_id: string): Promise<ArchivedRecord | undefined> {
    const { aggregates, history, rows } = this.#database.collections;
    const row = await rows.findOne({ _id });
    if (!row) return undefined;
    const { organisation, id } = row;
    const [order, instances, told] = await Promise.all([
      aggregates.order.findOne({ _id }),
      aggregates.instance.find({ organisation, orderId: id }, { sort: { started: 1 } }).toArray(),
      history.find({ organisation, about: id }, { sort: { cursor: 1 } }).toArray(),
    ]);
    if (!order) return undefined;
    const instanceIds = instances.map((instance) => instance.id);
    return { _id, organisation, id, moving: true, instanceIds, order, instances, history: told, row };
  }

  /** Takes away what the archive holds. May be done twice. */
  #clear({ _id, organisation, id, order }: ArchivedRecord): Promise<void> {
    const { archive, aggregates, history, rows } = this.#database.collections;
    const stub = { ...nothing, revision: -order.revision, body: "" };
    return this.#database.toTheEnd(async () => {
      await Promise.all([
        history.deleteMany({ organisation, about: id }),
        aggregates.instance.deleteMany({ organisation, orderId: id }),
        aggregates.order.updateOne({ _id }, { $set: stub, $unset: { instanceIds: "" } }),
        rows.deleteOne({ _id }),
      ]);
      await archive.updateOne({ _id }, { $unset: { moving: "" } });
    });
  }

  /** False when it is not in the archive. In turn with the batches. */
  async bringBack(organisation: string, id: string): Promise<boolean> {
    const { archive, aggregates, history, rows } = this.#database.collections;
    const record = await this.order(organisation, id);
    if (!record) return false;
    const { _id } = record;
    await this.#database.toTheEnd(async () => {
      await archive.updateOne({ _id }, { $set: { moving: true } });
      await Promise.all([
        ...record.history.map((one) => history.replaceOne({ _id: one._id }, one, { upsert: true })),
        ...record.instances.map((one) => aggregates.instance.replaceOne({ _id: one._id }, one, { upsert: true })),
        rows.replaceOne({ _id }, record.row, { upsert: true }),
        aggregates.order.replaceOne({ _id }, record.order),
      ]);
      await archive.deleteOne({ _id });
    });
    this.#rows.settle([this.#rows.row(organisation, id, record.row.parts)]);
    return true;
  }

  /** Finishes what a death interrupted. */
  async finish(organisation: string): Promise<void> {
    const moving = await this.#database.collections.archive.find({ organisation, moving: true }).toArray();
    for (const record of moving) await this.#clear(record);
  }

  async order(organisation: string, id: string): Promise<ArchivedRecord | undefined> {
    if (!(await this.#isInUse())) return undefined;
    return (await this.#database.collections.archive.findOne({ _id: keyOf(organisation, id) })) ?? undefined;
  }

  async instances(organisation: string, ids: readonly string[]): Promise<AggregateRecord[]> {
    if (ids.length === 0 || !(await this.#isInUse())) return [];
    const found = await this.#database.collections.archive
      .find({ organisation, instanceIds: { $in: [...ids] } }, { projection: { instances: 1 } })
      .toArray();
    return found.flatMap(({ instances }) => instances).filter(({ id }) => ids.includes(id));
  }

  async #isInUse(): Promise<boolean> {
    this.#isUsed ??=
      (await this.#database.collections.archive.findOne({}, { projection: { _id: 1 }, sort: { _id: 1 } })) !== null;
    return this.#isUsed;
  }
}
