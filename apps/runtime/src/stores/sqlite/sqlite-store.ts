import type { HostStore } from "../../ports/host-store.ts";
import { standingOf } from "../../ports/order-row.ts";
import { plainSeal, type Seal } from "../../ports/seal.ts";
import { answerPart } from "./sqlite-answers.ts";
import { parkingPart } from "./sqlite-parking.ts";
import { textOf } from "./columns.ts";
import { SqliteArchive } from "./sqlite-archive.ts";
import { SqliteAggregates } from "./sqlite-aggregates.ts";
import { Journal } from "./journal.ts";
import { companionPart } from "./sqlite-companions.ts";
import { commitBatch } from "./sqlite-batch.ts";
import { openSqliteDatabase } from "./sqlite-database.ts";
import { SqliteDefinitions } from "./sqlite-definitions.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { countStuckRows, findMarkedRows, findOrderRow, findOrderRows } from "./sqlite-lists.ts";
import { SqliteOrderRows } from "./sqlite-order-rows.ts";
import { metricPart } from "./sqlite-metrics.ts";
import { repairBatch } from "./sqlite-repair.ts";
import { taskPart } from "./sqlite-task-lists.ts";
import { SqliteTakes } from "./sqlite-takes.ts";
import { SqliteTasks } from "./sqlite-tasks.ts";
import { trafficPart } from "./sqlite-traffic.ts";
import type { Tables } from "./tables.ts";
import type { AggregateKind, StoredAggregate } from "../../ports/store.ts";
import type { TornMode } from "../torn.ts";

export interface SqliteStoreOptions {
  /** Made when it is not there. */
  readonly folder: string;
  readonly seal?: Seal;
  readonly torn?: TornMode;
}

/** A write that must leave no trace. */
class Undo extends Error {}

/**
 * The embedded store: one file in a folder, WAL, one owner, group commit. Calls are synchronous inside, for a worker gains nothing here; the
 * port's promises are kept for stores that are further away.
 * Throws a StoreError when the folder has another owner, was written by a newer release, or cannot be used.
 */
export function openSqliteStore({ folder, seal = plainSeal, torn }: SqliteStoreOptions): HostStore {
  const database = openSqliteDatabase(folder);
  const history = new SqliteHistory(database, seal);
  const rows = new SqliteOrderRows(database);
  const tables: Tables = {
    database,
    aggregates: new SqliteAggregates({ database, seal, history, isTorn: torn !== undefined }),
    history,
    rows,
    tasks: new SqliteTasks(database, seal),
    takes: new SqliteTakes(database),
    archive: new SqliteArchive(database, rows),
    journal: new Journal(database),
  };
  return {
    ...aggregatePart(tables, torn),
    ...listPart(tables),
    ...taskPart(database, seal),
    ...definitionPart(tables, new SqliteDefinitions(database, seal)),
    ...companionPart(database, seal),
    ...trafficPart(database),
    ...answerPart(database, seal),
    ...parkingPart(database, seal),
    ...quotaPart(tables),
    ...metricPart(database),
  };
}

type Part<K extends keyof HostStore> = Pick<HostStore, K>;

function aggregatePart(
  tables: Tables,
  torn: TornMode | undefined,
): Part<
  | "commit"
  | "load"
  | "findOrder"
  | "instancesOf"
  | "dueTimers"
  | "awaiting"
  | "awaitedNames"
  | "pending"
  | "archiveOrders"
  | "repair"
  | "close"
> {
  const { database, aggregates, archive } = tables;
  return {
    commit: (scope, writes) => database.read(() => commitBatch(tables, scope, writes, torn)),
    load: ({ organisationId }, kind, ids) =>
      database.read(() => ids.flatMap((id) => loadAnywhere(tables, organisationId, kind, id) ?? [])),
    findOrder: ({ organisationId }, key) => database.read(() => aggregates.find(organisationId, key)),
    instancesOf: ({ organisationId }, orderId, which) =>
      database.read(() => {
        const ids = aggregates.instancesOf(organisationId, orderId, which);
        const isArchived = ids.length === 0 && which === "all";
        return isArchived
          ? (archive.order(organisationId, orderId)?.instances ?? []).map((row) => textOf(row, "id"))
          : ids;
      }),
    dueTimers: ({ organisationId }, now, limit) =>
      database.read(() => aggregates.dueTimers(organisationId, now, limit)),
    awaiting: ({ organisationId }, what, after, limit) =>
      database.read(() => aggregates.awaiting(organisationId, what, after, limit)),
    awaitedNames: ({ organisationId }) => database.read(() => aggregates.awaitedNames(organisationId)),
    pending: ({ organisationId }, kind, after, limit) =>
      database.read(() => aggregates.pending(organisationId, kind, after, limit)),
    archiveOrders: ({ organisationId }, slice) => database.write(() => archive.move(organisationId, slice)),
    repair: (scope, project) => database.read(() => repairBatch(tables, scope, project)),
    close: () => database.read(() => database.close()),
  };
}

