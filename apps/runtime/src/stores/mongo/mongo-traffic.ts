import type { HostStore } from "../../ports/host-store.ts";
import type { TrafficCount } from "../../ports/traffic-store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { isUnavailable } from "./mongo-errors.ts";
import { keyOf, type TrafficMarkRecord } from "./mongo-records.ts";

/**
 * Counters of how orders walk. Counts and mark belong together, and there is no transaction: they are written as one document first, which decides
 * it, and then added one by one. Each counter knows up to which mark it counts, so what a death interrupted is added by whoever comes next.
 */
class Traffic {
  readonly #database: MongoDatabase;
  /** Counts were sent and nobody knows whether they are there: none is added before the next are written in their place. */
  readonly #doubtful = new Set<string>();

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  async add(organisation: string, counts: readonly TrafficCount[], mark: number, keep: number): Promise<void> {
    const { trafficMarks } = this.#database.collections;
    await this.finish(organisation);
    const decided = { mark, keep, adding: counts };
    try {
      await trafficMarks.replaceOne({ _id: organisation }, decided, { upsert: true });
      this.#doubtful.delete(organisation);
    } catch (thrown) {
      if (isUnavailable(thrown)) this.#doubtful.add(organisation);
      throw thrown;
    }
    // They count from here on; what is in the way now is done before they are next looked at.
    await this.finish(organisation).catch(() => undefined);
  }

  async mark(organisation: string): Promise<number> {
    await this.finish(organisation);
    const known = await this.#database.collections.trafficMarks.findOne(
      { _id: organisation },
      { projection: { mark: 1 } },
    );
    return known?.mark ?? 0;
  }

  async of(organisation: string, workflow: string, fromDay: string): Promise<TrafficCount[]> {
    await this.finish(organisation);
    const records = await this.#database.collections.traffic
      .find({ organisation, workflow, day: { $gte: fromDay } }, { sort: { day: 1, node: 1, port: 1 } })
      .toArray();
    return records.map(({ day, node, port, amount, recent }) => ({ workflow, day, node, port, amount, recent }));
  }

  /** Adds what is decided and not added yet. */
  async finish(organisation: string): Promise<void> {
    if (this.#doubtful.has(organisation)) return;
    const { trafficMarks } = this.#database.collections;
    const decided = await trafficMarks.findOne({ _id: organisation, "adding.0": { $exists: true } });
    if (!decided) return;
    await this.#addAll(organisation, decided);
    await trafficMarks.updateOne({ _id: organisation, mark: decided.mark }, { $set: { adding: [] } });
  }

  async #addAll(organisation: string, { adding, mark, keep }: TrafficMarkRecord): Promise<void> {
    const { traffic } = this.#database.collections;
    const keys = adding.map((count) => counterKey(organisation, count));
    const known = await traffic.find({ _id: { $in: keys } }).toArray();
    const byKey = new Map(known.map((record) => [record._id, record]));
    const operations = adding.flatMap((count, index) => {
      const _id = keys[index] ?? "";
      const before = byKey.get(_id);
      if (before && before.mark >= mark) return [];
      const amount = (before?.amount ?? 0) + count.amount;
      const recent = [...(before?.recent ?? []), ...count.recent].slice(-keep);
      return [
        {
          replaceOne: { filter: { _id }, replacement: { ...count, organisation, amount, recent, mark }, upsert: true },
        },
      ];
    });
    if (operations.length > 0) await traffic.bulkWrite(operations, { ordered: false });
  }
}

function counterKey(organisation: string, { workflow, day, node, port }: TrafficCount): string {
  return keyOf(organisation, JSON.stringify([workflow, day, node, port]));
}

export function trafficPart(
  database: MongoDatabase,
): Pick<HostStore, "addTraffic" | "traffic" | "trafficMark" | "countLive" | "openNodes"> {
  const traffic = new Traffic(database);
  const { instance } = database.collections.aggregates;
  return {
    addTraffic: ({ organisationId }, counts, mark, keep) =>
      database.write(() => traffic.add(organisationId, counts, mark, keep)),
    traffic: ({ organisationId }, workflow, fromDay) =>
      database.read(() => traffic.of(organisationId, workflow, fromDay)),
    trafficMark: ({ organisationId }) => database.read(() => traffic.mark(organisationId)),
    countLive: ({ organisationId }, workflow) =>
      database.read(() => instance.countDocuments({ organisation: organisationId, workflow, live: true })),
    openNodes: ({ organisationId }, workflow) =>
      database.read(async () => {
        const records = await instance
          .find({ organisation: organisationId, workflow, live: true }, { projection: { open: 1 } })
          .toArray();
        return records.flatMap(({ open }) => open ?? []);
      }),
  };
}
