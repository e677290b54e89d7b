import mongoose from "mongoose";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../store.contract.ts";
import { tornContract } from "../store-torn.contract.ts";
import type { TornMode } from "../torn.ts";
import { declaredIndexes } from "./mongo-collections.ts";
import { openMongoStore } from "./mongo-store.ts";
import { mongoForTests } from "./testing/mongo-for-tests.ts";
import { isServed, queriesIn } from "./testing/index-use.ts";

const mongo = await mongoForTests();
afterAll(() => mongo?.stop());

describe.skipIf(mongo === undefined)("on a server", () => {
  const create = () => {
    const database = mongo?.database();
    const uri = database?.uri ?? "";
    const open = (torn?: TornMode) => openMongoStore({ uri, place: uri, ...(torn && { torn }) });
    return { uri, open, remove: () => database?.remove() };
  };
  storeContract("mongo", create);
  tornContract("mongo", create, 20);

  it("has the indexes that are declared, the organisation leading each (S35)", async () => {
    const { uri, open, remove } = create();
    const store = await open();
    const connection = await mongoose.createConnection(uri).asPromise();
    for (const [name, indexes] of Object.entries(declaredIndexes)) {
      const made = await connection.getClient().db(connection.name).collection(name).indexes();
      expect(made.map(({ key }) => Object.keys(key).join()).sort()).toEqual(
        ["_id", ...indexes.map(({ fields }) => Object.keys(fields).join())].sort(),
      );
      for (const { fields } of indexes) expect(Object.keys(fields)[0]).toBe("organisation");
    }
    await connection.close();
    await store.close();
    await remove();
  });

  it("asked nothing above that an index does not find", () => {
    const asked = mongo?.sent.flatMap(queriesIn) ?? [];
    expect(asked.filter((query) => !isServed(query))).toEqual([]);
    const collections = new Set(asked.map(({ collection }) => collection));
    if (asked.length > 0) expect([...collections]).toEqual(expect.arrayContaining(Object.keys(declaredIndexes)));
  });
});
