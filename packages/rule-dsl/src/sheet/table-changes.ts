import type { TableDecision } from "../schema/decision.ts";

type Row = TableDecision["rows"][number];

export interface CellChange {
  readonly row: string;
  /** Id of the input or output, or `note`. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** What an import would do to a table, row by row; rows are the same by their id. */
export interface TableChanges {
  readonly added: readonly Row[];
  readonly removed: readonly Row[];
  readonly changed: readonly CellChange[];
  /** The rows that stay stand in another order. */
  readonly reordered: boolean;
  /** Columns, hit policy, names or the default row differ. */
  readonly head: boolean;
}

export function tableChanges(before: TableDecision, after: TableDecision): TableChanges {
  const old = new Map(before.rows.map((row) => [row.id, row]));
  const fresh = new Map(after.rows.map((row) => [row.id, row]));
  const kept = before.rows.filter(({ id }) => fresh.has(id)).map(({ id }) => id);
  const now = after.rows.filter(({ id }) => old.has(id)).map(({ id }) => id);
  return {
    added: after.rows.filter(({ id }) => !old.has(id)),
    removed: before.rows.filter(({ id }) => !fresh.has(id)),
    changed: after.rows.flatMap((row) => {
      const was = old.get(row.id);
      return was === undefined ? [] : cellChanges(was, row);
    }),
    reordered: kept.some((id, index) => id !== now[index]),
    head: headText(before) !== headText(after),
  };
}

function cellChanges(before: Row, after: Row): readonly CellChange[] {
  const differing = (was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>): CellChange[] =>
    [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((column) => {
      const [one, other] = [meaning(was[column]), meaning(is[column])];
      return one === other ? [] : [{ row: after.id, column, before: one, after: other }];
    });
  return [
    ...differing(before.when, after.when),
    ...differing(before.then, after.then),
    ...differing(noteOf(before), noteOf(after)),
  ];
}

const noteOf = ({ note }: Row): Readonly<Record<string, string>> => (note === undefined ? {} : { note });

/** A blank cell and `-` both take every value. */
const meaning = (cell = ""): string => (cell.trim() === "-" ? "" : cell.trim());

const headText = ({ rows: _, ...head }: TableDecision): string => JSON.stringify(head);
