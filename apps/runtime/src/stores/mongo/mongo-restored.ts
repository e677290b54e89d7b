import { collectionsOf } from "./mongo-collections.ts";
import { connectMongo } from "./mongo-database.ts";
import { asStoreError } from "./mongo-errors.ts";

/** How many numbers may have been given in a series since any backup. */
const NUMBERS_GAP = 1_000_000;

/**
 * After a restore, before the first start: numbers go on well beyond any that were given after the backup, and whoever owned the data then is
 * fenced off. Throws a StoreError.
 */
export async function markMongoRestored(uri: string): Promise<void> {
  const connection = await connectMongo(uri);
  try {
    const { owner, numbers, series } = collectionsOf(connection);
    await owner.updateOne({ _id: "owner" }, { $inc: { epoch: 1 }, $set: { released: true } });
    await series.updateMany({}, { $inc: { next: NUMBERS_GAP } });
    await numbers.updateOne({ _id: "numbers" }, { $inc: { floor: NUMBERS_GAP } }, { upsert: true });
  } catch (thrown) {
    throw asStoreError(thrown);
  } finally {
    await connection.close(true);
  }
}
