import type { BothLanguages, Code } from "../codes/codes.ts";
import type { JsonObject, LocalizedText } from "../schema/common.ts";

/*
 * A decision table as a spreadsheet, without a file format: a grid of plain values that Excel or CSV can hold.
 *
 * The grid has four heading rows (names in Chinese, names in English, what a column is, its key) and then one row per row of the table.
 * `head` is the definition without its rows; a workbook keeps it on a sheet of its own, so that nothing is lost on the way there and back.
 */

/** A cell as a spreadsheet program leaves it: text, number, tick, or empty. Dates come as ISO 8601 text. */
export type CellValue = string | number | boolean | null;
export type Grid = readonly (readonly CellValue[])[];

export interface SheetColumn {
  /** `id`, `in:<input>`, `out:<output>` or `note`. */
  readonly key: string;
  readonly name: LocalizedText;
  /** What it reads and its type, for the reader: `order.channel · string`. */
  readonly about: string;
  /** What may be chosen, as cells are written; empty where anything may be. */
  readonly choices: readonly string[];
}

export interface TableSheet {
  readonly head: JsonObject;
  readonly columns: readonly SheetColumn[];
  readonly grid: Grid;
}

/** A grid that came back, with the head where the file kept one. */
export interface SheetInput {
  readonly grid: Grid;
  readonly head?: JsonObject;
}

/** Something wrong with a cell: `B7`, as the spreadsheet program names it. */
export interface SheetProblem {
  readonly cell: string;
  readonly code: Code;
  readonly message: BothLanguages;
}

/** How many heading rows a sheet of ours has. */
export const HEADING_ROWS = 4;
/** Marks the default row in the column of ids. */
export const DEFAULT_ROW = "(default)";

/** `B7` of a column and a row, both from 0. */
export function cellAddress(column: number, row: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${String(row + 1)}`;
}
