import type { JsonObject } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Seal } from "../../ports/seal.ts";
import { integerOf, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Answers by idempotency key, for a day. */
export function answerPart(database: SqliteDatabase, seal: Seal): Pick<HostStore, "keptAnswer" | "keepAnswer"> {
  return {
    keptAnswer: ({ organisationId }, key) =>
      database.read(() => {
        const row = database
          .statement("SELECT fingerprint, at, answer FROM answers WHERE organisation = ? AND key = ?")
          .get(organisationId, key);
        return (
          row && {
            fingerprint: textOf(row, "fingerprint"),
            at: integerOf(row, "at"),
            answer: JSON.parse(seal.open(organisationId, sealedOf(row, "answer"))) as JsonObject, // written below
          }
        );
      }),
    keepAnswer: ({ organisationId }, key, { fingerprint, at, answer }, forgetBefore) =>
      database.write(() => {
        database.statement("DELETE FROM answers WHERE organisation = ? AND at < ?").run(organisationId, forgetBefore);
        database
          .statement(
            "INSERT OR REPLACE INTO answers (organisation, key, fingerprint, at, answer) VALUES (?, ?, ?, ?, ?)",
          )
          .run(organisationId, key, fingerprint, at, seal.seal(organisationId, JSON.stringify(answer)));
      }),
  };
}
