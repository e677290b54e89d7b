import type { OrderParts } from "../../ports/order-row.ts";
import type { Scope } from "../../ports/scope.ts";
import type { AggregateKind, Project, Projection, Repaired, StoredAggregate } from "../../ports/store.ts";
import { aggregateKinds } from "./mongo-collections.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import type { ChangedRow } from "./mongo-order-rows.ts";
import { type AggregateRecord, keyOf, type OwnerRecord } from "./mongo-records.ts";
import { taskChanges, writeChanges } from "./mongo-projections.ts";
import { takesOnDisk } from "./mongo-takes.ts";
import type { TaskTurn } from "./mongo-tasks.ts";
import type { Tables } from "./tables.ts";

type Place = OwnerRecord["unstarted"][number];

/**
 * Brings what is projected from the last batches level with their aggregates: those after the last batch that is known to be level. Doing it
 * twice changes nothing.
 */
export async function repairBatches(tables: Tables, { organisationId }: Scope, project: Project): Promise<Repaired> {
  const { archive, database, rows } = tables;
  const { owner } = database;
  await owner.renew();
  rows.forget();
  await archive.finish(organisationId);
  const written = await unsettled(database, organisationId);
  const orphans = await orphansOf(database, organisationId, written);
  for (const orphan of orphans) await drop(tables, orphan);
  const dropped = new Set(orphans.map(({ id }) => id));
  const left = written.filter(({ record }) => !dropped.has(record.id));
  const carried = owner.position.unstarted.filter(({ organisation }) => organisation === organisationId);
  const orderIds = new Set([
    ...left.flatMap(({ kind, record }) => (kind === "order" ? record.id : (record.orderId ?? []))),
    ...carried.map(({ id }) => id),
  ]);
  const changed = await levelRows(tables, organisationId, [...orderIds], project);
  const levelled = await levelAggregates(tables, organisationId, left, changed, project);
  const places = [...orderIds].map((id) => ({ organisation: organisationId, id }));
  const lacking = await lackingInstances(database, places);
  const unstarted = places.filter(({ id }) => lacking.has(keyOf(organisationId, id)));
  owner.move({
    unstarted: [
      ...owner.position.unstarted.filter(({ organisation }) => organisation !== organisationId),
      ...unstarted,
    ],
  });
  return { levelled, dropped: [...dropped], unstarted: unstarted.map(({ id }) => id) };
}

interface Written {
  readonly kind: AggregateKind;
  readonly record: AggregateRecord;
}

async function unsettled({ collections, owner }: MongoDatabase, organisation: string): Promise<Written[]> {
  const found = await Promise.all(
    aggregateKinds.map(async (kind) => {
      const records = await collections.aggregates[kind]
        .find({ organisation, batch: { $gt: owner.position.settled }, revision: { $gt: 0 } }, { sort: { batch: 1 } })
        .toArray();
      return records.map((record) => ({ kind, record }));
    }),
  );
  return found.flat();
}

/** Instances whose order was never written. */
async function orphansOf(
  { collections }: MongoDatabase,
  organisation: string,
  written: readonly Written[],
): Promise<AggregateRecord[]> {
  const instances = written.flatMap(({ kind, record }) => (kind === "instance" ? record : []));
  const orderIds = instances.flatMap(({ orderId }) => orderId ?? []);
  const orders = await collections.aggregates.order
    .find({ _id: { $in: orderIds.map((id) => keyOf(organisation, id)) } }, { projection: { id: 1 } })
    .toArray();
  const known = new Set(orders.map(({ id }) => id));
  return instances.filter(({ orderId }) => orderId !== undefined && !known.has(orderId));
}

async function drop({ database, tasks }: Tables, { organisation, id, orderId = id }: AggregateRecord): Promise<void> {
  await tasks.drop(organisation, id);
  await database.collections.history.deleteMany({ organisation, about: orderId, id });
  await database.collections.aggregates.instance.deleteOne({ _id: keyOf(organisation, id) });
}

