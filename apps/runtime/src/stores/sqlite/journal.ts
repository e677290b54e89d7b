import type { AggregateKind } from "../../ports/store.ts";
import { textOf } from "./columns.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";

/** An aggregate that the last batch meant to write. */
export interface JournalEntry {
  readonly organisation: string;
  readonly kind: AggregateKind;
  readonly id: string;
  readonly orderId?: string;
}

/**
 * What the last batch meant to write, as the first thing it writes. Only the last batch can be torn: every one before it was whole, or this owner
 * would not have gone on. Orders that repair found without an instance stay on it until the instance is there.
 */
export class Journal {
  readonly #database: SqliteDatabase;
  #carried: readonly JournalEntry[] = [];

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  write(entries: readonly JournalEntry[]): void {
    const all = [...this.#carried, ...entries];
    this.#database.statement("UPDATE meta SET value = ? WHERE key = 'journal'").run(JSON.stringify(all));
  }

  read(): readonly JournalEntry[] {
    const row = this.#database.statement("SELECT value FROM meta WHERE key = 'journal'").get();
    const text = row ? textOf(row, "value") : "";
    return text === "" ? [] : (JSON.parse(text) as JournalEntry[]); // written above
  }

  carry(entries: readonly JournalEntry[]): void {
    this.#carried = entries;
  }

  /** After a batch: orders that have their instances now need no more watching. */
  settle(lacks: (entry: JournalEntry) => boolean): void {
    if (this.#carried.length > 0) this.#carried = this.#carried.filter(lacks);
  }
}
