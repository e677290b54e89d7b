import { gunzipSync, gzipSync } from "node:zlib";
import type { ArchivePlace, ArchiveSlice } from "../../ports/archive-store.ts";
import type { OrderParts } from "../../ports/order-row.ts";
import { endedBefore } from "../archivable.ts";
import { integerOf, type Row, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import type { SqliteOrderRows } from "./sqlite-order-rows.ts";

/** All that an order left in the tables, sealed as it lay there. */
export interface PackedOrder {
  readonly order: Row;
  /** In the order of their start. */
  readonly instances: readonly Row[];
  readonly history: readonly Row[];
  readonly parts: OrderParts;
}

/**
 * Orders that ended long ago, one packed row each. Of an order's own row a stub stays behind, so that its channel's number stays taken; its
 * revision is negative, so that nobody writes over it. Moving is one transaction. What writes runs inside the caller's.
 */
export class SqliteArchive {
  readonly #database: SqliteDatabase;
  readonly #rows: SqliteOrderRows;

  constructor(database: SqliteDatabase, rows: SqliteOrderRows) {
    this.#database = database;
    this.#rows = rows;
  }

  move(
    organisation: string,
    { endedBefore: before, after, limit }: ArchiveSlice,
  ): { moved: number; next?: ArchivePlace } {
    const found = this.#database
      .statement(
        "SELECT id, received_at, parts FROM order_rows WHERE organisation = ? AND received_at < ? AND (received_at, id) > (?, ?) ORDER BY received_at, id LIMIT ?",
      )
      .all(organisation, before, after?.receivedAt ?? -1, after?.id ?? "", limit);
    const moved = found.filter((row) => {
      const parts = partsOf(row);
      return endedBefore(parts, before) && this.#pack(organisation, textOf(row, "id"), parts);
    });
    const last = found.length < limit ? undefined : found.at(-1);
    return {
      moved: moved.length,
      ...(last && { next: { receivedAt: integerOf(last, "received_at"), id: textOf(last, "id") } }),
    };
  }

  /** False for one that still has something to do. */
  #pack(organisation: string, id: string, parts: OrderParts): boolean {
    const order = this.#database
      .statement("SELECT * FROM orders WHERE organisation = ? AND id = ?")
      .get(organisation, id);
    const instances = this.#all(
      "SELECT * FROM instances WHERE organisation = ? AND order_id = ? ORDER BY rowid",
      organisation,
      id,
    );
    if (!order || [order, ...instances].some((row) => row["pending"] === 1)) return false;
    const history = this.#all(
      "SELECT * FROM history WHERE organisation = ? AND order_id = ? ORDER BY cursor",
      organisation,
      id,
    );
    const packed: PackedOrder = { order, instances, history, parts };
    this.#run("INSERT INTO archive (organisation, id, packed) VALUES (?, ?, ?)", organisation, id, bytesOf(packed));
    for (const instance of instances)
      this.#run(
        "INSERT INTO archived_instances (organisation, id, order_id) VALUES (?, ?, ?)",
        ...[organisation, textOf(instance, "id"), id],
      );
    this.#run("DELETE FROM history WHERE organisation = ? AND order_id = ?", organisation, id);
    this.#run("DELETE FROM instances WHERE organisation = ? AND order_id = ?", organisation, id);
    this.#run(
      "UPDATE orders SET revision = -revision, instance_ids = '[]', document = '', turn = '', body = '' WHERE organisation = ? AND id = ?",
      ...[organisation, id],
    );
    this.#rows.take(organisation, id);
    for (const mark of parts.order.marks ?? [])
      this.#run(
        "DELETE FROM order_marks WHERE organisation = ? AND mark = ? AND received_at = ? AND order_id = ?",
        ...[organisation, mark, parts.order.receivedAt, id],
      );
    return true;
  }

  /** False when it is not in the archive. */
  bringBack(organisation: string, id: string): boolean {
    const packed = this.order(organisation, id);
    if (!packed) return false;
    const { order, instances, history, parts } = packed;
    this.#run("DELETE FROM orders WHERE organisation = ? AND id = ?", organisation, id);
    this.#insert("orders", [order]);
    this.#insert("instances", instances);
    this.#insert("history", history);
    this.#rows.replace(organisation, id, parts);
    this.#run("DELETE FROM archived_instances WHERE organisation = ? AND order_id = ?", organisation, id);
    this.#run("DELETE FROM archive WHERE organisation = ? AND id = ?", organisation, id);
    return true;
  }

  order(organisation: string, id: string): PackedOrder | undefined {
    const row = this.#database
      .statement("SELECT packed FROM archive WHERE organisation = ? AND id = ?")
      .get(organisation, id);
    return row && packedOf(row);
  }

  /** As it lies in its table, with the turn that is written in the history. */
  aggregate(organisation: string, kind: "order" | "instance", id: string): Row | undefined {
    const packed = this.order(organisation, kind === "order" ? id : this.#orderOf(organisation, id));
    const found = kind === "order" ? packed?.order : packed?.instances.find((instance) => instance["id"] === id);
    if (!packed || found?.["turn"] !== "") return found;
    const told = packed.history.find((row) => row["id"] === id && row["revision"] === found["revision"]);
    return { ...found, told_under: packed.order["id"], turn: told?.["turn"] ?? "" };
  }

  #orderOf(organisation: string, instanceId: string): string {
    const row = this.#database
      .statement("SELECT order_id FROM archived_instances WHERE organisation = ? AND id = ?")
      .get(organisation, instanceId);
    return row ? textOf(row, "order_id") : "";
  }

  #all(sql: string, ...values: string[]): Row[] {
    return this.#database.statement(sql).all(...values);
  }
  #run(sql: string, ...values: (string | number | Uint8Array)[]): void {
    this.#database.statement(sql).run(...values);
  }

  #insert(table: string, rows: readonly Row[]): void {
    for (const row of rows) {
      const columns = Object.keys(row);
      const marks = columns.map(() => "?").join(", ");
      this.#database
        .statement(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`)
        .run(...columns.map((column) => valueOf(row[column])));
    }
  }
}

function partsOf(row: Row): OrderParts {
  return JSON.parse(textOf(row, "parts")) as OrderParts; // written by `SqliteOrderRows`
}

function bytesOf(packed: PackedOrder): Uint8Array {
  return gzipSync(
    JSON.stringify(packed, (_name, value: unknown) => (isBytes(value) ? { bytes: base64(value) } : value)),
  );
}

function packedOf(row: Row): PackedOrder {
  const { packed } = row;
  if (!(packed instanceof Uint8Array)) throw new TypeError("packed is not bytes");
  return JSON.parse(gunzipSync(packed).toString("utf8"), (_name, value: unknown) =>
    isPackedBytes(value) ? Buffer.from(value.bytes, "base64") : value,
  ) as PackedOrder; // written above
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function isPackedBytes(value: unknown): value is { readonly bytes: string } {
  return typeof value === "object" && value !== null && "bytes" in value && typeof value.bytes === "string";
}

function valueOf(value: unknown): string | number | null | Uint8Array {
  if (typeof value === "string" || typeof value === "number" || value === null || isBytes(value)) return value;
  throw new TypeError("a packed value is of no kind that SQLite knows");
}
