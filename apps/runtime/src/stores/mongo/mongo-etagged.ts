import type mongoose from "mongoose";
import { isDuplicate } from "./mongo-errors.ts";
import type { EtaggedRecord } from "./mongo-records.ts";

type Etagged = mongoose.mongo.Collection<EtaggedRecord>;

/** Writes it whole over the one with etag `expected`; undefined expects that there is none. False when it is another. */
export async function saveEtagged(
  collection: Etagged,
  record: EtaggedRecord,
  expected: string | undefined,
): Promise<boolean> {
  if (expected === undefined) return insertedOnce(collection, record);
  const { matchedCount } = await collection.replaceOne({ _id: record._id, etag: expected }, record);
  return matchedCount === 1;
}

export async function removeEtagged(collection: Etagged, _id: string, expected: string): Promise<boolean> {
  const { deletedCount } = await collection.deleteOne({ _id, etag: expected });
  return deletedCount === 1;
}

/** False when there is one already. */
export async function insertedOnce<T extends { readonly _id: string }>(
  collection: mongoose.mongo.Collection<T>,
  record: mongoose.mongo.OptionalUnlessRequiredId<T>,
): Promise<boolean> {
  try {
    await collection.insertOne(record);
    return true;
  } catch (thrown) {
    if (isDuplicate(thrown)) return false;
    throw thrown;
  }
}
