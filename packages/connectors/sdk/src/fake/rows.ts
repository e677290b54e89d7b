import type { SQLOutputValue } from "node:sqlite";

/** A row as node:sqlite gives it; columns are read by type, so that a wrong query fails where it stands. */
export type Row = Record<string, SQLOutputValue>;

export function numberIn(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== "number") throw new Error(`${column} is not a number`);
  return value;
}

export function textIn(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== "string") throw new Error(`${column} is not text`);
  return value;
}
