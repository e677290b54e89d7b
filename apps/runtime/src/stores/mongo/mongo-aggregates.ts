import type { CountedKey } from "../../ports/quota-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type {
  AggregateIndex,
  AggregateKind,
  AggregateWrite,
  Awaiting,
  ChannelKey,
  StoredAggregate,
  WriteResult,
} from "../../ports/store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { isDuplicate } from "./mongo-errors.ts";
import { type AggregateRecord, keyOf, type Sealed } from "./mongo-records.ts";
import type mongoose from "mongoose";

type Operation = mongoose.mongo.AnyBulkWriteOperation<AggregateRecord>;

/** A write, and the place in the order of starts that it takes when it inserts. */
export interface NumberedWrite {
  readonly write: AggregateWrite;
  readonly started: number;
}

/** The documents themselves. Compare-and-set on `revision` (H5), many in one go. */
export class MongoAggregates {
  readonly #database: MongoDatabase;
  readonly #seal: Seal;

  constructor(database: MongoDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  /**
   * Writes aggregates that do not hang on each other; one result a write, in order. May be done twice for the same batch: what it wrote itself is
   * known by the batch.
   */
  async writeMany(organisation: string, batch: number, writes: readonly NumberedWrite[]): Promise<WriteResult[]> {
    const results: WriteResult[] = writes.map(() => ({ kind: "done" }));
    await Promise.all(
      [...Map.groupBy(writes.keys(), (index) => writes[index]?.write.kind ?? "order")].map(async ([kind, indexes]) => {
        const some = indexes.flatMap((index) => writes[index] ?? []);
        const own = await this.#writeKind(organisation, kind, batch, some);
        for (const [place, index] of indexes.entries()) results[index] = own[place] ?? { kind: "conflict" };
      }),
    );
    return results;
  }

  async #writeKind(
    organisation: string,
    kind: AggregateKind,
    batch: number,
    writes: readonly NumberedWrite[],
  ): Promise<WriteResult[]> {
    const collection = this.#database.collections.aggregates[kind];
    const operations = writes.map((one) => this.#operation(organisation, batch, one));
    if (await allDone(collection, operations)) return writes.map(() => ({ kind: "done" }));
    const found = await collection
      .find(
        { _id: { $in: writes.map(({ write }) => keyOf(organisation, write.id)) }, batch },
        { projection: { id: 1, revision: 1 } },
      )
      .toArray();
    const revisions = new Map(found.map(({ id, revision }) => [id, revision]));
    return Promise.all(
      writes.map(async ({ write }) =>
        revisions.get(write.id) === write.revision ? { kind: "done" as const } : this.#refusal(organisation, write),
      ),
    );
  }

  async #refusal(organisation: string, write: AggregateWrite): Promise<WriteResult> {
    const { channelKey } = write.projection.index;
    if (write.expectedRevision > 0 || !channelKey) return { kind: "conflict" };
    const holder = await this.find(organisation, channelKey);
    return holder === undefined || holder === write.id ? { kind: "conflict" } : { kind: "exists", orderId: holder };
  }

