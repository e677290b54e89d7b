import type {
  ChangeSet,
  DefinitionVersion,
  Draft,
  JsonObject,
  JsonValue,
  VersionHead,
} from "../../ports/definition-store.ts";
import type { HostStore } from "../../ports/host-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { insertedOnce, removeEtagged, saveEtagged } from "./mongo-etagged.ts";
import { type EtaggedRecord, keyOf, type Sealed, type VersionRecord } from "./mongo-records.ts";

/** Drafts, versions, change sets and settings. What is read here was written here, so its shape is known. */
class Definitions {
  readonly #database: MongoDatabase;
  readonly #seal: Seal;

  constructor(database: MongoDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  async drafts(organisation: string, kind: string | undefined): Promise<Draft[]> {
    const records = await this.#database.collections.drafts
      .find({ organisation, ...(kind !== undefined && { kind }) }, { sort: { kind: 1, id: 1 } })
      .toArray();
    return records.map(({ value }) => this.#opened(organisation, value) as Draft);
  }

  async draft(organisation: string, kind: string, id: string): Promise<Draft | undefined> {
    const record = await this.#database.collections.drafts.findOne({ _id: keyOf(organisation, kind, id) });
    return record ? (this.#opened(organisation, record.value) as Draft) : undefined;
  }

  draftRecord(organisation: string, draft: Draft): EtaggedRecord {
    const { kind, id, etag } = draft;
    return {
      _id: keyOf(organisation, kind, id),
      organisation,
      id,
      kind,
      etag,
      value: this.#sealed(organisation, draft),
    };
  }

  /**
   * Without a transaction: the versions are written first and are visible to nobody, then the change set is inserted, which is the one write that
   * counts, then the drafts go. What a death left of an earlier try is taken away first; drafts that outlived their change set by `finish`.
   */
  async publish(
    organisation: string,
    changeSet: ChangeSet,
    versions: readonly DefinitionVersion[],
    drafts: readonly Draft[],
  ): Promise<boolean> {
    const { collections } = this.#database;
    const revision = await this.revision(organisation);
    if (changeSet.catalogueRevision !== revision + 1) return false;
    const made = drafts.map(({ kind, id, etag }) => ({ _id: keyOf(organisation, kind, id), etag }));
    const unchanged = await collections.drafts.countDocuments({ $or: [{ _id: { $in: [] } }, ...made] });
    if (unchanged !== made.length) return false;
    await collections.versions.deleteMany({ organisation, catalogueRevision: { $gt: revision } });
    if (versions.length > 0)
      await collections.versions.insertMany(versions.map((version) => this.#versionRecord(organisation, version)));
    const isLive = await insertedOnce(collections.changeSets, {
      _id: keyOf(organisation, changeSet.catalogueRevision),
      organisation,
      revision: changeSet.catalogueRevision,
      changeSet: this.#sealed(organisation, changeSet),
      drafts: made,
    });
    if (isLive) await this.#removeDrafts(made);
    return isLive;
  }

  /** Takes away the drafts of the newest change set that a death left behind. */
  async finish(): Promise<void> {
    const newest = await this.#database.collections.changeSets
      .aggregate<{ readonly _id: string; readonly revision: number }>([
        { $group: { _id: "$organisation", revision: { $max: "$revision" } } },
      ])
      .toArray();
    for (const { _id, revision } of newest) {
      const changeSet = await this.#database.collections.changeSets.findOne({ _id: keyOf(_id, revision) });
      if (changeSet) await this.#removeDrafts(changeSet.drafts);
    }
  }

  async #removeDrafts(made: readonly { readonly _id: string; readonly etag: string }[]): Promise<void> {
    for (const { _id, etag } of made) await removeEtagged(this.#database.collections.drafts, _id, etag);
  }

  #versionRecord(organisation: string, { definition, ...head }: DefinitionVersion): VersionRecord {
    const { kind, id, version, catalogueRevision } = head;
    return {
      _id: keyOf(organisation, kind, id, version),
      organisation,
      id,
      kind,
      version,
      catalogueRevision,
      head: this.#sealed(organisation, head),
      definition: this.#sealed(organisation, definition),
    };
  }

  async revision(organisation: string): Promise<number> {
    const newest = await this.#database.collections.changeSets.findOne(
      { organisation },
      { sort: { revision: -1 }, projection: { revision: 1 } },
    );
    return newest?.revision ?? 0;
  }

  async heads(organisation: string): Promise<VersionHead[]> {
    const revision = await this.revision(organisation);
    const records = await this.#database.collections.versions
      .find(
        { organisation, catalogueRevision: { $lte: revision } },
        { projection: { head: 1 }, sort: { kind: 1, id: 1, version: 1 } },
      )
      .toArray();
    return records.map(({ head }) => this.#opened(organisation, head) as VersionHead);
  }

  async version(
    organisation: string,
    kind: string,
    id: string,
    version: number,
  ): Promise<DefinitionVersion | undefined> {
    const record = await this.#database.collections.versions.findOne({ _id: keyOf(organisation, kind, id, version) });
    if (!record || record.catalogueRevision > (await this.revision(organisation))) return undefined;
    const head = this.#opened(organisation, record.head) as VersionHead;
    return { ...head, definition: this.#opened(organisation, record.definition) as JsonObject };
  }

  async setting(
    organisation: string,
    key: string,
  ): Promise<{ readonly etag: string; readonly value: JsonValue } | undefined> {
    const record = await this.#database.collections.settings.findOne({ _id: keyOf(organisation, key) });
    return record ? { etag: record.etag, value: this.#opened(organisation, record.value) as JsonValue } : undefined;
  }

  settingRecord(organisation: string, id: string, value: JsonValue, etag: string): EtaggedRecord {
    return { _id: keyOf(organisation, id), organisation, id, etag, value: this.#sealed(organisation, value) };
  }

  #sealed(organisation: string, value: unknown): Sealed {
    return this.#seal.seal(organisation, JSON.stringify(value));
  }
  #opened(organisation: string, sealed: Sealed): unknown {
    return JSON.parse(this.#seal.open(organisation, sealed));
  }
}

type Part = Pick<
  HostStore,
  | "drafts"
  | "draft"
  | "saveDraft"
  | "removeDraft"
  | "publish"
  | "versionHeads"
  | "version"
  | "catalogueRevision"
  | "setting"
  | "saveSetting"
>;

/** `finish` comes once, before anything is asked. */
export async function definitionPart(database: MongoDatabase, seal: Seal): Promise<Part> {
  const definitions = new Definitions(database, seal);
  const { drafts, settings } = database.collections;
  await definitions.finish();
  return {
    drafts: ({ organisationId }, kind) => database.read(() => definitions.drafts(organisationId, kind)),
    draft: ({ organisationId }, kind, id) => database.read(() => definitions.draft(organisationId, kind, id)),
    // Drafts are written in turn with publishing, which looks at them first.
    saveDraft: ({ organisationId }, draft, expected) =>
      database.inTurn(() => saveEtagged(drafts, definitions.draftRecord(organisationId, draft), expected)),
    removeDraft: ({ organisationId }, kind, id, expected) =>
      database.inTurn(() => removeEtagged(drafts, keyOf(organisationId, kind, id), expected)),
    publish: ({ organisationId }, changeSet, versions, made) =>
      database.inTurn(() => definitions.publish(organisationId, changeSet, versions, made)),
    versionHeads: ({ organisationId }) => database.read(() => definitions.heads(organisationId)),
    version: ({ organisationId }, kind, id, version) =>
      database.read(() => definitions.version(organisationId, kind, id, version)),
    catalogueRevision: ({ organisationId }) => database.read(() => definitions.revision(organisationId)),
    setting: ({ organisationId }, key) => database.read(() => definitions.setting(organisationId, key)),
    saveSetting: ({ organisationId }, key, { value, etag }, expected) =>
      database.write(() =>
        saveEtagged(settings, definitions.settingRecord(organisationId, key, value, etag), expected),
      ),
  };
}
