import type { CountedKey, TakeRecord } from "../../ports/quota-store.ts";
import type { Seal } from "../../ports/seal.ts";
import type {
  AggregateIndex,
  AggregateKind,
  AggregateWrite,
  Awaiting,
  ChannelKey,
  StoredAggregate,
  WriteResult,
} from "../../ports/store.ts";
import { integerOf, type Row, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import type { SqliteHistory } from "./sqlite-history.ts";

/** A limit of a quota. */
export type LimitName = Pick<TakeRecord, "quota" | "limit">;

interface AggregateParts {
  readonly database: SqliteDatabase;
  readonly seal: Seal;
  readonly history: SqliteHistory;
  /** Batches may tear, so that a turn is kept beside its document too. */
  readonly isTorn: boolean;
}

/**
 * The documents themselves. Compare-and-set on `revision` (H5); runs inside the caller's transaction. A batch is whole, so that the last turn is
 * written once: into the history where it is told, else beside the document.
 */
export class SqliteAggregates {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;
  readonly #history: SqliteHistory;
  readonly #isTorn: boolean;

  constructor({ database, seal, history, isTorn }: AggregateParts) {
    this.#database = database;
    this.#seal = seal;
    this.#history = history;
    this.#isTorn = isTorn;
  }

  write(organisation: string, write: AggregateWrite): WriteResult {
    if (this.#writeDocument(organisation, write)) return { kind: "done" };
    const { channelKey } = write.projection.index;
    if (write.expectedRevision > 0 || !channelKey) return { kind: "conflict" };
    const holder = this.find(organisation, channelKey);
    return holder === undefined || holder === write.id ? { kind: "conflict" } : { kind: "exists", orderId: holder };
  }

  #writeDocument(organisation: string, write: AggregateWrite): boolean {
    switch (write.kind) {
      case "order":
        return this.#writeOrder(organisation, write);
      case "instance":
        return this.#writeInstance(organisation, write);
      case "quota":
        return this.#writeQuota(organisation, write);
    }
  }

  #writeOrder(organisation: string, write: AggregateWrite): boolean {
    const { index } = write.projection;
    const document = this.#seal.seal(organisation, write.document);
    const turn = this.#turnBeside(organisation, write);
    if (write.expectedRevision > 0)
      return this.#one(
        "UPDATE orders SET revision = ?, pending = ?, instance_ids = ?, document = ?, turn = ? WHERE organisation = ? AND id = ? AND revision = ?",
        [
          write.revision,
          index.pending ? 1 : 0,
          JSON.stringify(index.instanceIds ?? []),
          document,
          turn,
          organisation,
          write.id,
          write.expectedRevision,
        ],
      );
    return this.#one(
      "INSERT INTO orders (organisation, id, revision, pending, channel, channel_order_id, instance_ids, document, turn, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [
        organisation,
        write.id,
        write.revision,
        index.pending ? 1 : 0,
        index.channelKey?.channel ?? "",
        index.channelKey?.channelOrderId ?? write.id,
        JSON.stringify(index.instanceIds ?? []),
        document,
        turn,
        this.#seal.seal(organisation, write.body ?? ""),
      ],
    );
  }

  #writeInstance(organisation: string, write: AggregateWrite): boolean {
    const { index } = write.projection;
    const document = this.#seal.seal(organisation, write.document);
    const turn = this.#turnBeside(organisation, write);
    const { pending, live, timerAt, workflow, open } = index;
    const waiting = awaitingColumns(index.awaits);
    const standing = live && open ? JSON.stringify(open.map(({ node, since }) => [node, since])) : null;
    if (write.expectedRevision > 0)
      return this.#one(
        "UPDATE instances SET revision = ?, pending = ?, live = ?, timer_at = ?, open = ?, awaits = ?, awaits_by = ?, awaits_since = ?, document = ?, turn = ? WHERE organisation = ? AND id = ? AND revision = ?",
        [
          write.revision,
          pending ? 1 : 0,
          live ? 1 : 0,
          timerAt ?? null,
          standing,
          ...waiting,
          document,
          turn,
          organisation,
          write.id,
          write.expectedRevision,
        ],
      );
    return this.#one(
      "INSERT INTO instances (organisation, id, revision, pending, order_id, live, timer_at, workflow, open, awaits, awaits_by, awaits_since, document, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [
        organisation,
        write.id,
        write.revision,
        pending ? 1 : 0,
        index.orderId ?? null,
        live ? 1 : 0,
        timerAt ?? null,
        workflow ?? null,
        standing,
        ...waiting,
        document,
        turn,
      ],
    );
  }

  #writeQuota(organisation: string, write: AggregateWrite): boolean {
    const { id, revision, expectedRevision, projection } = write;
    const { quota = "", limit = "", taken = 0 } = projection.index.counted ?? {};
    const document = this.#seal.seal(organisation, write.document);
    const turn = this.#turnBeside(organisation, write);
    if (expectedRevision > 0)
      return this.#one(
        "UPDATE quotas SET revision = ?, taken = ?, document = ?, turn = ? WHERE organisation = ? AND id = ? AND revision = ?",
        [revision, taken, document, turn, organisation, id, expectedRevision],
      );
    return this.#one(
      "INSERT INTO quotas (organisation, id, revision, quota, limit_id, taken, document, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      [organisation, id, revision, quota, limit, taken, document, turn],
    );
  }

  /** Empty where the history has it. */
  #turnBeside(organisation: string, { turn, projection }: AggregateWrite): string | Uint8Array {
    return projection.told && !this.#isTorn ? "" : this.#seal.seal(organisation, turn);
  }

  #one(sql: string, values: readonly (string | number | null | Uint8Array)[]): boolean {
    return Number(this.#database.statement(sql).run(...values).changes) === 1;
  }

  load(organisation: string, kind: AggregateKind, id: string): StoredAggregate | undefined {
    const row = this.#database.statement(SELECT[kind]).get(organisation, id);
    // A stub of one that is in the archive has a negative revision.
    return row && integerOf(row, "revision") > 0 ? this.opened(organisation, kind, row) : undefined;
  }

  opened(organisation: string, kind: AggregateKind, row: Row): StoredAggregate {
    const open = (column: string): string => this.#seal.open(organisation, sealedOf(row, column));
    const id = textOf(row, "id");
    const revision = integerOf(row, "revision");
    const isTold = row["turn"] === "";
    return {
      kind,
      id,
      revision,
      document: open("document"),
      turn: isTold ? this.#history.turnOf(organisation, textOf(row, "told_under"), id, revision) : open("turn"),
      ...(kind === "order" && { body: open("body") }),
    };
  }

  find(organisation: string, key: ChannelKey): string | undefined {
    const row = this.#database
      .statement("SELECT id FROM orders WHERE organisation = ? AND channel = ? AND channel_order_id = ?")
      .get(organisation, key.channel, key.channelOrderId);
    return row && textOf(row, "id");
  }

  exists(organisation: string, kind: AggregateKind, id: string): boolean {
    return this.#database.statement(EXISTS[kind]).get(organisation, id) !== undefined;
  }

  remove(organisation: string, id: string): void {
    this.#database.statement("DELETE FROM instances WHERE organisation = ? AND id = ?").run(organisation, id);
  }

  instancesOf(organisation: string, orderId: string, which: "live" | "all"): string[] {
    const live = which === "live" ? " AND live = 1" : "";
    return this.#ids(
      `SELECT id FROM instances WHERE organisation = ? AND order_id = ?${live} ORDER BY rowid`,
      organisation,
      orderId,
    );
  }

  /** The instances an order named when it was accepted. */
  namedBy(organisation: string, orderId: string): string[] {
    const row = this.#database
      .statement("SELECT instance_ids FROM orders WHERE organisation = ? AND id = ?")
      .get(organisation, orderId);
    return row ? (JSON.parse(textOf(row, "instance_ids")) as string[]) : []; // written above
  }

  dueTimers(organisation: string, now: number, limit: number): { ids: string[]; next?: number } {
    const ids = this.#ids(
      "SELECT id FROM instances WHERE organisation = ? AND timer_at <= ? ORDER BY timer_at, rowid LIMIT ?",
      organisation,
      now,
      limit,
    );
    const row = this.#database
      .statement("SELECT min(timer_at) AS next FROM instances WHERE organisation = ? AND timer_at > ?")
      .get(organisation, now);
    return { ids, ...(typeof row?.["next"] === "number" && { next: row["next"] }) };
  }

  awaiting(organisation: string, what: string, after: Awaiting | undefined, limit: number): Awaiting[] {
    const { deadline = -1, since = -1, id = "" } = after ?? {};
    return this.#database
      .statement(
        "SELECT id, awaits_by, awaits_since FROM instances WHERE organisation = ? AND awaits IS NOT NULL AND (awaits_by, awaits_since, id) > (?, ?, ?) AND EXISTS (SELECT 1 FROM json_each(awaits) WHERE value = ?) ORDER BY awaits_by, awaits_since, id LIMIT ?",
      )
      .all(organisation, deadline, since, id, what, limit)
      .map((row) => ({
        id: textOf(row, "id"),
        deadline: integerOf(row, "awaits_by"),
        since: integerOf(row, "awaits_since"),
      }));
  }

  awaitedNames(organisation: string): string[] {
    return this.#database
      .statement(
        "SELECT DISTINCT value AS name FROM instances, json_each(instances.awaits) WHERE organisation = ? AND awaits IS NOT NULL ORDER BY value",
      )
      .all(organisation)
      .map((row) => textOf(row, "name"));
  }

  pending(organisation: string, kind: AggregateKind, after: string, limit: number): string[] {
    if (kind === "quota") return [];
    const table = kind === "order" ? "orders" : "instances";
    return this.#ids(
      `SELECT id FROM ${table} WHERE organisation = ? AND pending = 1 AND id > ? ORDER BY id LIMIT ?`,
      organisation,
      after,
      limit,
    );
  }

  countedKeys(organisation: string, of: LimitName, most: number): CountedKey[] {
    return this.#database
      .statement(
        "SELECT id, taken, document FROM quotas WHERE organisation = ? AND quota = ? AND limit_id = ? ORDER BY taken DESC, id LIMIT ?",
      )
      .all(organisation, of.quota, of.limit, most)
      .map((row) => ({
        aggregateId: textOf(row, "id"),
        taken: integerOf(row, "taken"),
        document: this.#seal.open(organisation, sealedOf(row, "document")),
      }));
  }

  countedSum(organisation: string, of: LimitName): { readonly keys: number; readonly taken: number } {
    const row = this.#database
      .statement(
        "SELECT count(*) AS keys, coalesce(sum(taken), 0) AS taken FROM quotas WHERE organisation = ? AND quota = ? AND limit_id = ? AND taken > 0",
      )
      .get(organisation, of.quota, of.limit);
    return row ? { keys: integerOf(row, "keys"), taken: integerOf(row, "taken") } : { keys: 0, taken: 0 };
  }

  #ids(sql: string, ...values: (string | number)[]): string[] {
    return this.#database
      .statement(sql)
      .all(...values)
      .map((row) => textOf(row, "id"));
  }
}

/** Where there is no deadline the wait comes last. */
const NO_DEADLINE = Number.MAX_SAFE_INTEGER;

function awaitingColumns(awaits: AggregateIndex["awaits"]): readonly [string | null, number | null, number | null] {
  if (!awaits) return [null, null, null];
  return [JSON.stringify(awaits.what), awaits.deadline ?? NO_DEADLINE, awaits.since];
}

const SELECT: Readonly<Record<AggregateKind, string>> = {
  order: "SELECT id, id AS told_under, revision, document, turn, body FROM orders WHERE organisation = ? AND id = ?",
  instance:
    "SELECT id, coalesce(order_id, id) AS told_under, revision, document, turn FROM instances WHERE organisation = ? AND id = ?",
  quota: "SELECT id, id AS told_under, revision, document, turn FROM quotas WHERE organisation = ? AND id = ?",
};
const EXISTS: Readonly<Record<AggregateKind, string>> = {
  order: "SELECT 1 FROM orders WHERE organisation = ? AND id = ?",
  instance: "SELECT 1 FROM instances WHERE organisation = ? AND id = ?",
  quota: "SELECT 1 FROM quotas WHERE organisation = ? AND id = ?",
};
