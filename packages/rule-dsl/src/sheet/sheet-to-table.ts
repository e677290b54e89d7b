import { type BothLanguages, textOf } from "../codes/codes.ts";
import type { CheckContext } from "../check/check-context.ts";
import { check } from "../check/check.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { JsonObject, LocalizedText } from "../schema/common.ts";
import { TableDecision } from "../schema/decision.ts";
import { validate } from "../schema/validate.ts";
import { cellText } from "./cell-text.ts";
import { type Headings, readHeadings } from "./headings.ts";
import { cellAddress, type CellValue, DEFAULT_ROW, type SheetInput, type SheetProblem } from "./sheet.ts";

export type SheetReading =
  | { readonly ok: true; readonly table: TableDecision }
  | { readonly ok: false; readonly problems: readonly SheetProblem[] };

/**
 * The table that a spreadsheet holds. Columns are found by their key, else by a name in either language; rows keep their ids, and one without
 * gets a new one. `known` is the table as it is: what the file does not say of it stays. Every problem says its cell.
 */
export function sheetToTable(input: SheetInput, known: TableDecision, context: CheckContext = {}): SheetReading {
  const head = headOf(input.head, known);
  const headings = readHeadings(input.grid, head);
  if (!headings.ok) return headings;
  const rows = readRows(input.grid, headings.value, { head, known: rowsById(known) });
  if (!rows.ok) return rows;
  const table: TableDecision = { ...renamed(head, headings.value), ...rows.value };
  const problems = check(table, context).flatMap((finding) => problemAt(finding, headings.value, rows.places));
  return problems.length === 0 ? { ok: true, table } : { ok: false, problems };
}

type Head = Omit<TableDecision, "rows" | "default">;

/** The head that the file brought along where it is one of this table, else the one that is known. */
function headOf(given: JsonObject | undefined, { rows: _rows, default: _default, ...known }: TableDecision): Head {
  const candidate = { ...given, rows: [] };
  if (given?.["id"] !== known.id || validate(TableDecision, candidate).length > 0) return known;
  // It has just passed the schema, and is read without the rows that were lent to it.
  const { rows: _, ...head } = candidate as unknown as TableDecision;
  return head;
}

/** Names that were changed in the heading rows. */
function renamed(head: Head, { names }: Headings): Head {
  const rename = <T extends { readonly id: string; readonly name: LocalizedText }>(prefix: string, column: T): T => {
    const name = names.get(`${prefix}:${column.id}`);
    return name === undefined ? column : { ...column, name: { ...column.name, ...name } };
  };
  return {
    ...head,
    inputs: head.inputs.map((column) => rename("in", column)),
    outputs: head.outputs.map((column) => rename("out", column)),
  };
}

type Row = TableDecision["rows"][number];

interface Rows {
  readonly rows: Row[];
  readonly default?: Record<string, string>;
}
/** The grid row of each row of the table, from 0; of the default row under its mark. */
type Places = ReadonlyMap<string, number>;
type ReadRows =
  | { readonly ok: true; readonly value: Rows; readonly places: Places }
  | { readonly ok: false; readonly problems: readonly SheetProblem[] };

interface Table {
  readonly head: Head;
  readonly known: ReadonlyMap<string, Row>;
}

const rowsById = ({ rows, default: fallback }: TableDecision): ReadonlyMap<string, Row> =>
  new Map([
    ...rows.map((row) => [row.id, row] as const),
    ...(fallback === undefined ? [] : [[DEFAULT_ROW, { id: DEFAULT_ROW, when: {}, then: fallback }] as const]),
  ]);

