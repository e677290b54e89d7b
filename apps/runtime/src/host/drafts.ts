import {
  type Actor,
  type Definition,
  definitionKinds,
  type DefinitionVersion,
  type Draft,
  type JsonObject,
} from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import { refuse } from "./refuse.ts";

export interface DraftParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

/** Definitions being written: kept as they are, right or wrong; two writers do not overwrite each other. */
export class Drafts {
  readonly #parts: DraftParts;

  constructor(parts: DraftParts) {
    this.#parts = parts;
  }

  async read(kind: string, id: string): Promise<Draft | Refused> {
    const draft = await this.#parts.store.draft(this.#parts.scope, kind, id);
    return draft ?? refuse(404, "draft-not-found", { kind, id });
  }

  list(kind?: string): Promise<readonly Draft[]> {
    return this.#parts.store.drafts(this.#parts.scope, kind);
  }

  /** Saves what somebody wrote, over the draft that they have seen. */
  async save(definition: Definition, etag: string | undefined, actor: Actor): Promise<Draft | Refused> {
    const { kind, id } = definition;
    if (!definitionKinds.includes(kind)) return refuse(422, "unknown-kind", { given: kind });
    const before = await this.#parts.store.draft(this.#parts.scope, kind, id);
    // What a draft was begun from does not change while it is written on, whatever is published meanwhile.
    const basedOn = before ? before.basedOn : this.#newest(kind, id);
    // A definition is JSON, whatever its kind.
    return this.#write({ kind, id, definition: definition as unknown as JsonObject }, { basedOn, etag }, actor);
  }

  /** A first draft. The caller has made sure that the id is free. */
  async create(definition: JsonObject, actor: Actor): Promise<Draft | Refused> {
    // Its head is made by the host: kind and id are there and right.
    const { kind, id } = definition as unknown as Definition;
    return this.#write({ kind, id, definition }, { basedOn: undefined, etag: undefined }, actor);
  }

  /** Makes a version the draft again. It is meant to follow the newest one, so it counts as begun from that. */
  async restore(
    { kind, id, definition }: DefinitionVersion,
    etag: string | undefined,
    actor: Actor,
  ): Promise<Draft | Refused> {
    return this.#write({ kind, id, definition }, { basedOn: this.#newest(kind, id), etag }, actor);
  }

  async remove(kind: string, id: string, etag: string): Promise<{ readonly kind: "done" } | Refused> {
    const { store, scope } = this.#parts;
    return (await store.removeDraft(scope, kind, id, etag)) ? { kind: "done" } : this.#refusal(kind, id, etag);
  }

  #newest(kind: string, id: string): number | undefined {
    return this.#parts.catalogue.versions(kind, id).at(-1)?.version;
  }

  async #write(
    { kind, id, definition }: Pick<Draft, "kind" | "id" | "definition">,
    { basedOn, etag }: { readonly basedOn: number | undefined; readonly etag: string | undefined },
    { id: by, name }: Actor,
  ): Promise<Draft | Refused> {
    const { store, scope, clock } = this.#parts;
    const updatedAt = clock.now();
    const draft: Draft = {
      kind,
      id,
      definition,
      etag: etagOf(definition, updatedAt),
      updatedAt,
      updatedBy: { id: by, name },
      ...(basedOn !== undefined && { basedOn }),
    };
    return (await store.saveDraft(scope, draft, etag)) ? draft : this.#refusal(kind, id, etag);
  }

  async #refusal(kind: string, id: string, etag: string | undefined): Promise<Refused> {
    const current = await this.#parts.store.draft(this.#parts.scope, kind, id);
    if (!current) return refuse(404, "draft-not-found", { kind, id });
    return etag === undefined
      ? refuse(428, "etag-required")
      : refuse(412, "draft-changed", { by: current.updatedBy.name });
  }
}
