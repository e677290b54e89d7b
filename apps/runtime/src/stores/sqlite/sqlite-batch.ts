import type { Scope } from "../../ports/scope.ts";
import type { AggregateWrite, WriteResult } from "../../ports/store.ts";
import type { JournalEntry } from "./journal.ts";
import { lacksInstance } from "./sqlite-repair.ts";
import type { Tables } from "./tables.ts";
import { tearOf, type TornMode } from "../torn.ts";

/** Group commit: the batch in one transaction, or a random part of it and death. */
export function commitBatch(
  tables: Tables,
  scope: Scope,
  writes: readonly AggregateWrite[],
  torn: TornMode | undefined,
): WriteResult[] {
  const tear = tearOf(torn);
  try {
    const results = tables.database.transaction(() => {
      tables.journal.write(writes.map((write) => entryOf(scope, write)));
      return writeAll(tables, scope.organisationId, writes, tear ?? (() => true));
    });
    if (tear) torn?.die();
    tables.journal.settle(({ organisation, id }) => lacksInstance(tables, organisation, id));
    return results;
  } catch (thrown) {
    tables.rows.forget();
    throw thrown;
  }
}

function entryOf(scope: Scope, write: AggregateWrite): JournalEntry {
  const { orderId } = write.projection.index;
  return {
    organisation: scope.organisationId,
    kind: write.kind,
    id: write.id,
    ...(orderId !== undefined && { orderId }),
  };
}

function writeAll(
  tables: Tables,
  organisation: string,
  writes: readonly AggregateWrite[],
  keep: () => boolean,
): WriteResult[] {
  const results: WriteResult[] = [];
  for (const write of writes) {
    const follows = write.after === undefined || results[write.after]?.kind === "done";
    results.push(follows ? writeOne(tables, organisation, write, keep) : { kind: "left-out" });
  }
  tables.rows.write(keep);
  return results;
}

/** The aggregate first; its projections follow only from a write that was done. */
function writeOne(tables: Tables, organisation: string, write: AggregateWrite, keep: () => boolean): WriteResult {
  const kept = keep();
  const result: WriteResult = kept ? tables.aggregates.write(organisation, write) : { kind: "done" };
  // Whoever writes one that is in the archive reads it again from among the others.
  if (result.kind === "conflict") tables.archive.bringBack(organisation, write.projection.index.orderId ?? write.id);
  if (result.kind !== "done") return result;
  const { index, at, part, tasks, endedTasks = [], takes, told } = write.projection;
  const cursor = told && keep() ? tables.history.append(organisation, write, index.orderId, at) : undefined;
  if (part && "order" in part) tables.rows.putOrder(organisation, write.id, part.order);
  else if (part && index.orderId !== undefined) tables.rows.putInstance(organisation, index.orderId, part.instance);
  // A new instance without tasks has none to replace.
  if (tasks && (tasks.length > 0 || write.expectedRevision > 0) && keep())
    tables.tasks.replace(organisation, write.id, { open: tasks, ended: endedTasks, at });
  if (takes && kept && keep()) tables.takes.put(organisation, write.id, takes);
  return cursor === undefined ? { kind: "done" } : { kind: "done", cursor };
}
