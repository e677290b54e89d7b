import type mongoose from "mongoose";
import type { FoundTake, TakeQuery, TakeRecord } from "../../ports/quota-store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { keyOf, type TakeRecordOnDisk } from "./mongo-records.ts";

type Filter = mongoose.mongo.Filter<TakeRecordOnDisk>;

/** What lies on disk of the takes that a limit's write touched. */
export function takesOnDisk(
  organisation: string,
  aggregateId: string,
  takes: readonly TakeRecord[],
): readonly TakeRecordOnDisk[] {
  return takes.map((take) => ({
    _id: takeKey(organisation, aggregateId, take.id),
    organisation,
    aggregateId,
    ...take,
  }));
}

function takeKey(organisation: string, aggregateId: string, id: string): string {
  return keyOf(organisation, JSON.stringify([aggregateId, id]));
}

/** Takes of quotas, a document each under the limit that counts it. */
export class MongoTakes {
  readonly #database: MongoDatabase;

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  /** May be done twice. */
  async put(records: readonly TakeRecordOnDisk[]): Promise<void> {
    if (records.length === 0) return;
    await this.#database.collections.takes.bulkWrite(
      records.map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true } })),
      { ordered: false },
    );
  }

  async known(organisation: string, aggregateId: string, ids: readonly string[]): Promise<TakeRecord[]> {
    if (ids.length === 0) return [];
    const keys = ids.map((id) => takeKey(organisation, aggregateId, id));
    const found = await this.#found({ _id: { $in: keys } }, { id: 1 });
    return found.map(({ aggregateId: _, ...take }) => take);
  }

  find(organisation: string, query: TakeQuery): Promise<FoundTake[]> {
    const lone = "instanceId" in query && { orderId: { $exists: false } };
    return this.#found({ organisation, ...query, ...lone }, { aggregateId: 1, id: 1 });
  }

  open(
    organisation: string,
    after: Pick<FoundTake, "aggregateId" | "id"> | undefined,
    limit: number,
  ): Promise<FoundTake[]> {
    const { aggregateId, id } = after ?? { aggregateId: "", id: "" };
    const beyond = [{ aggregateId: { $gt: aggregateId } }, { aggregateId, id: { $gt: id } }];
    return this.#found({ organisation, state: "open", $or: beyond }, { aggregateId: 1, id: 1 }, limit);
  }

  recent(organisation: string, quota: string, limit: string, most: number): Promise<FoundTake[]> {
    return this.#found({ organisation, quota, limit, state: { $ne: "withdrawn" } }, { at: -1, id: -1 }, most);
  }

  async #found(filter: Filter, sort: Readonly<Record<string, 1 | -1>>, limit = 0): Promise<FoundTake[]> {
    const records = await this.#database.collections.takes.find(filter, { sort: { ...sort }, limit }).toArray();
    return records.map(({ _id, organisation: _, ...take }) => take);
  }
}
