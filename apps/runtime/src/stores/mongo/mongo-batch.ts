import type { Scope } from "../../ports/scope.ts";
import type { AggregateWrite, WriteResult } from "../../ports/store.ts";
import { tearOf, type TornMode } from "../torn.ts";
import { changesOf, writeChanges } from "./mongo-projections.ts";
import { lackingInstances } from "./mongo-repair.ts";
import type { NumberedWrite } from "./mongo-aggregates.ts";
import type { Tables } from "./tables.ts";

/** More than any batch has writes: the places of one batch in the order of starts. */
const MOST_WRITES = 100_000;

/**
 * Group commit. The owner's document first, which tells whether this process may still write; then the aggregates, those that hang on others after
 * them; then what is projected. Once the first aggregate was sent the batch is carried through, however long the server is away, so that the host
 * never has to guess what became of it.
 */
export async function commitBatch(
  tables: Tables,
  { organisationId }: Scope,
  writes: readonly AggregateWrite[],
  torn: TornMode | undefined,
): Promise<WriteResult[]> {
  const { database, rows } = tables;
  const { owner } = database;
  const batch = owner.position.batch + 1;
  owner.move({ batch });
  await owner.renew();
  const tear = tearOf(torn);
  try {
    const { results, isWhole } = await writeAggregates(tables, organisationId, writes, tear);
    if (!isWhole) torn?.die();
    const done = writes.filter((_, index) => results[index]?.kind === "done");
    const changes = await database.toTheEnd(() => changesOf(tables, organisationId, done));
    await database.toTheEnd(() => writeChanges(tables, organisationId, changes, tear));
    if (tear) torn?.die();
    owner.move({ settled: batch, unstarted: await stillUnstarted(tables) });
    const cursors = new Map(changes.history.map(({ id, revision, cursor }) => [`${id} ${revision}`, cursor]));
    return results.map((result, index) => {
      const write = writes[index];
      const cursor = write && cursors.get(`${write.id} ${write.revision}`);
      return result.kind === "done" && cursor !== undefined ? { kind: "done", cursor } : result;
    });
  } catch (thrown) {
    rows.forget();
    throw thrown;
  }
}

/** Wave by wave; `isWhole` is false for a batch that tears here. */
async function writeAggregates(
  tables: Tables,
  organisation: string,
  writes: readonly AggregateWrite[],
  tear: (() => boolean) | undefined,
): Promise<{ readonly results: WriteResult[]; readonly isWhole: boolean }> {
  const { aggregates, database } = tables;
  const { batch } = database.owner.position;
  const keep = tear?.() ? tear : undefined;
  const results: WriteResult[] = writes.map(() => ({ kind: "left-out" }));
  for (const wave of wavesOf(writes)) {
    const due = wave.filter((index) => follows(writes[index], results));
    const kept = keep ? due.filter(keep) : due;
    await database.owner.ensure();
    const written = await database.toTheEnd(() =>
      aggregates.writeMany(organisation, batch, numbered(writes, kept, batch)),
    );
    for (const index of due) results[index] = { kind: "done" };
    for (const [place, index] of kept.entries()) results[index] = written[place] ?? { kind: "conflict" };
  }
  await bringBack(tables, organisation, writes, results);
  return { results, isWhole: keep === undefined };
}

/** Whoever writes one that is in the archive reads it again from among the others. */
async function bringBack(
  { archive }: Tables,
  organisation: string,
  writes: readonly AggregateWrite[],
  results: readonly WriteResult[],
): Promise<void> {
  const refused = writes.filter((_, index) => results[index]?.kind === "conflict");
  const orderIds = new Set(refused.map(({ id, projection }) => projection.index.orderId ?? id));
  for (const id of orderIds) await archive.bringBack(organisation, id);
}

function numbered(writes: readonly AggregateWrite[], indexes: readonly number[], batch: number): NumberedWrite[] {
  return indexes.flatMap((index) => {
    const write = writes[index];
    return write ? [{ write, started: batch * MOST_WRITES + index }] : [];
  });
}

function follows(write: AggregateWrite | undefined, results: readonly WriteResult[]): boolean {
  return write?.after === undefined || results[write.after]?.kind === "done";
}

/** Places of writes that do not hang on each other: one follows what it is to follow, and an earlier write of the same aggregate. */
function wavesOf(writes: readonly AggregateWrite[]): number[][] {
  const waves: number[][] = [];
  const waveOf: number[] = [];
  const lastOf = new Map<string, number>();
  for (const [index, { id, after }] of writes.entries()) {
    const wave = Math.max(after === undefined ? 0 : (waveOf[after] ?? 0) + 1, (lastOf.get(id) ?? -1) + 1);
    waveOf.push(wave);
    lastOf.set(id, wave);
    (waves[wave] ??= []).push(index);
  }
  return waves;
}

/** Orders that repair found without an instance of theirs, as long as it is not there. */
async function stillUnstarted({ database }: Tables): Promise<Tables["database"]["owner"]["position"]["unstarted"]> {
  const { unstarted } = database.owner.position;
  if (unstarted.length === 0) return unstarted;
  const lacking = await database.toTheEnd(() => lackingInstances(database, unstarted));
  return unstarted.filter(({ organisation, id }) => lacking.has(`${organisation}/${id}`));
}
