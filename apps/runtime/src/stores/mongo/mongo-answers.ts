import type { JsonObject } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { keyOf } from "./mongo-records.ts";

/** Answers by idempotency key, for a day. */
export function answerPart(database: MongoDatabase, seal: Seal): Pick<HostStore, "keptAnswer" | "keepAnswer"> {
  const { answers } = database.collections;
  return {
    keptAnswer: ({ organisationId }, key) =>
      database.read(async () => {
        const record = await answers.findOne({ _id: keyOf(organisationId, key) });
        if (!record) return undefined;
        const { fingerprint, at, answer } = record;
        return { fingerprint, at, answer: JSON.parse(seal.open(organisationId, answer)) as JsonObject }; // written below
      }),
    keepAnswer: ({ organisationId }, key, { fingerprint, at, answer }, forgetBefore) =>
      database.write(async () => {
        await answers.deleteMany({ organisation: organisationId, at: { $lt: forgetBefore } });
        const sealed = seal.seal(organisationId, JSON.stringify(answer));
        await answers.replaceOne(
          { _id: keyOf(organisationId, key) },
          { organisation: organisationId, fingerprint, at, answer: sealed },
          { upsert: true },
        );
      }),
  };
}
