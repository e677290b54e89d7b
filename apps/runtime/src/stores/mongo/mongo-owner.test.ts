import mongoose from "mongoose";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { FencedError, NewerDataError, SecondOwnerError, StoreUnavailableError } from "../../ports/store-errors.ts";
import { orderSample, write } from "../testing/sample-writes.ts";
import { asStoreError } from "./mongo-errors.ts";
import { markMongoRestored } from "./mongo-restored.ts";
import type { OwnerRecord } from "./mongo-records.ts";
import { openMongoStore } from "./mongo-store.ts";
import { type MongoTestDatabase, mongoForTests } from "./testing/mongo-for-tests.ts";
import { startMongoTestServer } from "./testing/mongo-test-server.ts";

const main = { organisationId: "main" };
const mongo = await mongoForTests();
afterAll(() => mongo?.stop());

describe.skipIf(mongo === undefined)("the owner of a database (S29)", () => {
  let database: MongoTestDatabase;
  beforeEach(() => {
    if (mongo) database = mongo.database();
  });
  afterEach(() => database.remove());

  const open = (leaseMs = 1200) => openMongoStore({ uri: database.uri, place: "the shop's database", leaseMs });
  /** Changes the owner's document behind everybody's back. */
  const tamper = async (update: mongoose.mongo.UpdateFilter<OwnerRecord>): Promise<void> => {
    const connection = await mongoose.createConnection(database.uri).asPromise();
    await connection
      .getClient()
      .db(connection.name)
      .collection<OwnerRecord>("meta")
      .updateOne({ _id: "owner" }, update);
    await connection.close();
  };

  it("is one: a second is refused with a sentence, and may come when the first is gone", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(SecondOwnerError);
    await expect(open()).rejects.toThrow("the shop's database");
    await first.close();
    await (await open()).close();
  });

  it("that died here is followed at once", async () => {
    await (await open()).close();
    // No process has this number.
    await tamper({ $set: { released: false, process: 0x7fffffff } });
    await (await open(60_000)).close();
  });

  it("that died elsewhere is followed when its time has run out", async () => {
    await (await open()).close();
    await tamper({ $set: { released: false, machine: "elsewhere" } });
    await (await open()).close();
  });

  it("is fenced off when somebody took over nevertheless", async () => {
    const store = await open(10_000);
    await tamper({ $inc: { epoch: 1 } });
    await expect(store.commit(main, [write(orderSample(1))])).rejects.toBeInstanceOf(FencedError);
    expect(await store.load(main, "order", [orderSample(1).id])).toEqual([]);
    await store.close();
  });

  it("looks before it writes anything else when it has been silent for long", async () => {
    const store = await open();
    await tamper({ $inc: { epoch: 1 } });
    await new Promise((done) => setTimeout(done, 700));
    await expect(store.lease(main, "orders", 10)).rejects.toBeInstanceOf(FencedError);
    await store.close();
  });

  it("that was restored from a backup gives no number again that was given after it", async () => {
    const before = await open();
    await before.lease(main, "orders/20261111", 10);
    await markMongoRestored(database.uri);
    await expect(before.commit(main, [write(orderSample(1))])).rejects.toBeInstanceOf(FencedError);
    await before.close();
    const store = await open();
    expect(await store.lease(main, "orders/20261111", 10)).toEqual({ first: 1_000_011, last: 1_000_020 });
    expect(await store.lease(main, "orders/20261112", 10)).toEqual({ first: 1_000_001, last: 1_000_010 });
    await store.close();
  });

  it("does not touch data of a newer format", async () => {
    await (await open()).close();
    const connection = await mongoose.createConnection(database.uri).asPromise();
    await connection
      .getClient()
      .db(connection.name)
      .collection<{ readonly _id: string }>("meta")
      .updateOne({ _id: "format" }, { $set: { version: 99 } });
    await connection.close();
    await expect(open()).rejects.toBeInstanceOf(NewerDataError);
  });
});

describe("what stands in the way of opening", () => {
  const opened = (uri: string) => openMongoStore({ uri, place: uri });

  it("nobody answers there", async () => {
    await expect(opened("mongodb://127.0.0.1:1/shop?serverSelectionTimeoutMS=200")).rejects.toMatchObject({
      reason: { en: "MongoDB cannot be reached" },
    });
  });

  it("the address is none", async () => {
    await expect(opened("mongodb://127.0.0.1:70000/shop")).rejects.toMatchObject({
      reason: { en: "the address is not one of MongoDB" },
    });
  });

  it.skipIf(mongo === undefined)("the server is too old", async () => {
    const server = await startMongoTestServer({ wireVersion: 6 });
    await expect(opened(`${server.uri}/shop?serverSelectionTimeoutMS=300`)).rejects.toMatchObject({
      reason: { en: /too old/ },
    });
    await server.stop();
  });

  it.each([
    ["a wrong password", { code: 18, message: "Authentication failed." }, /user name or password/],
    ["a user without rights", { code: 13, message: "not authorized" }, /may not read and write/],
    ["a full disk", { code: 14031, message: "out of disk" }, /disk of MongoDB is full/],
    ["a primary that steps down", { code: 10107, message: "not primary" }, /new primary/],
  ])("%s", (_name, answer, reason) => {
    const error = asStoreError(new mongoose.mongo.MongoServerError(answer));
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ reason: { en: expect.stringMatching(reason) as string } });
  });

  it("a mistake of ours stays what it is", () => {
    const mistake = new mongoose.mongo.MongoServerError({ code: 2, message: "bad value" });
    expect(asStoreError(mistake)).toBe(mistake);
  });
});
