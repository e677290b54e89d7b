import {
  type Actor,
  type Definition,
  type DefinitionKind,
  definitionKinds,
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

  async save(definition: Definition, etag: string | undefined, actor: Actor): Promise<Draft | Refused> {
    const { store, scope, clock } = this.#parts;
    const { kind, id } = definition;
    if (!definitionKinds.includes(kind)) return refuse(422, "unknown-kind", { given: kind });
    const draft = this.#draftOf(kind, id, definition, clock.now(), actor);
    if (await store.saveDraft(scope, draft, etag)) return draft;
    return this.#refusal(kind, id, etag);
  }

  async remove(kind: string, id: string, etag: string): Promise<{ readonly kind: "done" } | Refused> {
    const { store, scope } = this.#parts;
    return (await store.removeDraft(scope, kind, id, etag)) ? { kind: "done" } : this.#refusal(kind, id, etag);
  }

  #draftOf(
    kind: DefinitionKind,
    id: string,
    definition: Definition,
    updatedAt: number,
    { id: by, name }: Actor,
  ): Draft {
    // A definition is JSON, whatever its kind.
    const text = definition as unknown as JsonObject;
    const basedOn = this.#parts.catalogue.versions(kind, id).at(-1)?.version;
    return {
      kind,
      id,
      definition: text,
      etag: etagOf(text, updatedAt),
      updatedAt,
      updatedBy: { id: by, name },
      ...(basedOn !== undefined && { basedOn }),
    };
  }

  async #refusal(kind: string, id: string, etag: string | undefined): Promise<Refused> {
    const current = await this.#parts.store.draft(this.#parts.scope, kind, id);
    if (!current) return refuse(404, "draft-not-found", { kind, id });
    return etag === undefined
      ? refuse(428, "etag-required")
      : refuse(412, "draft-changed", { by: current.updatedBy.name });
  }
}
