import { type Actor, type Draft, type JsonObject, type LocalizedText, readDefinition } from "@orderloom/rule-dsl";
import type { CompanionType } from "../ports/definition-store.ts";
import { type BlankAsked, blankDefinition } from "./blank-definition.ts";
import type { Refused } from "./commands.ts";
import type { CompanionCommands } from "./companions.ts";
import { definitionId } from "./definition-id.ts";
import type { DefinitionLog } from "./definition-log.ts";
import type { DraftParts, Drafts } from "./drafts.ts";
import { refuse } from "./refuse.ts";

export interface DraftCommands {
  /** A first draft of something new; its id is made from its name unless one is given. */
  createDraft(asked: BlankAsked & { readonly id?: string }, actor: Actor): Promise<Draft | Refused>;
  /** A draft of its own, from the draft or else the version in force, with layout and cases. */
  duplicate(
    kind: string,
    id: string,
    asked: { readonly name?: LocalizedText; readonly id?: string; readonly version?: number },
    actor: Actor,
  ): Promise<Draft | Refused>;
  /** Makes a version the draft again; `etag` is that of the draft it takes the place of. */
  restore(kind: string, id: string, version: number, etag: string | undefined, actor: Actor): Promise<Draft | Refused>;
  /** Discards a draft. Of what was never published nothing stays: its layout and its cases go as well. */
  removeDraft(kind: string, id: string, etag: string, actor: Actor): Promise<{ readonly kind: "done" } | Refused>;
}

export interface DraftCommandParts extends DraftParts {
  readonly drafts: Drafts;
  readonly companions: CompanionCommands;
  readonly log: DefinitionLog;
}

const companionTypes: readonly CompanionType[] = ["layout", "cases"];

export function createDraftCommands(parts: DraftCommandParts): DraftCommands {
  const { drafts, catalogue, log } = parts;
  return {
    createDraft: async ({ id, ...asked }, actor) => {
      const taken = await takenIds(parts, asked.kind);
      const own = id ?? definitionId(asked.kind, asked.name, (one) => taken.has(one));
      if (taken.has(own)) return refuse(409, "definition-exists", { kind: asked.kind, id: own });
      const definition = blankDefinition(asked, own);
      return definition ? drafts.create(definition, actor) : refuse(422, "kind-not-drawn", { given: asked.kind });
    },
    duplicate: (kind, id, asked, actor) => duplicate(parts, { kind, id }, asked, actor),
    restore: async (kind, id, version, etag, actor) => {
      const found = catalogue.version(kind, id, version);
      if (!found)
        return catalogue.versions(kind, id).length === 0
          ? refuse(404, "definition-not-found", { kind, id })
          : refuse(404, "version-not-found", { kind, id, version });
      const saved = await drafts.restore(found, etag, actor);
      if (!("code" in saved)) await log.note(kind, id, { type: "draft.restored", data: { kind, id, version } }, actor);
      return saved;
    },
    removeDraft: async (kind, id, etag, actor) => {
      const removed = await drafts.remove(kind, id, etag);
      if (removed.kind === "refused") return removed;
      if (catalogue.versions(kind, id).length === 0) await removeCompanions(parts, kind, id);
      await log.note(kind, id, { type: "draft.discarded", data: { kind, id } }, actor);
      return removed;
    },
  };
}

async function takenIds({ drafts, catalogue }: DraftCommandParts, kind: string): Promise<ReadonlySet<string>> {
  const published = catalogue.heads(kind).flatMap(([head]) => head?.id ?? []);
  return new Set([...published, ...(await drafts.list(kind)).map(({ id }) => id)]);
}

interface Place {
  readonly kind: string;
  readonly id: string;
}
type DuplicateAsked = Parameters<DraftCommands["duplicate"]>[2];

async function duplicate(
  parts: DraftCommandParts,
  from: Place,
  asked: DuplicateAsked,
  actor: Actor,
): Promise<Draft | Refused> {
  const source = await sourceOf(parts, from, asked.version);
  if ("code" in source) return source;
  const { kind, id } = from;
  const taken = await takenIds(parts, kind);
  const name = asked.name ?? copyOf(source.definition["name"], id);
  const own = asked.id ?? definitionId(source.kind, name, (one) => taken.has(one));
  if (taken.has(own)) return refuse(409, "definition-exists", { kind, id: own });
  const saved = await parts.drafts.create({ ...source.definition, id: own, name }, actor);
  if ("code" in saved) return saved;
  for (const type of companionTypes) {
    const companion = await parts.companions.companion({ type, kind, id });
    if ("code" in companion) continue;
    const value = { ...(companion.value as JsonObject), of: own }; // each is a document that says whose it is
    await parts.companions.saveCompanion({ type, kind, id: own }, value, undefined, actor);
  }
  return saved;
}

async function sourceOf(
  { drafts, catalogue, clock }: DraftCommandParts,
  { kind, id }: Place,
  asked: number | undefined,
): Promise<Pick<Draft, "kind" | "definition"> | Refused> {
  const draft = asked === undefined ? await drafts.read(kind, id) : undefined;
  if (draft && "definition" in draft) return draft;
  const version =
    asked ?? catalogue.inForce(kind, id, clock.now())?.version ?? catalogue.versions(kind, id).at(-1)?.version;
  if (version === undefined) return refuse(404, "definition-not-found", { kind, id });
  return catalogue.version(kind, id, version) ?? refuse(404, "version-not-found", { kind, id, version });
}

function copyOf(name: unknown, id: string): LocalizedText {
  const read = readDefinition({ kind: "quota", schemaVersion: 1, id: "x", name, allow: [{ id: "a", amount: 1 }] });
  const known: LocalizedText = read.ok ? read.value.name : { en: id };
  return Object.fromEntries(
    Object.entries(known).map(([tag, text]) => [tag, tag.startsWith("zh") ? `${text} 副本` : `${text} copy`]),
  );
}

async function removeCompanions({ companions }: DraftCommandParts, kind: string, id: string): Promise<void> {
  for (const type of companionTypes) {
    const place = { type, kind, id };
    const companion = await companions.companion(place);
    if (!("code" in companion)) await companions.removeCompanion(place, companion.etag);
  }
}