function loadAnywhere(
  { aggregates, archive }: Tables,
  organisation: string,
  kind: AggregateKind,
  id: string,
): StoredAggregate | undefined {
  const found = aggregates.load(organisation, kind, id);
  if (found || kind === "quota") return found;
  const row = archive.aggregate(organisation, kind, id);
  return row && aggregates.opened(organisation, kind, row);
}

function listPart({
  database,
  rows,
  history,
  archive,
}: Tables): Part<
  | "orderRows"
  | "orderRow"
  | "ordersMarked"
  | "counters"
  | "countStuck"
  | "historyOf"
  | "note"
  | "historyAfter"
  | "lastCursor"
> {
  return {
    orderRows: ({ organisationId }, query) => database.read(() => findOrderRows(database, organisationId, query)),
    orderRow: ({ organisationId }, id) =>
      database.read(() => {
        const found = findOrderRow(database, organisationId, id);
        const parts = found ? undefined : archive.order(organisationId, id)?.parts;
        return parts ? { id, parts, standing: standingOf(parts) } : found;
      }),
    ordersMarked: ({ organisationId }, query) => database.read(() => findMarkedRows(database, organisationId, query)),
    counters: ({ organisationId }) => database.read(() => rows.counters(organisationId)),
    countStuck: ({ organisationId }, lines) => database.read(() => countStuckRows(database, organisationId, lines)),
    historyOf: ({ organisationId }, id) =>
      database.read(() => {
        const found = history.of(organisationId, id);
        const archived = found.length > 0 ? undefined : archive.order(organisationId, id);
        return archived ? history.opened(organisationId, archived.history) : found;
      }),
    note: ({ organisationId }, { at, ...note }) =>
      database.write(() => history.append(organisationId, { kind: "definition", ...note }, undefined, at)),
    historyAfter: ({ organisationId }, cursor, limit) =>
      database.read(() => history.after(organisationId, cursor, limit)),
    lastCursor: () => database.read(() => history.last()),
  };
}

function quotaPart({
  database,
  takes,
  aggregates,
}: Tables): Part<"takesIn" | "takes" | "openTakes" | "recentTakes" | "countedKeys" | "countedSum"> {
  return {
    takesIn: ({ organisationId }, aggregateId, ids) =>
      database.read(() => takes.known(organisationId, aggregateId, ids)),
    takes: ({ organisationId }, query) => database.read(() => takes.find(organisationId, query)),
    openTakes: ({ organisationId }, after, limit) => database.read(() => takes.open(organisationId, after, limit)),
    recentTakes: ({ organisationId }, quota, limit, most) =>
      database.read(() => takes.recent(organisationId, { quota, limit }, most)),
    countedKeys: ({ organisationId }, quota, limit, most) =>
      database.read(() => aggregates.countedKeys(organisationId, { quota, limit }, most)),
    countedSum: ({ organisationId }, quota, limit) =>
      database.read(() => aggregates.countedSum(organisationId, { quota, limit })),
  };
}

function definitionPart(
  { database }: Tables,
  definitions: SqliteDefinitions,
): Part<
  | "drafts"
  | "draft"
  | "saveDraft"
  | "removeDraft"
  | "publish"
  | "versionHeads"
  | "version"
  | "catalogueRevision"
  | "setting"
  | "saveSetting"
  | "lease"
> {
  return {
    drafts: ({ organisationId }, kind) => database.read(() => definitions.drafts(organisationId, kind)),
    draft: ({ organisationId }, kind, id) => database.read(() => definitions.draft(organisationId, kind, id)),
    saveDraft: ({ organisationId }, draft, expected) =>
      database.write(() => definitions.saveDraft(organisationId, draft, expected)),
    removeDraft: ({ organisationId }, kind, id, expected) =>
      database.write(() => definitions.removeDraft(organisationId, kind, id, expected)),
    publish: async ({ organisationId }, changeSet, versions, drafts) => {
      try {
        return await database.write(() => {
          const gone = drafts.every(({ kind, id, etag }) => definitions.removeDraft(organisationId, kind, id, etag));
          if (!gone || !definitions.publish(organisationId, changeSet, versions)) throw new Undo();
          return true;
        });
      } catch (thrown) {
        if (thrown instanceof Undo) return false;
        throw thrown;
      }
    },
    versionHeads: ({ organisationId }) => database.read(() => definitions.heads(organisationId)),
    version: ({ organisationId }, kind, id, version) =>
      database.read(() => definitions.version(organisationId, kind, id, version)),
    catalogueRevision: ({ organisationId }) => database.read(() => definitions.revision(organisationId)),
    setting: ({ organisationId }, key) => database.read(() => definitions.setting(organisationId, key)),
    saveSetting: ({ organisationId }, key, setting, expected) =>
      database.write(() => definitions.saveSetting(organisationId, key, setting, expected)),
    lease: async ({ organisationId }, series, size) => {
      const first = await database.write(() => definitions.lease(organisationId, series, size));
      return { first, last: first + size - 1 };
    },
  };
}
