import {
  type Actor,
  type Definition,
  type DefinitionVersion,
  digestOf,
  type JsonObject,
  type Routing,
} from "@orderloom/rule-dsl";
import type { HostStore } from "../../ports/host-store.ts";
import type { Logger } from "../../ports/logger.ts";
import { openSqliteStore, type SqliteStoreOptions } from "../../stores/sqlite/sqlite-store.ts";
import { createHost, type Host } from "../host.ts";
import type { HostParts } from "../machine.ts";
import { ROUTING_KEY } from "../routing-desk.ts";
import { FakeClock } from "./fake-clock.ts";
import { ScriptedConnectors } from "./scripted-connectors.ts";

export const channelActor: Actor = { kind: "channel", id: "tmall", name: "Tmall", groups: [] };
export const person = (id: string, ...groups: string[]): Actor => ({ kind: "person", id, name: id, groups });
const scope = { organisationId: "main" };

const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestHost {
  readonly host: Host;
  readonly store: HostStore;
  readonly clock: FakeClock;
  /** Waits until nothing moves any more at this instant. */
  readonly rest: () => Promise<void>;
  readonly forward: (ms: number) => Promise<void>;
  /** As if the process had died: nothing is finished, nothing tidied. */
  readonly kill: () => Promise<void>;
}

export interface TestHostOptions {
  readonly folder: string;
  readonly connectors?: ScriptedConnectors;
  readonly clock?: FakeClock;
  readonly store?: Omit<SqliteStoreOptions, "folder">;
  readonly fenced?: HostParts["fenced"];
  readonly archiveAfterDays?: number;
  /** Puts something between the host and its store. */
  readonly wrap?: (store: HostStore) => HostStore;
}

export async function openTestHost({
  folder,
  connectors = new ScriptedConnectors({}),
  clock = new FakeClock(NOON),
  store: options,
  wrap = (store) => store,
  fenced,
  archiveAfterDays,
}: TestHostOptions): Promise<TestHost> {
  const store = wrap(openSqliteStore({ folder, ...options }));
  const host = await started(
    { store, clock, connectors, ...(fenced && { fenced }) },
    archiveAfterDays === undefined ? {} : { archiveAfterDays },
  );
  const rest = () => host.settled();
  return { host, store, clock, rest, forward: (ms) => clock.forward(ms, rest), kill: () => store.close() };
}

async function started(
  parts: Pick<HostParts, "store" | "clock" | "connectors" | "fenced">,
  more: Partial<HostParts["settings"]>,
): Promise<Host> {
  try {
    const host = await createHost({
      ...parts,
      logger: silent,
      metrics: { count: () => undefined, observe: () => undefined },
      settings: { organisationId: "main", timeZone: "Asia/Shanghai", baseCurrency: "CNY", stopWithinMs: 100, ...more },
    });
    await host.start();
    return host;
  } catch (error) {
    // A process that dies while it starts lets go of its files too.
    await parts.store.close();
    throw error;
  }
}

/** 2026-11-11 12:00 in Shanghai. */
export const NOON = Date.parse("2026-11-11T12:00:00+08:00");

/** Puts definitions live without the checks of publishing, for tests of what runs on them. */
export async function publishAs(
  store: HostStore,
  version: number,
  ...definitions: readonly Definition[]
): Promise<void> {
  const catalogueRevision = (await store.catalogueRevision(scope)) + 1;
  const author = { id: "test", name: "Test" };
  const versions = definitions.map((definition): DefinitionVersion => {
    const digest = digestOf(definition);
    const { kind, id } = definition;
    const head = { kind, id, version, digest, logicDigest: digest, semantics: 1 as const };
    // A definition is JSON.
    const text = definition as unknown as JsonObject;
    return { ...head, definition: text, catalogueRevision, author, note: "", publishedAt: 0 };
  });
  const items = versions.map(({ kind, id, digest }) => ({ kind, id, version, digest }));
  await store.publish(scope, { catalogueRevision, items, author, note: "", publishedAt: 0 }, versions, []);
}

export async function routeTo(store: HostStore, ...workflows: readonly string[]): Promise<void> {
  const routing: Routing = { routes: workflows.map((workflow) => ({ id: workflow, workflow })) };
  const known = await store.setting(scope, ROUTING_KEY);
  await store.saveSetting(
    scope,
    ROUTING_KEY,
    { value: JSON.parse(JSON.stringify(routing)) as JsonObject, etag: `${(known?.etag ?? "").length}x` },
    known?.etag,
  );
}
