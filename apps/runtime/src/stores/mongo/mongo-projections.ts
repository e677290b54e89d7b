import type { AggregateWrite } from "../../ports/store.ts";
import type { ChangedRow, OrderedPart } from "./mongo-order-rows.ts";
import type { HistoryRecord, TakeRecordOnDisk, TaskRecordOnDisk } from "./mongo-records.ts";
import { takesOnDisk } from "./mongo-takes.ts";
import type { ChangedTasks, TaskTurn } from "./mongo-tasks.ts";
import type { Tables } from "./tables.ts";

/** What follows from the aggregates of a batch: made once, written as often as it takes. */
export interface Changes {
  readonly history: readonly HistoryRecord[];
  readonly rows: readonly ChangedRow[];
  readonly tasks: ChangedTasks;
  readonly takes: readonly TakeRecordOnDisk[];
}

export async function changesOf(
  tables: Tables,
  organisation: string,
  writes: readonly AggregateWrite[],
): Promise<Changes> {
  const { history, rows } = tables;
  const parts = writes.flatMap(({ id, projection: { part, index } }): OrderedPart[] => {
    if (!part) return [];
    if ("order" in part) return [{ id, part }];
    return index.orderId === undefined ? [] : [{ id: index.orderId, part }];
  });
  const turns = writes.flatMap((write) => taskTurnOf(write) ?? []);
  const [known] = await Promise.all([
    tables.tasks.known(
      organisation,
      turns.map(({ instanceId }) => instanceId),
    ),
    rows.bring(organisation, [...new Set(parts.map(({ id }) => id))]),
  ]);
  const changed = rows.changed(organisation, parts);
  return {
    history: history.place(
      organisation,
      writes.flatMap(({ kind, id, revision, turn, projection: { told, index, at } }) =>
        told ? [{ kind, id, revision, turn, orderId: index.orderId, at }] : [],
      ),
    ),
    rows: changed,
    tasks: { ...taskChanges(tables, organisation, turns, known, changed), orders: changed.filter(saysElse) },
    takes: writes.flatMap(({ id, projection }) => takesOnDisk(organisation, id, projection.takes ?? [])),
  };
}

/** A new instance without tasks has none to replace. */
function taskTurnOf({ id, expectedRevision, projection }: AggregateWrite): TaskTurn | undefined {
  const { tasks, endedTasks = [], at } = projection;
  if (!tasks || (tasks.length === 0 && expectedRevision === 0)) return undefined;
  return { instanceId: id, open: tasks, ended: endedTasks, at };
}

export function taskChanges(
  { rows, tasks }: Tables,
  organisation: string,
  turns: readonly TaskTurn[],
  known: readonly TaskRecordOnDisk[],
  changed: readonly ChangedRow[],
): Omit<ChangedTasks, "orders"> {
  const fresh = new Map(changed.map(({ id, parts }) => [id, parts.order]));
  const orderOf = (id: string) => fresh.get(id) ?? rows.known(organisation, id);
  const replaced = turns.map((turn) => tasks.replaced(organisation, turn, known, orderOf));
  return {
    gone: replaced.flatMap(({ gone }) => gone),
    open: replaced.flatMap(({ open }) => open),
    ended: replaced.flatMap(({ ended }) => ended),
  };
}

/** Whether what tasks keep of their order is another than before. */
function saysElse({ before, parts: { order } }: ChangedRow): boolean {
  if (!before) return false;
  const { totalMinor, region } = before.parts.order;
  return totalMinor !== order.totalMinor || region?.province !== order.region?.province;
}

/** May be done twice. `keep` leaves some out, as a batch that tears does. */
export async function writeChanges(
  { history, rows, tasks, takes }: Tables,
  organisation: string,
  changes: Changes,
  keep?: () => boolean,
): Promise<void> {
  const some = <T>(all: readonly T[]): readonly T[] => (keep ? all.filter(keep) : all);
  await Promise.all([
    history.append(some(changes.history)),
    rows.write(some(changes.rows)),
    takes.put(some(changes.takes)),
    keep?.() === false ? undefined : tasks.write(organisation, changes.tasks),
  ]);
  rows.settle(changes.rows);
  tasks.settle(changes.tasks.open);
}