function readRows(grid: SheetInput["grid"], headings: Headings, { head, known }: Table): ReadRows {
  const problems: SheetProblem[] = [];
  const places = new Map<string, number>();
  const rows: Row[] = [];
  let fallback: Record<string, string> | undefined;
  const filled = grid.map((cells, at) => ({ cells, at })).slice(headings.firstRow);
  const taken = new Set(filled.map(({ cells }) => idIn(cells, headings)));
  for (const { cells, at } of filled) {
    if (cells.every((cell) => cell === null || cell === "")) continue;
    const given = idIn(cells, headings);
    const row = readRow(cells, { at, headings, head, was: known.get(given), problems });
    if (given === DEFAULT_ROW) {
      fallback = row.then;
      places.set(DEFAULT_ROW, at);
      continue;
    }
    const id = given === "" ? freeId(taken) : given;
    taken.add(id);
    if (places.has(id)) problems.push(problemIn(headings.idColumn ?? 0, at, "sheet-row-twice", { id }));
    places.set(id, at);
    rows.push({ id, ...row });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { rows, ...(fallback && { default: fallback }) }, places };
}

const idIn = (cells: readonly CellValue[], { idColumn }: Headings): string => {
  const value = idColumn === undefined ? null : (cells[idColumn] ?? null);
  const text = value === null ? "" : String(value).trim();
  // People number their rows; an id begins with a letter.
  return /^\d+$/.test(text) ? `row-${text}` : text;
};

/** `row-12`: the next number that no row has. */
function freeId(taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`row-${String(number)}`)) number += 1;
  return `row-${String(number)}`;
}

interface RowReading {
  readonly at: number;
  readonly headings: Headings;
  readonly head: Head;
  /** The row as it is, where it is one that the table has. */
  readonly was: Row | undefined;
  readonly problems: SheetProblem[];
}

function readRow(
  cells: readonly CellValue[],
  { at, headings, head, was, problems }: RowReading,
): { when: Record<string, string>; then: Record<string, string>; note?: string } {
  const when: Record<string, string> = {};
  const then: Record<string, string> = {};
  let note: string | undefined;
  const take = (side: "when" | "then", id: string, type: string): void => {
    const column = headings.columns.get(`${side === "when" ? "in" : "out"}:${id}`);
    if (column === undefined) return;
    const into = side === "when" ? when : then;
    const cell = cells[column] ?? null;
    // What was written before is kept as it was written.
    const read = cell !== null && cell === was?.[side][id] ? { ok: true as const, text: cell } : cellText(cell, type);
    if (!read.ok) problems.push(problemIn(column, at, read.code, read.data));
    else if (read.text !== "" || side === "then") into[id] = read.text;
  };
  for (const { id, type } of head.inputs) take("when", id, type);
  for (const { id, type } of head.outputs) take("then", id, type);
  const noteColumn = headings.columns.get("note");
  const said = noteColumn === undefined ? null : (cells[noteColumn] ?? null);
  if (said !== null && said !== "") note = String(said);
  return { when, then, ...(note !== undefined && { note }) };
}

function problemIn(
  column: number,
  row: number,
  code: SheetProblem["code"],
  data: Readonly<Record<string, unknown>> = {},
): SheetProblem {
  const cell = cellAddress(column, row);
  return { cell, code, message: textOf(code, { cell, ...data }) };
}

/** An error of the check, at the cell it is about. Warnings are for the editor to show. */
function problemAt(
  { severity, path, code, message }: Diagnostic,
  headings: Headings,
  places: Places,
): readonly SheetProblem[] {
  if (severity !== "error") return [];
  const [part, index = "", side = "", id = ""] = path.split("/").slice(1);
  const row = part === "default" ? places.get(DEFAULT_ROW) : [...places.values()][Number(index)];
  const key = part === "default" ? `out:${index}` : `${side === "when" ? "in" : "out"}:${id}`;
  const column = headings.columns.get(key) ?? headings.idColumn ?? 0;
  const cell =
    part === "rows" || part === "default" ? cellAddress(column, row ?? headings.firstRow) : cellAddress(column, 0);
  return [{ cell, code, message: withCell(cell, message) }];
}

const withCell = (cell: string, message: BothLanguages): BothLanguages => ({
  "zh-CN": `${cell}：${message["zh-CN"]}`,
  en: `${cell}: ${message.en}`,
});
