import type { HostStore } from "../../ports/host-store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { insertedOnce } from "./mongo-etagged.ts";
import { keyOf } from "./mongo-records.ts";

/** The first number of a block of `size` in a series, counted from 1. */
export async function leaseNumbers(
  { collections: { series, numbers } }: MongoDatabase,
  organisation: string,
  name: string,
  size: number,
): Promise<number> {
  const _id = keyOf(organisation, name);
  const restored = await numbers.findOne({ _id: "numbers" });
  if (restored) await insertedOnce(series, { _id, organisation, next: restored.floor });
  const leased = await series.findOneAndUpdate(
    { _id },
    { $inc: { next: size }, $setOnInsert: { organisation } },
    { upsert: true, returnDocument: "after" },
  );
  return (leased?.next ?? size) - size + 1;
}

export function seriesPart(database: MongoDatabase): Pick<HostStore, "lease"> {
  return {
    lease: ({ organisationId }, series, size) =>
      database.write(async () => {
        const first = await leaseNumbers(database, organisationId, series, size);
        return { first, last: first + size - 1 };
      }),
  };
}
