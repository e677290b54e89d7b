import {
  type Actor,
  type ChangeSet,
  check,
  type CheckContext,
  type Definition,
  type DefinitionKind,
  type DefinitionVersion,
  type Diagnostic,
  digestOf,
  type Draft,
  type JsonObject,
  logicDigestOf,
  readDefinition,
} from "@orderloom/rule-dsl";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import { asDefinition, type Catalogue } from "./catalogue.ts";

export interface PublishOptions {
  readonly note: string;
  /** UTC milliseconds. */
  readonly effectiveFrom?: number;
  readonly effectiveUntil?: number;
}

export interface ReadDraft {
  readonly draft: Draft;
  readonly definition: Definition;
}

/** The drafts of a set as definitions; what cannot be read is a finding at its place. */
export function readDrafts(drafts: readonly Draft[]): {
  readonly read: readonly ReadDraft[];
  readonly findings: readonly Diagnostic[];
} {
  const read: ReadDraft[] = [];
  const findings: Diagnostic[] = [];
  for (const draft of drafts) {
    const result = readDefinition(draft.definition);
    if (result.ok) read.push({ draft, definition: result.value });
    else
      for (const { code, pointer, message } of result.error)
        findings.push({ code, severity: "error", path: placeIn(drafts, draft, pointer), data: {}, message });
  }
  return { read, findings };
}

/** With one draft the place is in it; with several it begins with the kind and id of the one that is meant. */
function placeIn(drafts: readonly unknown[], { kind, id }: Pick<Draft, "kind" | "id">, pointer: string): string {
  return drafts.length > 1 ? `/${kind}/${id}${pointer}` : pointer;
}

export interface CheckParts {
  readonly catalogue: Catalogue;
  readonly connectors: ConnectorRunner;
  readonly stages: readonly string[];
  readonly calendars: readonly string[];
  /** UTC milliseconds: what counts as published. */
  readonly now: number;
}

/** What a definition may refer to: those published, and those that would go live with it. */
export function checkContext(
  { catalogue, connectors, stages, calendars, now }: CheckParts,
  together: readonly Definition[],
): CheckContext {
  const definition = (kind: DefinitionKind, id: string): Definition | undefined => {
    const own = together.find((one) => one.kind === kind && one.id === id);
    if (own) return own;
    const head =
      catalogue.resolve(kind, id, { revision: catalogue.revision, instant: now }) ??
      catalogue.versions(kind, id).at(-1);
    return head && asDefinition(catalogue.version(kind, id, head.version));
  };
  const isTogether = ({ kind, id }: { readonly kind: string; readonly id: string }): boolean =>
    together.some((one) => one.kind === kind && one.id === id);
  return {
    definition,
    all: () => [
      ...together,
      ...catalogue
        .heads()
        .flatMap(([head]) => (head === undefined || isTogether(head) ? [] : (definition(head.kind, head.id) ?? []))),
    ],
    action: (connector, action) => connectors.manifest(connector, action),
    connector: (id) => connectors.connectors().some((one) => one.id === id),
    stages,
    calendars,
  };
}

export function checkSet(read: readonly ReadDraft[], parts: CheckParts): Diagnostic[] {
  const context = checkContext(
    parts,
    read.map(({ definition }) => definition),
  );
  return read.flatMap(({ draft, definition }) =>
    check(definition, context).map((one) => ({
      ...one,
      path: placeIn(read, draft, one.path),
    })),
  );
}

export interface PreparedSet {
  readonly changeSet: ChangeSet;
  readonly versions: readonly DefinitionVersion[];
}

/** The versions that a set brings (S24); what says the same as its newest version brings none. */
export function prepareSet(
  read: readonly ReadDraft[],
  options: PublishOptions,
  { catalogue, actor, now }: { readonly catalogue: Catalogue; readonly actor: Actor; readonly now: number },
): PreparedSet {
  const { note, effectiveFrom, effectiveUntil } = options;
  const author = { id: actor.id, name: actor.name };
  const catalogueRevision = catalogue.revision + 1;
  const window = {
    ...(effectiveFrom !== undefined && { effectiveFrom }),
    ...(effectiveUntil !== undefined && { effectiveUntil }),
  };
  const isWindowed = Object.keys(window).length > 0;
  const versions = read.flatMap(({ definition }): DefinitionVersion[] => {
    const { kind, id } = definition;
    const latest = catalogue.versions(kind, id).at(-1);
    const digest = digestOf(definition);
    if (latest?.digest === digest && !isWindowed) return [];
    const head = {
      kind,
      id,
      version: (latest?.version ?? 0) + 1,
      digest,
      logicDigest: logicDigestOf(definition),
      semantics: 1 as const,
    };
    // A definition is JSON, whatever its kind.
    const text = definition as unknown as JsonObject;
    return [{ ...head, definition: text, catalogueRevision, author, note, publishedAt: now, ...window }];
  });
  const changeSet: ChangeSet = {
    catalogueRevision,
    items: versions.map(({ kind, id, version, digest }) => ({ kind, id, version, digest })),
    author,
    note,
    publishedAt: now,
    ...(effectiveFrom !== undefined && { effectiveFrom: new Date(effectiveFrom).toISOString() }),
    ...(effectiveUntil !== undefined && { effectiveUntil: new Date(effectiveUntil).toISOString() }),
  };
  return { changeSet, versions };
}
