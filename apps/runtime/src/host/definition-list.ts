import { check, digestOf, type Draft, type JsonObject, readDefinition } from "@orderloom/rule-dsl";
import type { DefinitionStore, VersionHead } from "../ports/definition-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { Catalogue } from "./catalogue.ts";
import { checkContext, type CheckParts } from "./change-set.ts";
import type { Pause } from "./pause.ts";
import type { RoutingDesk } from "./routing-desk.ts";

/** `new`: nothing of it is published; `same`: says what is live; `ahead`: says something else. */
export type DraftState = "new" | "same" | "ahead";

/** A definition as a list shows it. */
export interface DefinitionRow {
  readonly kind: string;
  readonly id: string;
  readonly name: JsonObject;
  /** Of decisions. */
  readonly type?: string;
  /** Of workflows. */
  readonly role?: string;
  /** The newest version, and the one in force now. */
  readonly latest?: number;
  readonly live?: number;
  readonly draft: boolean;
  readonly draftState?: DraftState;
  /** When it was last saved as a draft or published, UTC milliseconds, and by whom. */
  readonly updatedAt: number;
  readonly updatedBy: { readonly id: string; readonly name: string };
  readonly paused?: Pause;
  /** What `check` finds in the draft. */
  readonly problems?: ProblemCount;
}

export interface ProblemCount {
  readonly errors: number;
  readonly warnings: number;
}

export interface ListParts {
  readonly store: DefinitionStore;
  readonly scope: Scope;
  readonly catalogue: Catalogue;
  readonly routing: RoutingDesk;
  readonly checkParts: () => Promise<CheckParts>;
}

/** Lists every definition that is published or drafted. */
export function definitionLister(
  parts: ListParts,
): (kind: string | undefined, now: number) => Promise<readonly DefinitionRow[]> {
  const { store, scope, catalogue, routing, checkParts } = parts;
  const counted = problemCounter(catalogue);
  return async (kind, now) => {
    const drafts = new Map((await store.drafts(scope, kind)).map((draft) => [`${draft.kind}/${draft.id}`, draft]));
    const published = catalogue.heads(kind).flatMap((heads) => heads.at(-1) ?? []);
    const context = await checkParts();
    const listed = published.map((latest) => publishedRow(latest, catalogue, now));
    const known = new Set(listed.map((row) => `${row.kind}/${row.id}`));
    const fresh = [...drafts.values()].filter((draft) => !known.has(`${draft.kind}/${draft.id}`)).map(freshRow);
    return [...listed, ...fresh].map((row) => {
      const draft = drafts.get(`${row.kind}/${row.id}`);
      const paused = row.kind === "workflow" ? routing.pauseOf(row.id) : undefined;
      return {
        ...row,
        ...(draft && draftFacts(draft, row, catalogue)),
        ...(draft && { problems: counted(draft, context) }),
        ...(paused && { paused }),
      };
    });
  };
}

function publishedRow(latest: VersionHead, catalogue: Catalogue, now: number): DefinitionRow {
  const { kind, id } = latest;
  const live = catalogue.inForce(kind, id, now)?.version;
  const definition = catalogue.version(kind, id, live ?? latest.version)?.definition ?? {};
  return {
    kind,
    id,
    ...wordsOf(definition, id),
    latest: latest.version,
    ...(live !== undefined && { live }),
    draft: false,
    updatedAt: latest.publishedAt,
    updatedBy: latest.author,
  };
}

function freshRow({ kind, id, definition, updatedAt, updatedBy }: Draft): DefinitionRow {
  return { kind, id, ...wordsOf(definition, id), draft: true, updatedAt, updatedBy };
}

function draftFacts(draft: Draft, row: DefinitionRow, catalogue: Catalogue): Partial<DefinitionRow> {
  const { updatedAt, updatedBy } = draft;
  const newest = updatedAt >= row.updatedAt ? { updatedAt, updatedBy } : {};
  return { draft: true, draftState: draftState(draft, row, catalogue), ...newest };
}

function draftState(draft: Draft, { live, latest }: DefinitionRow, catalogue: Catalogue): DraftState {
  const version = live ?? latest;
  if (version === undefined) return "new";
  const read = readDefinition(draft.definition);
  const digest = catalogue.version(draft.kind, draft.id, version)?.digest;
  return read.ok && digestOf(read.value) === digest ? "same" : "ahead";
}

/** A draft may lack a name, or have something else in its place. */
function wordsOf(definition: JsonObject, id: string): Pick<DefinitionRow, "name" | "type" | "role"> {
  const { name, type, role } = definition;
  const isMap = typeof name === "object" && name !== null && !Array.isArray(name);
  return {
    name: isMap ? (name as JsonObject) : { en: id },
    ...(typeof type === "string" && { type }),
    ...(typeof role === "string" && { role }),
  };
}

const KEPT = 500;

/** A draft is checked once for each of its states and of what it may refer to. */
function problemCounter(catalogue: Catalogue): (draft: Draft, parts: CheckParts) => ProblemCount {
  const known = new Map<string, ProblemCount>();
  return (draft, parts) => {
    const { kind, id, etag } = draft;
    const key = [kind, id, etag, catalogue.revision, catalogue.windowAt(parts.now), ...parts.stages].join(" ");
    const found = known.get(key);
    if (found) return found;
    if (known.size >= KEPT) known.clear();
    const counted = problemsOf(draft, parts);
    known.set(key, counted);
    return counted;
  };
}

function problemsOf({ definition }: Draft, parts: CheckParts): ProblemCount {
  const read = readDefinition(definition);
  if (!read.ok) return { errors: read.error.length, warnings: 0 };
  const found = check(read.value, checkContext(parts, [read.value]));
  const errors = found.filter(({ severity }) => severity === "error").length;
  return { errors, warnings: found.filter(({ severity }) => severity === "warning").length };
}
