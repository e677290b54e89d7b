import { afterAll } from "vitest";
import { type MongoForTests, mongoForTests } from "../../apps/runtime/src/stores/mongo/testing/mongo-for-tests.ts";

/** Where a runtime under test keeps its data. */
export interface TestStore {
  readonly name: string;
  /** It cannot be had here; its tests are skipped. */
  readonly isMissing: boolean;
  /** What a runtime is started with to have a place of its own. */
  readonly place: () => { readonly mongodbUri?: string };
}

/** Both stores, for one file of tests. */
export async function testStores(): Promise<readonly TestStore[]> {
  const mongo = await mongoForTests();
  afterAll(() => mongo?.stop());
  return [{ name: "SQLite", isMissing: false, place: () => ({}) }, mongoStore(mongo)];
}

function mongoStore(mongo: MongoForTests | undefined): TestStore {
  return {
    name: "MongoDB",
    isMissing: mongo === undefined,
    place: () => (mongo ? { mongodbUri: mongo.database().uri } : {}),
  };
}
