/** What SQLite gives for a row. */
export type Row = Record<string, unknown>;

/** A text column. A column of another type is a mistake in a statement, not in the data. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is not text`);
  return value;
}

export function integerOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`${column} is not a number`);
  return value;
}

/** A column that a seal wrote: text, or bytes once sealing encrypts (S36). */
export function sealedOf(row: Row, column: string): string | Uint8Array {
  const value = row[column];
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  throw new TypeError(`${column} is neither text nor bytes`);
}
