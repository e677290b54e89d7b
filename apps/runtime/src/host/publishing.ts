import type { Actor, ChangeSet, Diagnostic, Draft, WorkflowDefinition } from "@orderloom/rule-dsl";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import { type CheckParts, prepareSet, type PublishOptions } from "./change-set.ts";
import type { DefinitionCommands, Refused } from "./commands.ts";
import type { DefinitionLog } from "./definition-log.ts";
import type { DraftParts, Drafts } from "./drafts.ts";
import { type Gate, type GateParts, judge, type Judged } from "./publish-gates.ts";
import { changesOf, type Preview } from "./publish-preview.ts";
import { refuse } from "./refuse.ts";
import { overlapWitnesses } from "./route-overlap.ts";

export interface PublishParts extends DraftParts {
  readonly store: HostStore;
  readonly connectors: ConnectorRunner;
  readonly calendar: GateParts["calendar"];
  readonly cache: AggregateCache;
  readonly drafts: Drafts;
  readonly checkParts: () => Promise<CheckParts>;
  readonly log: DefinitionLog;
  /** Told when something has gone live. */
  readonly live: () => void;
}

type Items = Parameters<DefinitionCommands["publish"]>[0];
type Published = Awaited<ReturnType<DefinitionCommands["publish"]>>;

export async function previewOf(parts: PublishParts, items: Items): Promise<Preview | Refused> {
  const found = await draftsOf(parts, items);
  if ("kind" in found) return found;
  const gateParts = await gatePartsOf(parts);
  const judged = await judge(found, gateParts);
  const { now } = gateParts;
  const definitions = judged.read.map(({ definition }) => definition);
  const { scope, catalogue, store } = parts;
  return {
    kind: "preview",
    ok: isPassed(judged),
    gates: judged.gates,
    overlaps: await overlapsOf(parts, judged, gateParts),
    changes: await changesOf(definitions, { traffic: store, scope, catalogue, now }),
  };
}

export async function publish(
  parts: PublishParts,
  items: Items,
  { failingCases = "block", ...options }: PublishOptions & { readonly failingCases?: "block" | "tell" },
  actor: Actor,
): Promise<Published> {
  const { effectiveFrom: from, effectiveUntil: until } = options;
  if (from !== undefined && until !== undefined && until <= from)
    return refuse(422, "window-empty", { from: instantText(from), until: instantText(until) });
  const found = await draftsOf(parts, items);
  if ("kind" in found) return found;
  const gateParts = await gatePartsOf(parts);
  const judged = told(await judge(found, gateParts), failingCases);
  const { gates, read } = judged;
  if (!isPassed(judged)) return { ...refusalOf(gates), gates };
  const overlaps = await overlapsOf(parts, judged, gateParts);
  const set = prepareSet(read, options, { catalogue: parts.catalogue, actor, now: gateParts.now });
  const diagnostics = [...overlaps, ...gates.flatMap((gate) => gate.diagnostics)];
  const published = await goLive(parts, set, found, { diagnostics, gates });
  if (published.kind === "published") parts.live();
  if (published.kind === "published") await tellOf(parts, published.changeSet, actor);
  return published;
}

async function tellOf(
  { log }: PublishParts,
  { items, note, catalogueRevision }: ChangeSet,
  actor: Actor,
): Promise<void> {
  for (const { kind, id, version } of items)
    await log.note(
      kind,
      id,
      { type: "definition.published", data: { kind, id, version, catalogueRevision, note } },
      actor,
    );
}

const instantText = (at: number): string => new Date(at).toISOString();

async function draftsOf({ drafts }: PublishParts, items: Items): Promise<readonly Draft[] | Refused> {
  if (items.length === 0) return refuse(422, "nothing-to-publish");
  const found: Draft[] = [];
  for (const { kind, id } of items) {
    const draft = await drafts.read(kind, id);
    if ("definition" in draft) found.push(draft);
    else return draft;
  }
  return found;
}

async function gatePartsOf({
  store,
  scope,
  cache,
  catalogue,
  connectors,
  calendar,
  checkParts,
}: PublishParts): Promise<GateParts> {
  const check = await checkParts();
  const contextOf = catalogue.contextOf.bind(catalogue);
  const parts = { definitions: store, store, scope, cache, catalogue, connectors, calendar };
  return { ...parts, check, contextOf, now: check.now };
}

const isPassed = ({ gates }: Judged): boolean => gates.every(({ state }) => state === "passed");

/** A template's own cases speak of its defaults: where somebody sets other values, they are told and not stopped. */
function told(judged: Judged, failingCases: "block" | "tell"): Judged {
  if (failingCases === "block") return judged;
  const gates = judged.gates.map((gate): Gate => {
    if (gate.id !== "cases" || gate.state !== "failed") return gate;
    return { ...gate, state: "passed", diagnostics: gate.diagnostics.map((one) => ({ ...one, severity: "warning" })) };
  });
  return { ...judged, gates };
}

function refusalOf(gates: readonly Gate[]): Refused & { readonly diagnostics: readonly Diagnostic[] } {
  const failed = gates.filter(({ state }) => state === "failed");
  const diagnostics = failed.flatMap((gate) => gate.diagnostics);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const isCases = failed[0]?.id === "cases";
  const refused = isCases ? refuse(422, "cases-failed", { failed: errors }) : refuse(422, "check-failed", { errors });
  return { ...refused, diagnostics };
}

async function overlapsOf(parts: PublishParts, { read }: Judged, gateParts: GateParts): Promise<readonly Diagnostic[]> {
  const definitions = read.map(({ definition }) => definition);
  return overlapWitnesses(definitions, mainsInForce(parts, gateParts.now), gateParts);
}

function mainsInForce({ catalogue }: PublishParts, now: number): readonly WorkflowDefinition[] {
  return catalogue.heads("workflow").flatMap(([head]) => {
    const found = head && catalogue.inForce("workflow", head.id, now);
    return (found && catalogue.workflowDefinition(found.id, found.version)) ?? [];
  });
}

async function goLive(
  { store, scope, catalogue }: PublishParts,
  { changeSet, versions }: ReturnType<typeof prepareSet>,
  drafts: readonly Draft[],
  passed: { readonly diagnostics: readonly Diagnostic[]; readonly gates: readonly Gate[] },
): Promise<Published> {
  if (versions.length === 0) return refuse(422, "nothing-to-publish");
  if (!(await store.publish(scope, changeSet, versions, drafts)))
    return refuse(409, "changed-meanwhile", { by: changeSet.author.name });
  await catalogue.load();
  return { kind: "published", changeSet, ...passed };
}
