import type { Actor, CasesDocument, Definition, JsonValue, LayoutDocument } from "@orderloom/rule-dsl";
import type { Refused } from "../host/commands.ts";
import type { CompanionCommands } from "../host/companions.ts";
import type { CompanionPlace } from "../ports/definition-store.ts";

export interface ShippedCompanions {
  readonly definitions: readonly Definition[];
  readonly layouts: readonly LayoutDocument[];
  readonly cases: readonly CasesDocument[];
}

/** Lays a template's layouts and cases beside its definitions. What people moved or wrote there themselves stays theirs. */
export async function bringCompanions(
  { definitions, layouts, cases }: ShippedCompanions,
  actor: Actor,
  companions: CompanionCommands,
): Promise<Refused | undefined> {
  for (const layout of layouts) {
    const place = { type: "layout", kind: "workflow", id: layout.of } as const;
    const refused = await bring(place, layout, (own: LayoutDocument) => withLayout(own, layout), actor, companions);
    if (refused) return refused;
  }
  for (const document of cases) {
    const kind = definitions.find(({ id }) => id === document.of)?.kind ?? "decision";
    const place = { type: "cases", kind, id: document.of } as const;
    const refused = await bring(place, document, (own: CasesDocument) => withCases(own, document), actor, companions);
    if (refused) return refused;
  }
  return undefined;
}

async function bring<T extends object>(
  place: CompanionPlace,
  shipped: T,
  merged: (own: T) => T,
  actor: Actor,
  companions: CompanionCommands,
): Promise<Refused | undefined> {
  const existing = await companions.companion(place);
  const own = "kind" in existing ? undefined : existing;
  // What lies there passed the schema of its type when it was saved; a document is JSON.
  const next = own ? merged(own.value as unknown as T) : shipped;
  if (own && JSON.stringify(next) === JSON.stringify(own.value)) return undefined;
  const saved = await companions.saveCompanion(place, next as unknown as JsonValue, own?.etag, actor);
  return "kind" in saved ? saved : undefined;
}

function withLayout(own: LayoutDocument, { nodes }: LayoutDocument): LayoutDocument {
  return { ...own, nodes: { ...nodes, ...own.nodes } };
}

function withCases(own: CasesDocument, { cases }: CasesDocument): CasesDocument {
  const known = new Set(own.cases.map(({ id }) => id));
  return { ...own, cases: [...own.cases, ...cases.filter(({ id }) => !known.has(id))] };
}