  #operation(organisation: string, batch: number, { write, started }: NumberedWrite): Operation {
    const { id, kind, revision, expectedRevision, projection } = write;
    const { pending, live, timerAt, workflow, open, orderId, channelKey, instanceIds } = projection.index;
    const { counted } = projection.index;
    const awaited = awaitedFields(projection.index.awaits);
    const standing = live && open !== undefined && open.length > 0 ? open : undefined;
    const always = {
      revision,
      batch,
      pending,
      live,
      ...(instanceIds && { instanceIds }),
      ...counted,
      document: this.#seal.seal(organisation, write.document),
      turn: this.#seal.seal(organisation, write.turn),
    };
    const _id = keyOf(organisation, id);
    if (expectedRevision > 0) {
      const gone = {
        ...(timerAt === undefined && { timerAt: "" as const }),
        ...(standing === undefined && { open: "" as const }),
        ...(awaited === undefined && kind === "instance" && noAwaited),
      };
      const set = { $set: { ...always, timerAt, open: standing, ...awaited } };
      const update = Object.keys(gone).length > 0 ? { ...set, $unset: gone } : set;
      return { updateOne: { filter: { _id, revision: expectedRevision }, update } };
    }
    const ofOrders =
      kind === "order"
        ? {
            channel: channelKey?.channel ?? "",
            channelOrderId: channelKey?.channelOrderId ?? id,
            body: this.#seal.seal(organisation, write.body ?? ""),
          }
        : {};
    const document = {
      _id,
      organisation,
      id,
      started,
      orderId,
      timerAt,
      workflow,
      open: standing,
      ...awaited,
      ...always,
    };
    return { insertOne: { document: { ...document, ...ofOrders } } };
  }

  async load(organisation: string, kind: AggregateKind, ids: readonly string[]): Promise<StoredAggregate[]> {
    if (ids.length === 0) return [];
    const records = await this.#database.collections.aggregates[kind]
      // A stub of one that is in the archive has a negative revision.
      .find({ _id: { $in: ids.map((id) => keyOf(organisation, id)) }, revision: { $gt: 0 } }, { projection: stored })
      .toArray();
    return records.map((record) => this.opened(kind, record));
  }

  opened(
    kind: AggregateKind,
    { organisation, id, revision, document, turn, body }: Pick<AggregateRecord, keyof typeof stored>,
  ): StoredAggregate {
    const open = (sealed: Sealed): string => this.#seal.open(organisation, sealed);
    return {
      kind,
      id,
      revision,
      document: open(document),
      turn: open(turn),
      ...(body !== undefined && { body: open(body) }),
    };
  }

  async find(organisation: string, { channel, channelOrderId }: ChannelKey): Promise<string | undefined> {
    const found = await this.#database.collections.aggregates.order.findOne(
      { organisation, channel, channelOrderId },
      { projection: { id: 1 } },
    );
    return found?.id;
  }

  instancesOf(organisation: string, orderId: string, which: "live" | "all"): Promise<string[]> {
    return this.#ids("instance", { organisation, orderId, ...(which === "live" && { live: true }) }, { started: 1 });
  }

  async dueTimers(organisation: string, now: number, limit: number): Promise<{ ids: string[]; next?: number }> {
    const ids = await this.#ids(
      "instance",
      { organisation, timerAt: { $exists: true, $lte: now } },
      { timerAt: 1, started: 1 },
      limit,
    );
    const next = await this.#database.collections.aggregates.instance.findOne(
      { organisation, timerAt: { $exists: true, $gt: now } },
      { projection: { timerAt: 1 }, sort: { timerAt: 1 } },
    );
    return { ids, ...(next?.timerAt !== undefined && { next: next.timerAt }) };
  }

  /** Those after `after`, by deadline, then by age. */
  async awaiting(
    organisation: string,
    what: string,
    after: Awaiting | undefined,
    limit: number,
  ): Promise<readonly Awaiting[]> {
    const { id, deadline: awaitsBy, since: awaitsSince } = after ?? { id: "", deadline: -1, since: -1 };
    const beyond = [
      { awaitsBy: { $gt: awaitsBy } },
      { awaitsBy, awaitsSince: { $gt: awaitsSince } },
      { awaitsBy, awaitsSince, id: { $gt: id } },
    ];
    const records = await this.#database.collections.aggregates.instance
      .find(
        { organisation, awaits: what, $or: beyond },
        {
          projection: { id: 1, awaitsBy: 1, awaitsSince: 1 },
          sort: { awaitsBy: 1, awaitsSince: 1, id: 1 },
          limit,
        },
      )
      .toArray();
    return records.map((record) => ({
      id: record.id,
      deadline: record.awaitsBy ?? NO_DEADLINE,
      since: record.awaitsSince ?? 0,
    }));
  }

  async awaitedNames(organisation: string): Promise<string[]> {
    const names = await this.#database.collections.aggregates.instance.distinct("awaits", {
      organisation,
      awaits: { $exists: true },
    });
    return names.flatMap((name) => name ?? []).sort();
  }

  async countedKeys(organisation: string, quota: string, limit: string, most: number): Promise<CountedKey[]> {
    const records = await this.#database.collections.aggregates.quota
      .find({ organisation, quota, limit }, { sort: { taken: -1, id: 1 }, limit: most })
      .toArray();
    return records.map(({ id: aggregateId, taken = 0, document }) => ({
      aggregateId,
      taken,
      document: this.#seal.open(organisation, document),
    }));
  }

  async countedSum(
    organisation: string,
    quota: string,
    limit: string,
  ): Promise<{ readonly keys: number; readonly taken: number }> {
    const [sum] = await this.#database.collections.aggregates.quota
      .aggregate<{ readonly keys: number; readonly taken: number }>([
        { $match: { organisation, quota, limit, taken: { $gt: 0 } } },
        { $group: { _id: null, keys: { $sum: 1 }, taken: { $sum: "$taken" } } },
      ])
      .toArray();
    return { keys: sum?.keys ?? 0, taken: sum?.taken ?? 0 };
  }

  pending(organisation: string, kind: AggregateKind, after: string, limit: number): Promise<string[]> {
    return this.#ids(kind, { organisation, pending: true, id: { $gt: after } }, { id: 1 }, limit);
  }

  async #ids(
    kind: AggregateKind,
    filter: mongoose.mongo.Filter<AggregateRecord>,
    sort: Readonly<Record<string, 1>>,
    limit = 0,
  ): Promise<string[]> {
    const records = await this.#database.collections.aggregates[kind]
      .find(filter, { projection: { id: 1 }, sort: { ...sort }, limit })
      .toArray();
    return records.map(({ id }) => id);
  }
}

/** Where there is no deadline the wait comes last. */
const NO_DEADLINE = Number.MAX_SAFE_INTEGER;

const noAwaited = { awaits: "", awaitsBy: "", awaitsSince: "" } as const;

function awaitedFields(
  awaits: AggregateIndex["awaits"],
): Pick<AggregateRecord, "awaits" | "awaitsBy" | "awaitsSince"> | undefined {
  return awaits && { awaits: awaits.what, awaitsBy: awaits.deadline ?? NO_DEADLINE, awaitsSince: awaits.since };
}

const stored = { _id: 1, organisation: 1, id: 1, revision: 1, document: 1, turn: 1, body: 1 } as const;

/** Whether each of them did what it should; false when one of them has to be looked at. */
async function allDone(
  collection: MongoDatabase["collections"]["aggregates"]["order"],
  operations: readonly Operation[],
): Promise<boolean> {
  try {
    const { insertedCount, matchedCount } = await collection.bulkWrite([...operations], { ordered: false });
    return insertedCount + matchedCount === operations.length;
  } catch (thrown) {
    if (isDuplicate(thrown)) return false;
    throw thrown;
  }
}
