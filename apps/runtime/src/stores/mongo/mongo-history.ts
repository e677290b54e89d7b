import type { Seal } from "../../ports/seal.ts";
import type { HistoryKind, HistoryRow } from "../../ports/store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import type { HistoryRecord } from "./mongo-records.ts";

/** What happened and is to be written down. */
export interface Told {
  readonly kind: HistoryKind;
  readonly id: string;
  readonly revision: number;
  readonly turn: string;
  readonly orderId: string | undefined;
  readonly at: number;
}

/**
 * What happened, one row a turn; the cursor rises in commit order over all aggregates (S30). Rows of a batch become visible one by one, so nobody
 * is shown a row above the last that is known to be there.
 */
export class MongoHistory {
  readonly #database: MongoDatabase;
  readonly #seal: Seal;
  #visible: number;

  constructor(database: MongoDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
    this.#visible = database.owner.position.cursor;
  }

  /** The next cursors, in order. */
  place(organisation: string, told: readonly Told[]): HistoryRecord[] {
    const { owner } = this.#database;
    const { cursor } = owner.position;
    owner.move({ cursor: cursor + told.length });
    return told.map(({ kind, id, revision, turn, orderId, at }, index) => ({
      _id: cursor + 1 + index,
      organisation,
      kind,
      id,
      revision,
      about: orderId ?? id,
      at,
      turn: this.#seal.seal(organisation, turn),
    }));
  }

  /** May be done twice. */
  async append(records: readonly HistoryRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#database.collections.history.bulkWrite(
      records.map((record) => ({ replaceOne: { filter: { _id: record._id }, replacement: record, upsert: true } })),
      { ordered: false },
    );
    this.#visible = records.at(-1)?._id ?? this.#visible;
  }

  async holds(organisation: string, about: string, id: string, revision: number): Promise<boolean> {
    const found = await this.#database.collections.history.findOne(
      { organisation, about, id, revision },
      { projection: { _id: 1 } },
    );
    return found !== null;
  }

  async of(organisation: string, about: string): Promise<HistoryRow[]> {
    const records = await this.#database.collections.history
      .find({ organisation, about }, { sort: { _id: 1 } })
      .toArray();
    return records.map((record) => this.#row(record));
  }

  async after(organisation: string, cursor: number, limit: number): Promise<HistoryRow[]> {
    const records = await this.#database.collections.history
      .find({ organisation, _id: { $gt: cursor, $lte: this.#visible } }, { sort: { _id: 1 }, limit })
      .toArray();
    return records.map((record) => this.#row(record));
  }

  last(): number {
    return this.#visible;
  }

  #row({ _id, organisation, kind, id, revision, about, at, turn }: HistoryRecord): HistoryRow {
    return {
      cursor: _id,
      kind,
      id,
      revision,
      ...(kind !== "definition" && { orderId: about }),
      at,
      turn: this.#seal.open(organisation, turn),
    };
  }
}
