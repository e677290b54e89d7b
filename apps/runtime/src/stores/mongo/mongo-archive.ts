import type { ArchivePlace, ArchiveSlice } from "../../ports/archive-store.ts";
import { endedBefore } from "../archivable.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import type { MongoOrderRows } from "./mongo-order-rows.ts";
import { type AggregateRecord, type ArchivedRecord, keyOf, type OrderRowRecord } from "./mongo-records.ts";

const nothing = { revision: 0, document: "", turn: "" } as const;

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

  /** In turn with the batches. */
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
    for (const row of found) if (endedBefore(row.parts, before) && (await this.#pack(row))) moved += 1;
    const last = found.length < limit ? undefined : found.at(-1);
    return { moved, ...(last && { next: { receivedAt: last.receivedAt, id: last.id } }) };
  }

  /** False for one that still has something to do. */
  async #pack(row: OrderRowRecord): Promise<boolean> {
    const { archive, aggregates, history } = this.#database.collections;
    const { _id, organisation, id } = row;
    const order = await aggregates.order.findOne({ _id });
    const instances = await aggregates.instance.find({ organisation, orderId: id }, { sort: { started: 1 } }).toArray();
    if (!order || [order, ...instances].some(({ pending }) => pending)) return false;
    const record: ArchivedRecord = {
      _id,
      organisation,
      id,
      moving: true,
      instanceIds: instances.map((instance) => instance.id),
      order,
      instances,
      history: await history.find({ organisation, about: id }, { sort: { cursor: 1 } }).toArray(),
      row,
    };
    await this.#database.toTheEnd(() => archive.replaceOne({ _id }, record, { upsert: true }));
    this.#isUsed = true;
    await this.#clear(record);
    this.#rows.take(row);
    return true;
  }

  /** Takes away what the archive holds. May be done twice. */
  #clear({ _id, organisation, id, order }: ArchivedRecord): Promise<void> {
    const { archive, aggregates, history, rows } = this.#database.collections;
    return this.#database.toTheEnd(async () => {
      await history.deleteMany({ organisation, about: id });
      await aggregates.instance.deleteMany({ organisation, orderId: id });
      const stub = { ...nothing, revision: -order.revision, body: "" };
      await aggregates.order.updateOne({ _id }, { $set: stub, $unset: { instanceIds: "" } });
      await rows.deleteOne({ _id });
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
      for (const one of record.history) await history.replaceOne({ _id: one._id }, one, { upsert: true });
      for (const one of record.instances) await aggregates.instance.replaceOne({ _id: one._id }, one, { upsert: true });
      await rows.replaceOne({ _id }, record.row, { upsert: true });
      await aggregates.order.replaceOne({ _id }, record.order);
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
