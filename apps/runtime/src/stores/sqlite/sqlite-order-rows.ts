import {
  type InstancePart,
  type OrderPart,
  type OrderParts,
  standingOf,
  type Standing,
} from "../../ports/order-row.ts";
import type { Counters, OrderRowFound } from "../../ports/store.ts";
import { type CountedRow, OrderCounters } from "../order-counters.ts";
import { withInstance, withOrder } from "../order-parts.ts";
import { type Row, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** How many rows' parts are kept in memory, so that a turn of a busy order reads nothing. */
const CACHED_ROWS = 20_000;
const LAST_DIGITS = 6;

/**
 * The orders list: one row an order, put together from its parts (S27). A part older than the one already there is ignored, so a part may come
 * twice or late.
 */
export class SqliteOrderRows {
  readonly #database: SqliteDatabase;
  readonly #cache = new Map<string, CountedRow>();
  readonly #dirty = new Map<
    string,
    { organisation: string; id: string; before: CountedRow | undefined; parts: OrderParts }
  >();
  readonly #counters = new Map<string, OrderCounters>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  putOrder(organisation: string, id: string, order: OrderPart): void {
    const { before, parts } = this.#row(organisation, id);
    const changed = withOrder(parts, order);
    if (changed) this.#change(organisation, id, before, changed);
  }

  putInstance(organisation: string, orderId: string, part: InstancePart): void {
    const { before, parts } = this.#row(organisation, orderId);
    const changed = withInstance(parts, part);
    if (changed) this.#change(organisation, orderId, before, changed);
  }

  /** Starts the row anew from nothing but these parts. */
  replace(organisation: string, id: string, parts: OrderParts): void {
    this.#change(organisation, id, this.#row(organisation, id).before, parts);
  }

  /** A row without an order. The counters are counted anew when they are next asked for. */
  remove(organisation: string, id: string): void {
    this.#database.statement("DELETE FROM order_rows WHERE organisation = ? AND id = ?").run(organisation, id);
    this.#dirty.delete(key(organisation, id));
    this.#cache.delete(key(organisation, id));
    this.#counters.clear();
  }

  /** Takes a row out of the list and the counts. */
  take(organisation: string, id: string): void {
    const { before } = this.#row(organisation, id);
    this.#database.statement("DELETE FROM order_rows WHERE organisation = ? AND id = ?").run(organisation, id);
    this.#cache.delete(key(organisation, id));
    if (before) this.#counters.get(organisation)?.take(before);
  }

  /** Writes what changed since the last call; `keep` leaves out some, as a torn batch does. */
  write(keep: () => boolean = () => true): void {
    for (const { organisation, id, before, parts } of this.#dirty.values()) {
      const standing = standingOf(parts);
      if (!keep()) continue;
      this.#upsert(organisation, id, parts, standing);
      if (parts.order.marks && !before) this.#mark(organisation, id, parts.order.receivedAt, parts.order.marks);
      this.#remember(key(organisation, id), { parts, standing });
      this.#counters.get(organisation)?.move(before, { parts, standing });
    }
    this.#dirty.clear();
  }

  /** After a batch that was rolled back nothing in memory can be trusted. */
  forget(): void {
    this.#dirty.clear();
    this.#cache.clear();
    this.#counters.clear();
  }

  counters(organisation: string): Counters {
    let counters = this.#counters.get(organisation);
    if (!counters) {
      counters = this.#readCounters(organisation);
      this.#counters.set(organisation, counters);
    }
    return counters.read();
  }

  #mark(organisation: string, id: string, receivedAt: number, marks: readonly string[]): void {
    const insert = this.#database.statement("INSERT OR IGNORE INTO order_marks VALUES (?, ?, ?, ?)");
    for (const mark of marks) insert.run(organisation, mark, receivedAt, id);
  }

  #row(organisation: string, id: string): { before: CountedRow | undefined; parts: OrderParts | undefined } {
    const dirty = this.#dirty.get(key(organisation, id));
    if (dirty) return { before: dirty.before, parts: dirty.parts };
    const before = this.#cache.get(key(organisation, id)) ?? this.#read(organisation, id);
    return { before, parts: before?.parts };
  }

  #change(organisation: string, id: string, before: CountedRow | undefined, parts: OrderParts): void {
    this.#dirty.set(key(organisation, id), { organisation, id, before, parts });
  }

  #read(organisation: string, id: string): CountedRow | undefined {
    const row = this.#database
      .statement("SELECT id, parts FROM order_rows WHERE organisation = ? AND id = ?")
      .get(organisation, id);
    return row && foundRow(row);
  }

  /** One that has come to its end is seldom written again. */
  #remember(cacheKey: string, row: CountedRow): void {
    this.#cache.delete(cacheKey);
    if (!row.standing.live) return;
    this.#cache.set(cacheKey, row);
    if (this.#cache.size <= CACHED_ROWS) return;
    for (const oldest of this.#cache.keys()) {
      this.#cache.delete(oldest);
      return;
    }
  }

  #upsert(organisation: string, id: string, parts: OrderParts, standing: Standing): void {
    const { order } = parts;
    this.#database
      .statement(UPSERT)
      .run(
        organisation,
        id,
        order.receivedAt,
        order.channel,
        order.channelOrderId,
        order.channelOrderId.slice(-LAST_DIGITS),
        order.phoneLast4 ?? null,
        standing.status,
        standing.stage ?? null,
        standing.since,
        standing.live ? 1 : 0,
        standing.open?.kind === "task" ? (standing.open.at ?? null) : null,
        JSON.stringify(parts),
      );
  }

  #readCounters(organisation: string): OrderCounters {
    const by = (column: string): Map<string, number> => {
      const rows = this.#database
        .statement(`SELECT ${column} AS name, count(*) AS amount FROM order_rows WHERE organisation = ? GROUP BY 1`)
        .all(organisation);
      return new Map(
        rows.flatMap((row) => (typeof row["name"] === "string" ? [[row["name"], Number(row["amount"])]] : [])),
      );
    };
    return new OrderCounters({ status: by("status"), stage: by("stage"), channel: by("channel") });
  }
}

const UPSERT = `
INSERT INTO order_rows (organisation, id, received_at, channel, channel_order_id, last_six, phone_last4, status, stage, since, live, due_at, parts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (organisation, id) DO UPDATE SET
  phone_last4 = excluded.phone_last4, status = excluded.status, stage = excluded.stage, since = excluded.since, live = excluded.live,
  due_at = excluded.due_at, parts = excluded.parts`;

/** A row as it is listed. `parts` is our own JSON. */
export function foundRow(row: Row): OrderRowFound {
  const parts = JSON.parse(textOf(row, "parts")) as OrderParts; // written by `upsert` above, never by anybody else
  return { id: textOf(row, "id"), parts, standing: standingOf(parts) };
}

function key(organisation: string, id: string): string {
  return `${organisation}\u0000${id}`;
}
