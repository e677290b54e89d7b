import type { ChangeSet, DefinitionVersion, Draft, JsonValue } from "@orderloom/rule-dsl";
export type { ChangeSet, DefinitionVersion, Draft, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Scope } from "./scope.ts";

/** A version without its text, which is read when it is needed. */
export type VersionHead = Omit<DefinitionVersion, "definition">;

export interface StoredSetting {
  readonly value: JsonValue;
  readonly etag: string;
}

/** What lies beside a definition, in no version and no digest (H9): where its boxes stand, what it is tried with. */
export type CompanionType = "layout" | "cases";

export interface CompanionPlace {
  readonly type: CompanionType;
  readonly kind: string;
  readonly id: string;
}

export interface Companion {
  readonly value: JsonValue;
  readonly etag: string;
  /** UTC milliseconds. */
  readonly updatedAt: number;
  readonly updatedBy: { readonly id: string; readonly name: string };
}

/** Drafts, versions and settings: small, rarely written, each write whole. */
export interface DefinitionStore {
  drafts(scope: Scope, kind?: string): Promise<readonly Draft[]>;
  draft(scope: Scope, kind: string, id: string): Promise<Draft | undefined>;
  /** False when `expected` is not the etag on disk; undefined expects that there is none. */
  saveDraft(scope: Scope, draft: Draft, expected: string | undefined): Promise<boolean>;
  removeDraft(scope: Scope, kind: string, id: string, expected: string): Promise<boolean>;
  /**
   * A change set goes live whole or not at all (S24): its versions become visible and the drafts it was made of go away.
   * False when its revision is not the next one or a draft changed meanwhile.
   */
  publish(
    scope: Scope,
    changeSet: ChangeSet,
    versions: readonly DefinitionVersion[],
    drafts: readonly Draft[],
  ): Promise<boolean>;
  versionHeads(scope: Scope): Promise<readonly VersionHead[]>;
  version(scope: Scope, kind: string, id: string, version: number): Promise<DefinitionVersion | undefined>;
  /** The newest change set's revision, 0 before the first. */
  catalogueRevision(scope: Scope): Promise<number>;
  companion(scope: Scope, place: CompanionPlace): Promise<Companion | undefined>;
  /** False when `expected` is not the etag on disk; undefined expects that there is none. */
  saveCompanion(
    scope: Scope,
    place: CompanionPlace,
    companion: Companion,
    expected: string | undefined,
  ): Promise<boolean>;
  removeCompanion(scope: Scope, place: CompanionPlace, expected: string): Promise<boolean>;
  setting(scope: Scope, key: string): Promise<StoredSetting | undefined>;
  /** False when `expected` is not the etag on disk; undefined expects that there is none. */
  saveSetting(scope: Scope, key: string, setting: StoredSetting, expected: string | undefined): Promise<boolean>;
}
