import type { Seal } from "../../ports/seal.ts";
import type { AggregateKind, AggregateWrite, ChannelKey, StoredAggregate, WriteResult } from "../../ports/store.ts";
import { integerOf, type Row, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** The documents themselves. Compare-and-set on `revision` (H5); runs inside the caller's transaction. */
export class SqliteAggregates {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  write(organisation: string, write: AggregateWrite): WriteResult {
    const changed =
      write.kind === "order" ? this.#writeOrder(organisation, write) : this.#writeInstance(organisation, write);
    if (changed) return { kind: "done" };
    const { channelKey } = write.projection.index;
    if (write.expectedRevision > 0 || !channelKey) return { kind: "conflict" };
    const holder = this.find(organisation, channelKey);
    return holder === undefined || holder === write.id ? { kind: "conflict" } : { kind: "exists", orderId: holder };
  }

  #writeOrder(organisation: string, write: AggregateWrite): boolean {
    const { index } = write.projection;
    const document = this.#seal.seal(organisation, write.document);
    const turn = this.#seal.seal(organisation, write.turn);
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
    const turn = this.#seal.seal(organisation, write.turn);
    const { pending, live, timerAt, workflow, open } = index;
    const standing = live && open ? JSON.stringify(open.map(({ node, since }) => [node, since])) : null;
    if (write.expectedRevision > 0)
      return this.#one(
        "UPDATE instances SET revision = ?, pending = ?, live = ?, timer_at = ?, open = ?, document = ?, turn = ? WHERE organisation = ? AND id = ? AND revision = ?",
        [
          write.revision,
          pending ? 1 : 0,
          live ? 1 : 0,
          timerAt ?? null,
          standing,
          document,
          turn,
          organisation,
          write.id,
          write.expectedRevision,
        ],
      );
    return this.#one(
      "INSERT INTO instances (organisation, id, revision, pending, order_id, live, timer_at, workflow, open, document, turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
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
        document,
        turn,
      ],
    );
  }

  #one(sql: string, values: readonly (string | number | null | Uint8Array)[]): boolean {
    return Number(this.#database.statement(sql).run(...values).changes) === 1;
  }

  load(organisation: string, kind: AggregateKind, id: string): StoredAggregate | undefined {
    const row = this.#database.statement(SELECT[kind]).get(organisation, id);
    return row && this.#aggregate(organisation, kind, row);
  }

  #aggregate(organisation: string, kind: AggregateKind, row: Row): StoredAggregate {
    const open = (column: string): string => this.#seal.open(organisation, sealedOf(row, column));
    return {
      kind,
      id: textOf(row, "id"),
      revision: integerOf(row, "revision"),
      document: open("document"),
      turn: open("turn"),
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

  pending(organisation: string, kind: AggregateKind, after: string, limit: number): string[] {
    const table = kind === "order" ? "orders" : "instances";
    return this.#ids(
      `SELECT id FROM ${table} WHERE organisation = ? AND pending = 1 AND id > ? ORDER BY id LIMIT ?`,
      organisation,
      after,
      limit,
    );
  }

  #ids(sql: string, ...values: (string | number)[]): string[] {
    return this.#database
      .statement(sql)
      .all(...values)
      .map((row) => textOf(row, "id"));
  }
}

const SELECT: Readonly<Record<AggregateKind, string>> = {
  order: "SELECT id, revision, document, turn, body FROM orders WHERE organisation = ? AND id = ?",
  instance: "SELECT id, revision, document, turn FROM instances WHERE organisation = ? AND id = ?",
};
const EXISTS: Readonly<Record<AggregateKind, string>> = {
  order: "SELECT 1 FROM orders WHERE organisation = ? AND id = ?",
  instance: "SELECT 1 FROM instances WHERE organisation = ? AND id = ?",
};
