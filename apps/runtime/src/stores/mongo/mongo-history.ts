import type { Seal } from "../../ports/seal.ts";
import type { HistoryKind, HistoryRow } from "../../ports/store.ts";
import type { MongoDatabase } from "./mongo-database.ts";
import { isDuplicate } from "./mongo-errors.ts";
import { type HistoryRecord, keyOf } from "./mongo-records.ts";

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
      _id: keyOf(organisation, kind, id, revision),
      organisation,
      cursor: cursor + 1 + index,
      kind,
      id,
      revision,
      about: orderId ?? id,
      at,
      turn: this.#seal.seal(organisation, turn),
    }));
  }

  /** May be done twice; a turn that is told already is left as it is. */
  async append(records: readonly HistoryRecord[]): Promise<void> {
    if (records.length === 0) return;
    try {
      await this.#database.collections.history.insertMany([...records], { ordered: false });
    } catch (thrown) {
      if (!isDuplicate(thrown)) throw thrown;
    }
    this.#visible = records.at(-1)?.cursor ?? this.#visible;
  }

  async holds(organisation: string, kind: HistoryKind, id: string, revision: number): Promise<boolean> {
    const _id = keyOf(organisation, kind, id, revision);
    return (await this.#database.collections.history.findOne({ _id }, { projection: { _id: 1 } })) !== null;
  }

  async of(organisation: string, about: string): Promise<HistoryRow[]> {
    const records = await this.#database.collections.history
      .find({ organisation, about }, { sort: { cursor: 1 } })
      .toArray();
    return this.opened(records);
  }

  async after(organisation: string, cursor: number, limit: number): Promise<HistoryRow[]> {
    const records = await this.#database.collections.history
      .find({ organisation, cursor: { $gt: cursor, $lte: this.#visible } }, { sort: { cursor: 1 }, limit })
      .toArray();
    return this.opened(records);
  }

  last(): number {
    return this.#visible;
  }

  opened(records: readonly HistoryRecord[]): HistoryRow[] {
    return records.map((record) => this.#row(record));
  }

  #row({ cursor, organisation, kind, id, revision, about, at, turn }: HistoryRecord): HistoryRow {
    return {
      cursor,
      kind,
      id,
      revision,
      ...(kind !== "definition" && { orderId: about }),
      at,
      turn: this.#seal.open(organisation, turn),
    };
  }
}
