import { type Actor, check, type JsonValue, type Routing } from "@orderloom/rule-dsl";
import type { ConnectorRunner } from "../ports/connector-runner.ts";
import type { HostStore } from "../ports/host-store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";
import type { CalendarDesk } from "./calendar-desk.ts";
import { checkContext, type CheckParts } from "./change-set.ts";
import type { DefinitionCommands, Refused } from "./commands.ts";
import type { CompanionCommands } from "./companions.ts";
import type { DefinitionLog } from "./definition-log.ts";
import { definitionLister } from "./definition-list.ts";
import { usageOf } from "./definition-usage.ts";
import { createDraftCommands, type DraftCommands } from "./draft-commands.ts";
import { type DraftParts, Drafts } from "./drafts.ts";
import { etagOf } from "./etag.ts";
import { createImportCommands, type ImportCommands } from "./import-commands.ts";
import { previewOf, publish } from "./publishing.ts";
import { refuse, stale } from "./refuse.ts";
import { versionState } from "./resolve.ts";
import { ROUTING_KEY, type RoutingDesk } from "./routing-desk.ts";
import type { Stages } from "./stages.ts";
import type { WaitingOrders } from "./waiting-orders.ts";

export interface DefinitionParts extends DraftParts {
  readonly store: HostStore;
  readonly connectors: ConnectorRunner;
  readonly cache: AggregateCache;
  readonly routing: RoutingDesk;
  readonly stages: Stages;
  readonly calendars: CalendarDesk;
  readonly waiting: WaitingOrders;
  readonly log: DefinitionLog;
  readonly companions: CompanionCommands;
  readonly live: () => void;
}

const UNSET_ETAG = "unset";

export function createDefinitionCommands(parts: DefinitionParts): DefinitionCommands & DraftCommands & ImportCommands {
  const drafts = new Drafts(parts);
  const inTurn = oneAfterTheOther();
  const calendar = (id: string) => parts.calendars.working(id);
  const publishing = { ...parts, drafts, calendar, checkParts: () => checkParts(parts) };
  const list = definitionLister({ ...parts, checkParts: () => checkParts(parts) });
  return {
    ...createDraftCommands({ ...parts, drafts }),
    ...createImportCommands(publishing),
    draft: (kind, id) => drafts.read(kind, id),
    drafts: (kind) => drafts.list(kind),
    saveDraft: (definition, etag, actor) => drafts.save(definition, etag, actor),
    check: async (definition) => check(definition, checkContext(await checkParts(parts), [definition])),
    publish: (items, options, actor) => inTurn(() => publish(publishing, items, options, actor)),
    preview: (items) => previewOf(publishing, items),
    list: (kind) => list(kind, parts.clock.now()),
    usage: (kind, id) => usageOf(parts, kind, id),
    versions: (kind, id) => Promise.resolve(versionsOf(parts, kind, id)),
    version: (kind, id, version) => Promise.resolve(versionOf(parts, kind, id, version)),
    routing: () => readRouting(parts),
    saveRouting: (routing, etag, actor) => inTurn(() => saveRouting(parts, routing, etag, actor)),
  };
}

/** Two people who publish at once do so one after the other; the second sees what the first did. */
function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = tail.then(work);
    tail = done.catch(() => undefined);
    return done;
  };
}

async function checkParts(parts: DefinitionParts): Promise<CheckParts> {
  const { catalogue, connectors, stages, calendars, clock } = parts;
  const listed = await stages.read();
  const stageIds = listed.stages.map(({ id }) => id);
  return { catalogue, connectors, stages: stageIds, calendars: calendars.ids, now: clock.now() };
}

function versionsOf({ catalogue, clock }: DefinitionParts, kind: string, id: string) {
  const versions = catalogue.versions(kind, id);
  if (versions.length === 0) return refuse(404, "definition-not-found", { kind, id });
  const now = clock.now();
  const inForce = catalogue.inForce(kind, id, now)?.version;
  return versions.toReversed().map((head) => ({ ...head, state: versionState(head, inForce, now) }));
}

function versionOf({ catalogue, clock }: DefinitionParts, kind: string, id: string, version: number | "latest") {
  const versions = catalogue.versions(kind, id);
  if (versions.length === 0) return refuse(404, "definition-not-found", { kind, id });
  const asked = version === "latest" ? catalogue.inForce(kind, id, clock.now())?.version : version;
  const found = asked === undefined ? undefined : catalogue.version(kind, id, asked);
  return found ?? refuse(404, "version-not-found", { kind, id, version });
}

async function readRouting({ store, scope }: DefinitionParts): Promise<Routing & { readonly etag: string }> {
  const setting = await store.setting(scope, ROUTING_KEY);
  if (!setting) return { routes: [], etag: UNSET_ETAG };
  // `saveRouting` is the only writer.
  const { routes } = setting.value as unknown as Routing;
  return { routes, etag: setting.etag };
}

async function saveRouting(
  { store, scope, clock, routing: desk, waiting }: DefinitionParts,
  routing: Routing,
  etag: string | undefined,
  actor: Actor,
): Promise<(Routing & { readonly etag: string }) | Refused> {
  // A routing list is JSON.
  const value = { routes: routing.routes, savedBy: actor.name } as unknown as JsonValue;
  const next = etagOf(value, clock.now());
  const expected = etag === UNSET_ETAG ? undefined : etag;
  if (!(await store.saveSetting(scope, ROUTING_KEY, { value, etag: next }, expected)))
    return stale(etag, await lastWriter(store, scope));
  await desk.load();
  // What waits for a paused workflow may have another way now.
  await waiting.route(await waiting.ids(), actor);
  return { routes: routing.routes, etag: next };
}

async function lastWriter(store: HostStore, scope: DefinitionParts["scope"]): Promise<unknown> {
  const value = (await store.setting(scope, ROUTING_KEY))?.value;
  return typeof value === "object" && value !== null && "savedBy" in value ? value.savedBy : undefined;
}