/** The row of an order is made anew from the order and all of its instances; while one of them cannot be read it stays as it is. */
async function levelRows(
  tables: Tables,
  organisation: string,
  orderIds: readonly string[],
  project: Project,
): Promise<ChangedRow[]> {
  const { aggregates, database, rows } = tables;
  const orders = await aggregates.load(organisation, "order", orderIds);
  const changed: ChangedRow[] = [];
  for (const order of orders) {
    const ids = await aggregates.instancesOf(organisation, order.id, "all");
    const stored = await aggregates.load(organisation, "instance", ids);
    const byId = new Map(stored.map((one) => [one.id, one]));
    const parts = partsOf(
      project,
      order,
      ids.flatMap((id) => byId.get(id) ?? []),
    );
    if (parts) changed.push(rows.row(organisation, order.id, parts));
  }
  const known = new Set(orders.map(({ id }) => id));
  const gone = orderIds.filter((id) => !known.has(id)).map((id) => keyOf(organisation, id));
  if (gone.length > 0) await database.collections.rows.deleteMany({ _id: { $in: gone } });
  return changed;
}

function partsOf(project: Project, order: StoredAggregate, stored: readonly StoredAggregate[]): OrderParts | undefined {
  const part = project(order)?.part;
  const instances = stored.flatMap((one) => {
    const own = project(one)?.part;
    return own && "instance" in own ? [own.instance] : [];
  });
  if (!part || !("order" in part) || instances.length < stored.length) return undefined;
  return { order: part.order, instances };
}

/** Their turns, tasks and rows, in one go. */
async function levelAggregates(
  tables: Tables,
  organisation: string,
  written: readonly Written[],
  changed: readonly ChangedRow[],
  project: Project,
): Promise<number> {
  const { aggregates, history, tasks } = tables;
  const readable = written.flatMap(({ kind, record }) => {
    const aggregate = aggregates.opened(kind, record);
    const projection = project(aggregate);
    return projection ? [{ aggregate, projection }] : [];
  });
  const untold = [];
  for (const { aggregate, projection } of readable)
    if (await isUntold(tables, organisation, aggregate, projection))
      untold.push({ ...aggregate, orderId: projection.index.orderId, at: projection.at });
  const turns = readable.flatMap(({ aggregate, projection }): TaskTurn[] =>
    aggregate.kind === "instance"
      ? [
          {
            instanceId: aggregate.id,
            open: projection.tasks ?? [],
            ended: projection.endedTasks ?? [],
            at: projection.at,
          },
        ]
      : [],
  );
  const known = await tasks.known(
    organisation,
    turns.map(({ instanceId }) => instanceId),
  );
  await writeChanges(tables, organisation, {
    history: history.place(organisation, untold),
    rows: changed,
    takes: readable.flatMap(({ aggregate, projection }) =>
      takesOnDisk(organisation, aggregate.id, projection.takes ?? []),
    ),
    tasks: { ...taskChanges(tables, organisation, turns, known, changed), orders: changed },
  });
  return readable.length;
}

async function isUntold(
  { history }: Tables,
  organisation: string,
  { kind, id, revision }: StoredAggregate,
  { told }: Projection,
): Promise<boolean> {
  return told && !(await history.holds(organisation, kind, id, revision));
}

/** Of these orders the keys of those that name an instance which is not there. */
export async function lackingInstances(
  { collections: { aggregates } }: MongoDatabase,
  places: readonly Place[],
): Promise<Set<string>> {
  const orders = await aggregates.order
    .find(
      { _id: { $in: places.map(({ organisation, id }) => keyOf(organisation, id)) } },
      { projection: { organisation: 1, instanceIds: 1 } },
    )
    .toArray();
  const named = orders.flatMap(({ organisation, instanceIds = [] }) =>
    instanceIds.map((id) => keyOf(organisation, id)),
  );
  const there = await aggregates.instance.find({ _id: { $in: named } }, { projection: { _id: 1 } }).toArray();
  const known = new Set(there.map(({ _id }) => _id));
  return new Set(
    orders.flatMap(({ _id, organisation, instanceIds = [] }) =>
      instanceIds.every((id) => known.has(keyOf(organisation, id))) ? [] : _id,
    ),
  );
}
