import type { Companion, CompanionPlace } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Seal } from "../../ports/seal.ts";
import { sealedOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

const PLACE = "organisation = ? AND type = ? AND kind = ? AND id = ?";

/** Layouts and cases: one row each, changed only over the one that was read. */
export function companionPart(
  database: SqliteDatabase,
  seal: Seal,
): Pick<HostStore, "companion" | "saveCompanion" | "removeCompanion"> {
  const keyOf = (organisation: string, { type, kind, id }: CompanionPlace) => [organisation, type, kind, id];
  const one = (sql: string, values: readonly (string | Uint8Array)[]): boolean =>
    Number(database.statement(sql).run(...values).changes) === 1;
  return {
    companion: ({ organisationId }, place) =>
      database.read(() => {
        const row = database
          .statement(`SELECT companion FROM companions WHERE ${PLACE}`)
          .get(...keyOf(organisationId, place));
        return row && (JSON.parse(seal.open(organisationId, sealedOf(row, "companion"))) as Companion); // written below
      }),
    saveCompanion: ({ organisationId }, place, companion, expected) =>
      database.write(() => {
        const key = keyOf(organisationId, place);
        const text = seal.seal(organisationId, JSON.stringify(companion));
        return expected === undefined
          ? one(
              "INSERT INTO companions (organisation, type, kind, id, etag, companion) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
              [...key, companion.etag, text],
            )
          : one(`UPDATE companions SET etag = ?, companion = ? WHERE ${PLACE} AND etag = ?`, [
              companion.etag,
              text,
              ...key,
              expected,
            ]);
      }),
    removeCompanion: ({ organisationId }, place, expected) =>
      database.write(() =>
        one(`DELETE FROM companions WHERE ${PLACE} AND etag = ?`, [...keyOf(organisationId, place), expected]),
      ),
  };
}
