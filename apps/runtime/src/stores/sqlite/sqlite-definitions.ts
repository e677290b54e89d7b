import type {
  ChangeSet,
  DefinitionVersion,
  Draft,
  JsonObject,
  JsonValue,
  StoredSetting,
  VersionHead,
} from "../../ports/definition-store.ts";
import type { Seal } from "../../ports/seal.ts";
import { type Row, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** Drafts, versions, change sets and settings. What is read here was written here, so its shape is known. */
export class SqliteDefinitions {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  drafts(organisation: string, kind: string | undefined): Draft[] {
    const where = kind === undefined ? "organisation = ?" : "organisation = ? AND kind = ?";
    return this.#database
      .statement(`SELECT draft FROM drafts WHERE ${where} ORDER BY kind, id`)
      .all(organisation, ...(kind === undefined ? [] : [kind]))
      .map((row) => this.#open(organisation, row, "draft") as Draft);
  }

  draft(organisation: string, kind: string, id: string): Draft | undefined {
    const row = this.#database
      .statement("SELECT draft FROM drafts WHERE organisation = ? AND kind = ? AND id = ?")
      .get(organisation, kind, id);
    return row && (this.#open(organisation, row, "draft") as Draft);
  }

  saveDraft(organisation: string, draft: Draft, expected: string | undefined): boolean {
    const text = this.#sealed(organisation, draft);
    return expected === undefined
      ? this.#one(
          "INSERT INTO drafts (organisation, kind, id, etag, draft) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
          [organisation, draft.kind, draft.id, draft.etag, text],
        )
      : this.#one("UPDATE drafts SET etag = ?, draft = ? WHERE organisation = ? AND kind = ? AND id = ? AND etag = ?", [
          draft.etag,
          text,
          organisation,
          draft.kind,
          draft.id,
          expected,
        ]);
  }

  removeDraft(organisation: string, kind: string, id: string, expected: string): boolean {
    return this.#one("DELETE FROM drafts WHERE organisation = ? AND kind = ? AND id = ? AND etag = ?", [
      organisation,
      kind,
      id,
      expected,
    ]);
  }

  /** Inside the caller's transaction, which is rolled back when this throws. */
  publish(organisation: string, changeSet: ChangeSet, versions: readonly DefinitionVersion[]): boolean {
    if (changeSet.catalogueRevision !== this.revision(organisation) + 1) return false;
    this.#database
      .statement("INSERT INTO change_sets (organisation, revision, change_set) VALUES (?, ?, ?)")
      .run(organisation, changeSet.catalogueRevision, this.#sealed(organisation, changeSet));
    for (const version of versions) this.#insertVersion(organisation, version);
    return true;
  }

  #insertVersion(organisation: string, { definition, ...head }: DefinitionVersion): void {
    this.#database
      .statement("INSERT INTO versions (organisation, kind, id, version, head, definition) VALUES (?, ?, ?, ?, ?, ?)")
      .run(
        organisation,
        head.kind,
        head.id,
        head.version,
        this.#sealed(organisation, head),
        this.#sealed(organisation, definition),
      );
  }

  revision(organisation: string): number {
    const row = this.#database
      .statement("SELECT coalesce(max(revision), 0) AS revision FROM change_sets WHERE organisation = ?")
      .get(organisation);
    return Number(row?.["revision"] ?? 0);
  }

  heads(organisation: string): VersionHead[] {
    return this.#database
      .statement("SELECT head FROM versions WHERE organisation = ? ORDER BY kind, id, version")
      .all(organisation)
      .map((row) => this.#open(organisation, row, "head") as VersionHead);
  }

  version(organisation: string, kind: string, id: string, version: number): DefinitionVersion | undefined {
    const row = this.#database
      .statement("SELECT head, definition FROM versions WHERE organisation = ? AND kind = ? AND id = ? AND version = ?")
      .get(organisation, kind, id, version);
    if (!row) return undefined;
    const head = this.#open(organisation, row, "head") as VersionHead;
    return { ...head, definition: this.#open(organisation, row, "definition") as JsonObject };
  }

  setting(organisation: string, key: string): StoredSetting | undefined {
    const row = this.#database
      .statement("SELECT etag, value FROM settings WHERE organisation = ? AND key = ?")
      .get(organisation, key);
    return row && { etag: textOf(row, "etag"), value: this.#open(organisation, row, "value") as JsonValue };
  }

  saveSetting(
    organisation: string,
    key: string,
    { value, etag }: StoredSetting,
    expected: string | undefined,
  ): boolean {
    const text = this.#sealed(organisation, value);
    return expected === undefined
      ? this.#one("INSERT INTO settings (organisation, key, etag, value) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", [
          organisation,
          key,
          etag,
          text,
        ])
      : this.#one("UPDATE settings SET etag = ?, value = ? WHERE organisation = ? AND key = ? AND etag = ?", [
          etag,
          text,
          organisation,
          key,
          expected,
        ]);
  }

  /** The first number of a block of `size` in a series, counted from 1. */
  lease(organisation: string, name: string, size: number): number {
    const row = this.#database
      .statement(
        "INSERT INTO series (organisation, name, next) VALUES (?, ?, ? + 1 + coalesce((SELECT value FROM meta WHERE key = 'number_floor'), 0)) ON CONFLICT (organisation, name) DO UPDATE SET next = next + ? RETURNING next",
      )
      .get(organisation, name, size, size);
    return Number(row?.["next"]) - size;
  }

  #one(sql: string, values: readonly (string | number | Uint8Array)[]): boolean {
    return Number(this.#database.statement(sql).run(...values).changes) === 1;
  }
  #sealed(organisation: string, value: unknown): string | Uint8Array {
    return this.#seal.seal(organisation, JSON.stringify(value));
  }
  #open(organisation: string, row: Row, column: string): unknown {
    return JSON.parse(this.#seal.open(organisation, sealedOf(row, column)));
  }
}
