import { type InstancePart, type OrderPart, type OrderParts, standingOf } from "../../ports/order-row.ts";
import type { Counters, OrderRowFound } from "../../ports/store.ts";
import { type CountedRow, OrderCounters, type Tally } from "../order-counters.ts";
import { withInstance, withOrder } from "../order-parts.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { keyOf, type OrderRowRecord } from "./mongo-records.ts";

/** How many rows' parts are kept in memory, so that a turn of a busy order reads nothing. */
const CACHED_ROWS = 20_000;
const LAST_DIGITS = 6;

/** A row as a batch leaves it. */
export interface ChangedRow extends CountedRow {
  readonly organisation: string;
  readonly id: string;
  readonly before: CountedRow | undefined;
}

/** The orders list: one row an order, put together from its parts (S27). Only the owner writes it, so what it has in memory is what is there. */
export class MongoOrderRows {
  readonly #database: MongoDatabase;
  readonly #cache = new Map<string, CountedRow>();
  readonly #counters = new Map<string, OrderCounters>();

  constructor(database: MongoDatabase) {
    this.#database = database;
  }

  /** Fetches the rows that a batch is about to change. */
  async bring(organisation: string, ids: readonly string[]): Promise<void> {
    const missing = ids.map((id) => keyOf(organisation, id)).filter((key) => !this.#cache.has(key));
    if (missing.length === 0) return;
    const records = await this.#database.collections.rows
      .find({ _id: { $in: missing } }, { projection: { parts: 1 } })
      .toArray();
    for (const { _id, parts } of records) this.#remember(_id, { parts, standing: standingOf(parts) });
  }

  /** The rows with these parts put in; for rows that were brought. */
  changed(organisation: string, parts: readonly OrderedPart[]): ChangedRow[] {
    const dirty = new Map<string, OrderParts>();
    for (const { id, part } of parts) {
      const known = dirty.get(id) ?? this.#cache.get(keyOf(organisation, id))?.parts;
      const changed = "order" in part ? withOrder(known, part.order) : withInstance(known, part.instance);
      if (changed) dirty.set(id, changed);
    }
    return [...dirty].map(([id, changed]) => this.row(organisation, id, changed));
  }

  row(organisation: string, id: string, parts: OrderParts): ChangedRow {
    const before = this.#cache.get(keyOf(organisation, id));
    return { organisation, id, before, parts, standing: standingOf(parts) };
  }

  /** What the list knows of an order that was brought or just changed. */
  known(organisation: string, id: string): OrderPart | undefined {
    return this.#cache.get(keyOf(organisation, id))?.parts.order;
  }

  /** May be done twice; `settle` follows once. */
  async write(rows: readonly ChangedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#database.collections.rows.bulkWrite(
      rows.map((row) => {
        const record = recordOf(row);
        return { replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true } };
      }),
      { ordered: false },
    );
  }

  /** Takes over into memory what was written. */
  settle(rows: readonly ChangedRow[]): void {
    for (const { organisation, id, before, parts, standing } of rows) {
      this.#remember(keyOf(organisation, id), { parts, standing });
      this.#counters.get(organisation)?.move(before, { parts, standing });
    }
  }

  /** A row that is in the list no more. */
  take({ _id, organisation, parts }: OrderRowRecord): void {
    this.#cache.delete(_id);
    this.#counters.get(organisation)?.take({ parts, standing: standingOf(parts) });
  }

  /** The counters are counted anew when they are next asked for. */
  forget(): void {
    this.#cache.clear();
    this.#counters.clear();
  }

  /** Counted in turn with the batches, which then move the counts along. */
  async counters(organisation: string): Promise<Counters> {
    const counters = this.#counters.get(organisation) ?? (await this.#database.inTurn(() => this.#count(organisation)));
    return counters.read();
  }

  async #count(organisation: string): Promise<OrderCounters> {
    const [status, stage, channel] = await Promise.all([
      this.#tally(organisation, "status"),
      this.#tally(organisation, "stage"),
      this.#tally(organisation, "channel"),
    ]);
    const counters = new OrderCounters({ status, stage, channel });
    this.#counters.set(organisation, counters);
    return counters;
  }

  async #tally(organisation: string, field: "status" | "stage" | "channel"): Promise<Tally> {
    const rows = await this.#database.collections.rows
      .aggregate<{ readonly _id: string | null; readonly amount: number }>([
        { $match: { organisation } },
        { $group: { _id: `$${field}`, amount: { $sum: 1 } } },
      ])
      .toArray();
    return new Map(rows.flatMap(({ _id, amount }) => (_id === null ? [] : [[_id, amount]])));
  }

  #remember(key: string, row: CountedRow): void {
    this.#cache.delete(key);
    this.#cache.set(key, row);
    if (this.#cache.size <= CACHED_ROWS) return;
    for (const oldest of this.#cache.keys()) {
      this.#cache.delete(oldest);
      return;
    }
  }
}

/** A part, and the order whose row it belongs to. */
export interface OrderedPart {
  readonly id: string;
  readonly part: { readonly order: OrderPart } | { readonly instance: InstancePart };
}

function recordOf({ organisation, id, parts, standing }: ChangedRow): OrderRowRecord {
  const { order } = parts;
  return {
    _id: keyOf(organisation, id),
    organisation,
    id,
    receivedAt: order.receivedAt,
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    lastSix: order.channelOrderId.slice(-LAST_DIGITS),
    phoneLast4: order.phoneLast4,
    status: standing.status,
    stage: standing.stage,
    since: standing.since,
    live: standing.live,
    dueAt: standing.open?.kind === "task" ? standing.open.at : undefined,
    marks: order.marks,
    parts,
  };
}

export function foundRow({ id, parts }: Pick<OrderRowRecord, "id" | "parts">): OrderRowFound {
  return { id, parts, standing: standingOf(parts) };
}
