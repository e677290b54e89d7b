import type { Actor, Code, JsonValue } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Companion, CompanionPlace, CompanionType, DefinitionStore } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Refused } from "./commands.ts";
import { etagOf } from "./etag.ts";
import { refuse, stale } from "./refuse.ts";

/** Layouts and cases: they lie beside a definition, whatever version of it runs, and are in no digest (H9). */
export interface CompanionCommands {
  companion(place: CompanionPlace): Promise<Companion | Refused>;
  /** `etag` undefined creates and refuses when there is one. */
  saveCompanion(
    place: CompanionPlace,
    value: JsonValue,
    etag: string | undefined,
    actor: Actor,
  ): Promise<Companion | Refused>;
  removeCompanion(place: CompanionPlace, etag: string): Promise<{ readonly kind: "done" } | Refused>;
}

export interface CompanionParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly clock: Clock;
}

const missing: Readonly<Record<CompanionType, Code>> = { layout: "layout-not-found", cases: "cases-not-found" };

export function createCompanionCommands({ store, scope, clock }: CompanionParts): CompanionCommands {
  const absent = ({ type, kind, id }: CompanionPlace): Refused => refuse(404, missing[type], { kind, id });
  const refusal = async (place: CompanionPlace, etag: string | undefined): Promise<Refused> => {
    const current = await store.companion(scope, place);
    return current ? stale(etag, current.updatedBy.name) : absent(place);
  };
  return {
    companion: async (place) => (await store.companion(scope, place)) ?? absent(place),
    saveCompanion: async (place, value, etag, { id, name }) => {
      const updatedAt = clock.now();
      const companion = { value, etag: etagOf(value, updatedAt), updatedAt, updatedBy: { id, name } };
      return (await store.saveCompanion(scope, place, companion, etag)) ? companion : refusal(place, etag);
    },
    removeCompanion: async (place, etag) =>
      (await store.removeCompanion(scope, place, etag)) ? { kind: "done" } : refusal(place, etag),
  };
}
