import { hasPassed, type InstancePart, type OrderPart } from "../../ports/order-row.ts";
import type { Scope } from "../../ports/scope.ts";
import type { Project, Repaired, StoredAggregate } from "../../ports/store.ts";
import type { JournalEntry } from "./journal.ts";
import type { Tables } from "./tables.ts";

/** Brings the projections of the last batch level with their aggregates, in one transaction. Doing it twice changes nothing. */
export function repairBatch(tables: Tables, scope: Scope, project: Project): Repaired {
  const entries = tables.journal.read().filter((entry) => entry.organisation === scope.organisationId);
  try {
    return tables.database.transaction(() => {
      const dropped = entries.filter((entry) => isOrphan(tables, entry)).map((entry) => drop(tables, entry));
      const levelled = entries.filter((entry) => !dropped.includes(entry.id) && level(tables, entry, project)).length;
      const orderIds = new Set(entries.flatMap((entry) => entry.orderId ?? []));
      for (const orderId of orderIds) levelRow(tables, scope.organisationId, orderId, project);
      tables.rows.write();
      const unstarted = [...orderIds].filter((orderId) => lacksInstance(tables, scope.organisationId, orderId));
      tables.journal.carry(
        unstarted.map((id) => ({ organisation: scope.organisationId, kind: "order", id, orderId: id })),
      );
      return { levelled, dropped, unstarted };
    });
  } catch (thrown) {
    tables.rows.forget();
    throw thrown;
  }
}

function isOrphan({ aggregates }: Tables, { organisation, kind, id, orderId }: JournalEntry): boolean {
  if (kind !== "instance" || orderId === undefined || aggregates.exists(organisation, "order", orderId)) return false;
  return aggregates.exists(organisation, "instance", id);
}

function drop(tables: Tables, { organisation, id, orderId }: JournalEntry): string {
  tables.aggregates.remove(organisation, id);
  tables.tasks.drop(organisation, id);
  tables.history.removeAfter(organisation, orderId ?? id, id, 0);
  return id;
}

function level(
  { aggregates, history, tasks, takes }: Tables,
  { organisation, kind, id, orderId = id }: JournalEntry,
  project: Project,
): boolean {
  const aggregate = aggregates.load(organisation, kind, id);
  history.removeAfter(organisation, orderId, id, aggregate?.revision ?? 0);
  if (!aggregate) {
    tasks.drop(organisation, id);
    return false;
  }
  const projection = project(aggregate);
  if (!projection) return false;
  const { tasks: open = [], endedTasks: ended = [], at } = projection;
  if (projection.takes) takes.put(organisation, id, projection.takes);
  if (kind === "instance") tasks.replace(organisation, id, { open, ended, at });
  if (projection.told && !history.holds(organisation, orderId, id, aggregate.revision))
    history.append(organisation, aggregate, projection.index.orderId, projection.at);
  return true;
}

/** The row of an order is made anew from the order and all of its instances; while one of them cannot be read it stays as it is. */
function levelRow({ aggregates, rows }: Tables, organisation: string, orderId: string, project: Project): void {
  const aggregate = aggregates.load(organisation, "order", orderId);
  if (!aggregate) {
    rows.remove(organisation, orderId);
    return;
  }
  const order = orderPartOf(project, aggregate);
  const stored = aggregates
    .instancesOf(organisation, orderId, "all")
    .flatMap((id) => aggregates.load(organisation, "instance", id) ?? []);
  const instances = stored.flatMap((instance) => instancePartOf(project, instance) ?? []);
  if (order && instances.length === stored.length)
    rows.replace(organisation, orderId, { order, instances: instances.filter((part) => !hasPassed(part)) });
}

function orderPartOf(project: Project, aggregate: StoredAggregate): OrderPart | undefined {
  const part = project(aggregate)?.part;
  return part && "order" in part ? part.order : undefined;
}
function instancePartOf(project: Project, aggregate: StoredAggregate): InstancePart | undefined {
  const part = project(aggregate)?.part;
  return part && "instance" in part ? part.instance : undefined;
}

export function lacksInstance({ aggregates }: Tables, organisation: string, orderId: string): boolean {
  return aggregates.namedBy(organisation, orderId).some((id) => !aggregates.exists(organisation, "instance", id));
}
