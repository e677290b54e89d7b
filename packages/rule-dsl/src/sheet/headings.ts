import { textOf } from "../codes/codes.ts";
import type { LocalizedText } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";
import { cellAddress, type CellValue, type Grid, HEADING_ROWS, type SheetProblem } from "./sheet.ts";

/** Which column of a grid is what. Columns and rows count from 0. */
export interface Headings {
  /** `in:<id>`, `out:<id>` and `note` to their columns. */
  readonly columns: ReadonlyMap<string, number>;
  readonly idColumn: number | undefined;
  readonly firstRow: number;
  /** Names as the heading rows give them, by key; empty where the file has one line of headings only. */
  readonly names: ReadonlyMap<string, LocalizedText>;
}

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly SheetProblem[] };

/** Keys in the fourth row tell a sheet of ours; otherwise the first row names the columns. */
export function readHeadings(grid: Grid, table: Pick<TableDecision, "inputs" | "outputs">): Read<Headings> {
  if (grid.length === 0) return failed("A1", "sheet-empty");
  const keys = grid[HEADING_ROWS - 1] ?? [];
  const isOurs = keys.some((key) => typeof key === "string" && /^(in|out):/.test(key));
  return isOurs ? byKey(grid, keys, table) : byName(grid[0] ?? [], table);
}

const failed = (cell: string, code: SheetProblem["code"], data: Record<string, unknown> = {}): Read<never> => ({
  ok: false,
  problems: [{ cell, code, message: textOf(code, { cell, ...data }) }],
});

function byKey(
  grid: Grid,
  keys: readonly CellValue[],
  table: Pick<TableDecision, "inputs" | "outputs">,
): Read<Headings> {
  const columns = new Map<string, number>();
  const names = new Map<string, LocalizedText>();
  for (const [column, key] of keys.entries()) {
    if (typeof key !== "string") continue;
    columns.set(key, column);
    names.set(key, {
      ...named("zh-CN", grid[0]?.[column]),
      ...named("en", grid[1]?.[column]),
    });
  }
  return complete({ columns, names, idColumn: columns.get("id"), firstRow: HEADING_ROWS }, table);
}

const named = (language: string, value: CellValue | undefined): LocalizedText =>
  typeof value === "string" && value.trim() !== "" ? { [language]: value.trim() } : {};

const rowWords: ReadonlySet<string> = new Set(["id", "row", "行号", "行"]);
const noteWords: ReadonlySet<string> = new Set(["note", "notes", "备注", "说明"]);

function byName(heading: readonly CellValue[], table: Pick<TableDecision, "inputs" | "outputs">): Read<Headings> {
  const known = [
    ...table.inputs.map((column) => ({ key: `in:${column.id}`, column })),
    ...table.outputs.map((column) => ({ key: `out:${column.id}`, column })),
  ];
  const columns = new Map<string, number>();
  let idColumn: number | undefined;
  for (const [at, value] of heading.entries()) {
    const word = typeof value === "string" ? value.trim().toLowerCase() : "";
    if (word === "") continue;
    if (rowWords.has(word)) idColumn = at;
    else if (noteWords.has(word)) columns.set("note", at);
    else {
      const found = known.find(({ column }) =>
        [column.id, ...Object.values(column.name)].some((name) => name.toLowerCase() === word),
      );
      if (found === undefined)
        return failed(cellAddress(at, 0), "sheet-column-unknown", {
          name: value,
          known: known.map(({ column }) => column.id),
        });
      columns.set(found.key, at);
    }
  }
  return complete({ columns, idColumn, firstRow: 1, names: new Map() }, table);
}

/** A table without one of its outputs would decide nothing; one without an input would decide too much. */
function complete(headings: Headings, { inputs, outputs }: Pick<TableDecision, "inputs" | "outputs">): Read<Headings> {
  const wanted = [...inputs.map(({ id }) => ["in", id] as const), ...outputs.map(({ id }) => ["out", id] as const)];
  const missing = wanted.filter(([side, id]) => !headings.columns.has(`${side}:${id}`)).map(([, id]) => id);
  return missing.length === 0
    ? { ok: true, value: headings }
    : failed("A1", "sheet-column-missing", { names: missing });
}
