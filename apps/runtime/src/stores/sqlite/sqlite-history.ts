import type { Seal } from "../../ports/seal.ts";
import type { HistoryKind, HistoryRow } from "../../ports/store.ts";
import { integerOf, type Row, sealedOf, textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

type Appended = Pick<HistoryRow, "kind" | "id" | "revision" | "turn">;

/** What happened, one row a turn; `cursor` rises in commit order over all aggregates (S30). */
export class SqliteHistory {
  readonly #database: SqliteDatabase;
  readonly #seal: Seal;

  constructor(database: SqliteDatabase, seal: Seal) {
    this.#database = database;
    this.#seal = seal;
  }

  append(organisation: string, row: Appended, orderId: string | undefined, at: number): number {
    const { lastInsertRowid } = this.#database
      .statement(
        "INSERT INTO history (organisation, kind, id, revision, order_id, at, turn) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        organisation,
        row.kind,
        row.id,
        row.revision,
        orderId ?? row.id,
        at,
        this.#seal.seal(organisation, row.turn),
      );
    return Number(lastInsertRowid);
  }

  /** Whether the turn that led to this revision is written down. */
  holds(organisation: string, orderId: string, id: string, revision: number): boolean {
    return (
      this.#database
        .statement("SELECT 1 FROM history WHERE organisation = ? AND order_id = ? AND id = ? AND revision = ?")
        .get(organisation, orderId, id, revision) !== undefined
    );
  }

  /** The turn that led to this revision; empty when it is not written down. */
  turnOf(organisation: string, orderId: string, id: string, revision: number): string {
    const row = this.#database
      .statement("SELECT turn FROM history WHERE organisation = ? AND order_id = ? AND id = ? AND revision = ?")
      .get(organisation, orderId, id, revision);
    return row ? this.#seal.open(organisation, sealedOf(row, "turn")) : "";
  }

  /** Turns that were written down although their aggregate was not. */
  removeAfter(organisation: string, orderId: string, id: string, revision: number): void {
    this.#database
      .statement("DELETE FROM history WHERE organisation = ? AND order_id = ? AND id = ? AND revision > ?")
      .run(organisation, orderId, id, revision);
  }

  of(organisation: string, orderId: string): HistoryRow[] {
    return this.opened(
      organisation,
      this.#database
        .statement("SELECT * FROM history WHERE organisation = ? AND order_id = ? ORDER BY cursor")
        .all(organisation, orderId),
    );
  }

  after(organisation: string, cursor: number, limit: number): HistoryRow[] {
    return this.opened(
      organisation,
      this.#database
        .statement("SELECT * FROM history WHERE cursor > ? AND organisation = ? ORDER BY cursor LIMIT ?")
        .all(cursor, organisation, limit),
    );
  }

  last(): number {
    const row = this.#database.statement("SELECT max(cursor) AS cursor FROM history").get();
    return typeof row?.["cursor"] === "number" ? row["cursor"] : 0;
  }

  opened(organisation: string, rows: readonly Row[]): HistoryRow[] {
    return rows.map((row) => {
      const orderId = row["order_id"];
      const kind = kindOf(row);
      return {
        cursor: integerOf(row, "cursor"),
        kind,
        id: textOf(row, "id"),
        revision: integerOf(row, "revision"),
        ...(typeof orderId === "string" && kind !== "definition" && { orderId }),
        at: integerOf(row, "at"),
        turn: this.#seal.open(organisation, sealedOf(row, "turn")),
      };
    });
  }
}

function kindOf(row: Row): HistoryKind {
  switch (row["kind"]) {
    case "order":
      return "order";
    case "definition":
      return "definition";
    default:
      return "instance";
  }
}
