import { type Definition, type Diagnostic, digestOf, type JsonObject, logicDigestOf } from "@orderloom/rule-dsl";
import type { VersionHead } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { TrafficStore } from "../ports/traffic-store.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Gate } from "./publish-gates.ts";
import { referencesOf } from "./references.ts";

/** What publishing a definition changes, and for whom. */
interface DefinitionChange {
  readonly kind: string;
  readonly id: string;
  readonly name: JsonObject;
  /** `new`: nothing of it was in force; `none`: it says the same; `words`: only names and notes; `logic`: what it does. */
  readonly change: "new" | "none" | "words" | "logic";
  /** The version in force, and the one that it becomes. */
  readonly before?: number;
  readonly after: number;
  /** Running orders keep what they started with, or follow at once (S23). */
  readonly binds: "at-start" | "when-used";
  /** Instances under way in the workflow itself, or in those that refer to it. */
  readonly running: number;
  /** Definitions in force that refer to it. */
  readonly usedBy: readonly { readonly kind: string; readonly id: string }[];
}

/** What publishing would do, before it is done. */
export interface Preview {
  readonly kind: "preview";
  /** Every gate is passed. */
  readonly ok: boolean;
  readonly gates: readonly Gate[];
  /** Other main workflows that want an order as well, each with an order that shows it (S2). */
  readonly overlaps: readonly Diagnostic[];
  readonly changes: readonly DefinitionChange[];
}

export interface ChangeParts {
  readonly traffic: TrafficStore;
  readonly scope: Scope;
  readonly catalogue: Catalogue;
  readonly now: number;
}

export async function changesOf(
  definitions: readonly Definition[],
  parts: ChangeParts,
): Promise<readonly DefinitionChange[]> {
  const uses = usesInForce(parts);
  return Promise.all(definitions.map((definition) => changeOf(definition, uses, parts)));
}

async function changeOf(
  definition: Definition,
  uses: ReadonlyMap<string, readonly VersionHead[]>,
  { traffic, scope, catalogue, now }: ChangeParts,
): Promise<DefinitionChange> {
  const { kind, id, name } = definition;
  const before = catalogue.inForce(kind, id, now);
  const latest = catalogue.versions(kind, id).at(-1);
  const users = uses.get(`${kind}/${id}`) ?? [];
  const workflows =
    kind === "workflow" ? [id] : users.filter((user) => user.kind === "workflow").map((user) => user.id);
  const counts = await Promise.all([...new Set(workflows)].map((workflow) => traffic.countLive(scope, workflow)));
  const change = changeBetween(before, definition);
  return {
    kind,
    id,
    name,
    change,
    ...(before && { before: before.version }),
    after: latest?.digest === digestOf(definition) ? latest.version : (latest?.version ?? 0) + 1,
    binds: bindsWhenUsed(definition) ? "when-used" : "at-start",
    running: counts.reduce((sum, count) => sum + count, 0),
    usedBy: users.map((user) => ({ kind: user.kind, id: user.id })),
  };
}

function changeBetween(before: VersionHead | undefined, definition: Definition): DefinitionChange["change"] {
  if (!before) return "new";
  if (before.digest === digestOf(definition)) return "none";
  return before.logicDigest === logicDigestOf(definition) ? "words" : "logic";
}

function bindsWhenUsed(definition: Definition): boolean {
  const { kind } = definition;
  return kind === "metric" || kind === "quota" || (kind === "decision" && definition.type === "mapping");
}

/** Who refers to what, of all that is in force. */
function usesInForce({ catalogue, now }: ChangeParts): ReadonlyMap<string, readonly VersionHead[]> {
  const uses = new Map<string, VersionHead[]>();
  for (const [first] of catalogue.heads()) {
    const head = first && catalogue.inForce(first.kind, first.id, now);
    const definition = head && catalogue.version(head.kind, head.id, head.version)?.definition;
    if (!head || !definition) continue;
    for (const name of new Set(referencesOf(definition).map(({ kind, id }) => `${kind}/${id}`)))
      uses.set(name, [...(uses.get(name) ?? []), head]);
  }
  return uses;
}
