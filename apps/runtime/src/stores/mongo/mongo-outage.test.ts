import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostStore } from "../../ports/host-store.ts";
import { StoreUnavailableError } from "../../ports/store-errors.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { instanceSample, orderSample, projectSample, write } from "../testing/sample-writes.ts";
import { openMongoStore } from "./mongo-store.ts";
import { mongoStandIn } from "./testing/mongo-for-tests.ts";
import { startMongoTestServer } from "./testing/mongo-test-server.ts";
import { type MongoLine, startMongoLine } from "./testing/mongo-line.ts";

const main = { organisationId: "main" };
const server = await mongoStandIn();
afterAll(() => server?.stop());

describe.skipIf(server === undefined)("a server that goes away and comes back", () => {
  let line: MongoLine;
  let store: HostStore;
  let databases = 0;
  let uri: string;

  beforeEach(async () => {
    line = await startMongoLine(server?.uri ?? "");
    databases += 1;
    uri = `${line.uri}/outage-${String(databases)}?serverSelectionTimeoutMS=2000&heartbeatFrequencyMS=500`;
    store = await openMongoStore({ uri, place: uri, leaseMs: 500 });
  });
  afterEach(async () => {
    await store.close();
    await line.stop();
  });

  const batch = (number: number, read: number) => {
    const order = orderSample(number);
    const tasks = [{ id: `t${String(number)}`, group: "finance" }];
    return [write(order, read), write(instanceSample(order, { tasks }), read, 0)];
  };

  it("between two batches: nothing is taken on, and it goes on by itself", async () => {
    await store.commit(main, batch(1, 0));
    line.cut();
    await expect(store.commit(main, batch(2, 0))).rejects.toBeInstanceOf(StoreUnavailableError);
    await expect(store.orderRows(main, { limit: 1 })).rejects.toBeInstanceOf(StoreUnavailableError);
    line.mend();
    expect(await store.load(main, "order", [orderSample(2).id])).toEqual([]);
    expect(await store.commit(main, batch(2, 0))).toMatchObject([{ kind: "done" }, { kind: "done" }]);
  });

  // The first message asks whether the data is still ours; the answers of those that follow are lost one after the other.
  it.each([2, 3, 4, 5, 6, 7, 8])(
    "in the middle of a batch, after %i messages: it is carried through, each write once",
    async (messages) => {
      await store.commit(main, batch(1, 0));
      line.cutAfter(messages, 300);
      const results = await store.commit(main, [...batch(1, 1), ...batch(2, 0)]);
      expect(results.map(({ kind }) => kind)).toEqual(["done", "done", "done", "done"]);
      line.cutAfter(Number.POSITIVE_INFINITY, 0);
      for (const [number, revision] of [
        [1, 2],
        [2, 1],
      ] as const) {
        const { id } = orderSample(number);
        expect(await store.load(main, "order", [id])).toMatchObject([{ revision }]);
        expect((await store.historyOf(main, id)).map((row) => [row.id, row.revision]).sort()).toEqual(
          [id, `${id}/main`].flatMap((one) => Array.from({ length: revision }, (_, index) => [one, index + 1])),
        );
        expect((await store.orderRow(main, id))?.parts.order.revision).toBe(revision);
      }
      expect(await store.sumTasks(main, {})).toMatchObject({ count: 2 });
      expect(await store.counters(main)).toMatchObject({ total: 2, byStatus: { running: 2 } });
    },
  );

  /** An order that ended, and all that is known of it. */
  const ended = orderSample(1);
  const everything = async () => ({
    order: await store.load(main, "order", [ended.id]),
    instances: await store.load(main, "instance", await store.instancesOf(main, ended.id, "all")),
    history: await store.historyOf(main, ended.id),
    row: await store.orderRow(main, ended.id),
  });

  // It looks for what may be moved first; the death falls between any two of the writes, there and back.
  it.each([6, 7, 8, 9, 10, 11].flatMap((messages) => [[messages, "there"] as const, [messages, "back"] as const]))(
    "dead after %i messages of moving an order into the archive, %s: it is whole after the next start",
    async (messages, way) => {
      await store.commit(main, [write(ended), write(instanceSample(ended, { status: "done" }))]);
      const before = await everything();
      const slice = { endedBefore: 100_000, limit: 10 };
      if (way === "back") await store.archiveOrders(main, slice);
      line.cutAfter(messages, 60_000);
      const moving =
        way === "there"
          ? store.archiveOrders(main, slice)
          : store.commit(main, [write({ ...ended, pending: true }, 1)]);
      moving.catch(() => undefined);
      await new Promise((done) => setTimeout(done, 200));
      line.cut();
      await store.close();
      line.mend();
      store = await openMongoStore({ uri, place: uri, leaseMs: 500 });
      await store.repair(main, projectSample);
      expect(await everything()).toEqual(before);
      expect(await store.commit(main, [write({ ...ended, pending: true }, 1)])).toMatchObject([
        { kind: expect.stringMatching(/done|conflict/) as string },
      ]);
    },
  );

  it("ended and started again on its file: all of it is there, and it goes on", async () => {
    const { folder, remove } = temporaryFolder();
    const file = join(folder, "mongo");
    const first = await startMongoTestServer({ file });
    const fileUri = `${first.uri}/shop?serverSelectionTimeoutMS=2000&heartbeatFrequencyMS=500`;
    const kept = await openMongoStore({ uri: fileUri, place: fileUri });
    await kept.commit(main, batch(1, 0));
    await first.stop();
    await expect(kept.commit(main, batch(2, 0))).rejects.toBeInstanceOf(StoreUnavailableError);
    const second = await startMongoTestServer({ file, port: Number(new URL(first.uri).port) });
    expect(await kept.load(main, "order", [ended.id])).toHaveLength(1);
    expect(await kept.commit(main, batch(2, 0))).toMatchObject([{ kind: "done" }, { kind: "done" }]);
    await kept.close();
    await second.stop();
    remove();
  });

  it("while counts of traffic are written: they are added once", async () => {
    const count = (amount: number) => ({
      workflow: "main",
      day: "20261111",
      node: "review",
      port: "",
      amount,
      recent: [],
    });
    // It looks for earlier counts, then writes these: the answer to that is lost.
    line.cutAfter(2, 300);
    await expect(store.addTraffic(main, [count(1)], 5, 3)).rejects.toBeInstanceOf(StoreUnavailableError);
    await new Promise((done) => setTimeout(done, 400));
    await store.addTraffic(main, [count(3)], 7, 3);
    expect(await store.traffic(main, "main", "0")).toMatchObject([{ amount: 3 }]);
    expect(await store.trafficMark(main)).toBe(7);
  });
});
