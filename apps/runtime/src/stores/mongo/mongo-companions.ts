import type { Companion, CompanionPlace } from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { removeEtagged, saveEtagged } from "./mongo-etagged.ts";
import { keyOf } from "./mongo-records.ts";

/** Layouts and cases: one document each, changed only over the one that was read. */
export function companionPart(
  database: MongoDatabase,
  seal: Seal,
): Pick<HostStore, "companion" | "saveCompanion" | "removeCompanion"> {
  const { companions } = database.collections;
  const at = (organisation: string, { type, kind, id }: CompanionPlace) => keyOf(organisation, type, kind, id);
  return {
    companion: ({ organisationId }, place) =>
      database.read(async () => {
        const record = await companions.findOne({ _id: at(organisationId, place) });
        return record ? (JSON.parse(seal.open(organisationId, record.value)) as Companion) : undefined; // written below
      }),
    saveCompanion: ({ organisationId }, place, companion, expected) =>
      database.write(() =>
        saveEtagged(
          companions,
          {
            _id: at(organisationId, place),
            organisation: organisationId,
            ...place,
            etag: companion.etag,
            value: seal.seal(organisationId, JSON.stringify(companion)),
          },
          expected,
        ),
      ),
    removeCompanion: ({ organisationId }, place, expected) =>
      database.write(() => removeEtagged(companions, at(organisationId, place), expected)),
  };
}
