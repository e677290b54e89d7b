import type { HostStore } from "../../ports/host-store.ts";
import { plainSeal, type Seal } from "../../ports/seal.ts";
import type { AggregateKind, StoredAggregate } from "../../ports/store.ts";
import type { TornMode } from "../torn.ts";
import { MongoArchive } from "./mongo-archive.ts";
import { MongoAggregates } from "./mongo-aggregates.ts";
import { answerPart } from "./mongo-answers.ts";
import { commitBatch } from "./mongo-batch.ts";
import { companionPart } from "./mongo-companions.ts";
import { openMongoDatabase } from "./mongo-database.ts";
import { definitionPart } from "./mongo-definitions.ts";
import { MongoHistory } from "./mongo-history.ts";
import { countStuckRows, findMarkedRows, findOrderRow, findOrderRows } from "./mongo-lists.ts";
import { LEASE_MS } from "./mongo-owner.ts";
import { metricPart } from "./mongo-metrics.ts";
import { foundRow, MongoOrderRows } from "./mongo-order-rows.ts";
import { parkingPart } from "./mongo-parking.ts";
import { repairBatches } from "./mongo-repair.ts";
import { seriesPart } from "./mongo-series.ts";
import { taskPart } from "./mongo-task-lists.ts";
import { MongoTakes } from "./mongo-takes.ts";
import { MongoTasks } from "./mongo-tasks.ts";
import { trafficPart } from "./mongo-traffic.ts";
import type { Tables } from "./tables.ts";

export interface MongoStoreOptions {
  /** With the database; `orderloom` when it names none. */
  readonly uri: string;
  /** What a sentence calls it. */
  readonly place: string;
  readonly seal?: Seal;
  /** How long a silent owner keeps others out. */
  readonly leaseMs?: number;
  readonly torn?: TornMode;
}

/**
 * The production store: one owner, one document an aggregate, no transactions. A batch is carried through once it was begun (see `commitBatch`);
 * before that, and for everything else, a server that is away is a StoreUnavailableError within some seconds.
 * Throws a StoreError when the database has another owner, was written by a newer release, or cannot be used.
 */
export async function openMongoStore({
  uri,
  place,
  seal = plainSeal,
  torn,
  leaseMs = LEASE_MS,
}: MongoStoreOptions): Promise<HostStore> {
  const database = await openMongoDatabase(uri, place, leaseMs);
  const rows = new MongoOrderRows(database);
  const tables: Tables = {
    database,
    aggregates: new MongoAggregates(database, seal),
    history: new MongoHistory(database, seal),
    rows,
    archive: new MongoArchive(database, rows),
    tasks: new MongoTasks(database, seal),
    takes: new MongoTakes(database),
  };
  return {
    ...aggregatePart(tables, torn),
    ...listPart(tables),
    ...taskPart(database, seal),
    ...(await definitionPart(database, seal)),
    ...companionPart(database, seal),
    ...trafficPart(database),
    ...seriesPart(database),
    ...answerPart(database, seal),
    ...parkingPart(database, seal),
    ...metricPart(database),
    ...quotaPart(tables),
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
    commit: (scope, writes) => database.inTurn(() => commitBatch(tables, scope, writes, torn)),
    load: ({ organisationId }, kind, ids) => database.read(() => loadAnywhere(tables, organisationId, kind, ids)),
    findOrder: ({ organisationId }, key) => database.read(() => aggregates.find(organisationId, key)),
    instancesOf: ({ organisationId }, orderId, which) =>
      database.read(async () => {
        const ids = await aggregates.instancesOf(organisationId, orderId, which);
        const isArchived = ids.length === 0 && which === "all";
        return isArchived ? ((await archive.order(organisationId, orderId))?.instanceIds ?? []) : ids;
      }),
    dueTimers: ({ organisationId }, now, limit) =>
      database.read(() => aggregates.dueTimers(organisationId, now, limit)),
    awaiting: ({ organisationId }, what, after, limit) =>
      database.read(() => aggregates.awaiting(organisationId, what, after, limit)),
    awaitedNames: ({ organisationId }) => database.read(() => aggregates.awaitedNames(organisationId)),
    pending: ({ organisationId }, kind, after, limit) =>
      database.read(() => aggregates.pending(organisationId, kind, after, limit)),
    archiveOrders: ({ organisationId }, slice) => database.read(() => archive.move(organisationId, slice)),
    repair: (scope, project) => database.inTurn(() => repairBatches(tables, scope, project)),
    close: () => database.close(),
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
      database.read(() => takes.recent(organisationId, quota, limit, most)),
    countedKeys: ({ organisationId }, quota, limit, most) =>
      database.read(() => aggregates.countedKeys(organisationId, quota, limit, most)),
    countedSum: ({ organisationId }, quota, limit) =>
      database.read(() => aggregates.countedSum(organisationId, quota, limit)),
  };
}

async function loadAnywhere(
  { aggregates, archive }: Tables,
  organisation: string,
  kind: AggregateKind,
  ids: readonly string[],
): Promise<readonly StoredAggregate[]> {
  const found = await aggregates.load(organisation, kind, ids);
  if (found.length === ids.length || kind === "quota") return found;
  const known = new Set(found.map(({ id }) => id));
  const missing = ids.filter((id) => !known.has(id));
  const archived =
    kind === "instance"
      ? await archive.instances(organisation, missing)
      : (await Promise.all(missing.map((id) => archive.order(organisation, id)))).flatMap((one) => one?.order ?? []);
  return [...found, ...archived.map((record) => aggregates.opened(kind, record))];
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
  const { collections } = database;
  return {
    orderRows: ({ organisationId }, query) => database.read(() => findOrderRows(collections, organisationId, query)),
    orderRow: ({ organisationId }, id) =>
      database.read(async () => {
        const found = await findOrderRow(collections, organisationId, id);
        const archived = found ? undefined : await archive.order(organisationId, id);
        return archived ? foundRow(archived.row) : found;
      }),
    ordersMarked: ({ organisationId }, query) =>
      database.read(() => findMarkedRows(collections, organisationId, query)),
    counters: ({ organisationId }) => database.read(() => rows.counters(organisationId)),
    countStuck: ({ organisationId }, lines) => database.read(() => countStuckRows(collections, organisationId, lines)),
    historyOf: ({ organisationId }, id) =>
      database.read(async () => {
        const found = await history.of(organisationId, id);
        const archived = found.length > 0 ? undefined : await archive.order(organisationId, id);
        return archived ? history.opened(archived.history) : found;
      }),
    note: ({ organisationId }, note) =>
      database.inTurn(async () => {
        const records = history.place(organisationId, [{ kind: "definition", orderId: undefined, ...note }]);
        await database.toTheEnd(() => history.append(records));
        return history.last();
      }),
    historyAfter: ({ organisationId }, cursor, limit) =>
      database.read(() => history.after(organisationId, cursor, limit)),
    lastCursor: () => database.read(() => Promise.resolve(history.last())),
  };
}
