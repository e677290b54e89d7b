/** A table as boxes: what is needed to find gaps, overlaps and shadows, kept from one look to the next. */
import type { Facts } from "../../compile/evaluation.ts";
import { evaluateByReference } from "../../reference/evaluate-decision.ts";
import type { TableDecision } from "../../schema/decision.ts";
import type { Axis } from "./axis.ts";
import type { Naming } from "./describe.ts";
import { all, type Formula, never, riddlesOf } from "./formula.ts";
import type { Memo } from "./memo.ts";
import { readCell } from "./read-cell.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import { Speech } from "./speech.ts";
import type { Subject } from "./subject.ts";
import { bothOf, columnSubject } from "./table-columns.ts";
import { ranksOf, type Row, type RowView } from "./table-rows.ts";

export interface TableView {
  readonly table: TableDecision;
  readonly space: Space;
  readonly subjects: readonly Subject[];
  readonly rows: readonly RowView[];
  readonly naming: Naming;
  /** Rows that were not there at the last look, and those that are gone since. */
  readonly fresh: readonly RowView[];
  readonly gone: readonly RowView[];
  /** What was kept of the last look: nothing; what was said of rows, but no box; or all that no row's change makes void. */
  readonly kept: "nothing" | "rows" | "all";
  /** What is kept for the next look beside the rows, by name. */
  readonly notes: Map<string, unknown>;
}

/** What one look leaves for the next. */
interface Kept {
  readonly signature: string;
  readonly speech: Speech;
  readonly cells: readonly Map<string, Formula>[];
  readonly views: ReadonlyMap<Row, RowView>;
  readonly rows: readonly RowView[];
  readonly axes: readonly Axis[];
  readonly notes: Map<string, unknown>;
}

export function viewOf(table: TableDecision, reading: Reading, memo: Memo): TableView {
  const subjects = table.inputs.map((column) => columnSubject(column, reading));
  const { rows: _rows, name: _name, description: _description, tags: _tags, ...logic } = table;
  const signature = JSON.stringify([logic, subjects, reading.catalogue.fields.length]);
  const name = `table ${table.id}`;
  const last = memo.last(name) as Kept | undefined; // kept under the same name below
  const kept = last?.signature === signature && isLevel(last, table) ? last : undefined;
  const made =
    (kept === undefined ? undefined : nextLook(kept, table, subjects, reading)) ?? firstLook(table, subjects, reading);
  memo.keep(name, { ...made.kept, signature } satisfies Kept);
  return { table, subjects, naming: namingOf(table, subjects, reading), ...made.view };
}

interface Look {
  readonly kept: Omit<Kept, "signature">;
  readonly view: Pick<TableView, "space" | "rows" | "fresh" | "gone" | "kept" | "notes">;
}

/** Each row once, and not too many changes at a time. */
function isLevel({ views }: Kept, { rows }: TableDecision): boolean {
  const known = rows.filter((row) => views.has(row)).length;
  return known >= rows.length * (3 / 4) && new Set(rows).size === rows.length;
}

function firstLook(table: TableDecision, subjects: readonly Subject[], reading: Reading): Look {
  const speech = new Speech();
  for (const subject of subjects) speech.mention(subject);
  const cells = subjects.map(() => new Map<string, Formula>());
  const rows = table.rows.map((row, index) => rowView({ table, subjects, reading, cells }, row, index));
  for (const { formula } of rows) speech.add(formula);
  const axes = speech.axes() ?? [];
  const space = new Space(axes);
  for (const row of rows) row.boxes = space.boxesOf(row.formula);
  const notes = new Map<string, unknown>();
  return {
    kept: { speech, cells, views: byRow(rows), rows, axes, notes },
    view: { space, rows, fresh: rows, gone: [], kept: "nothing", notes },
  };
}

/** Undefined where the rows speak of other subjects than before. */
function nextLook(kept: Kept, table: TableDecision, subjects: readonly Subject[], reading: Reading): Look | undefined {
  const { speech, cells, views, notes } = kept;
  const fresh: RowView[] = [];
  const rows: RowView[] = [];
  let isInOrder = true;
  let last = -1;
  for (const [index, row] of table.rows.entries()) {
    const known = views.get(row);
    if (known === undefined) fresh.push(rowView({ table, subjects, reading, cells }, row, index));
    else if (known.index < last) isInOrder = false;
    last = known?.index ?? last;
    const view = known ?? fresh.at(-1);
    if (view !== undefined) rows.push(view);
  }
  const here = new Set(rows);
  const gone = fresh.length === 0 && rows.length === kept.rows.length ? [] : kept.rows.filter((row) => !here.has(row));
  rows.forEach((row, index) => {
    row.index = index;
  });
  for (const { formula } of fresh) speech.add(formula);
  for (const { formula } of gone) speech.remove(formula);
  const axes = speech.axes(kept.axes);
  if (axes === undefined) return undefined;
  const space = new Space(axes);
  const isKept = axes.every((axis, place) => kept.axes[place] !== undefined && axis.keeps(kept.axes[place]));
  for (const row of isKept ? fresh : rows) row.boxes = space.boxesOf(row.formula);
  if (!isInOrder || !isKept) for (const row of rows) row.found.clear();
  return {
    kept: { speech, cells, views: byRow(rows), rows, axes, notes },
    view: { space, rows, fresh, gone, kept: isKept ? "all" : "rows", notes },
  };
}

const byRow = (rows: readonly RowView[]): ReadonlyMap<Row, RowView> => new Map(rows.map((view) => [view.row, view]));

interface Columns {
  readonly table: TableDecision;
  readonly subjects: readonly Subject[];
  readonly reading: Reading;
  /** Formulas of cells that were read before, by column and text. */
  readonly cells: readonly Map<string, Formula>[];
}

function rowView(columns: Columns, row: Row, index: number): RowView {
  const { table } = columns;
  const formula = all(...table.inputs.map(({ id }, place) => readOnce(columns, (row.when[id] ?? "").trim(), place)));
  const ranks = isRanked(table) ? ranksOf(table, row) : undefined;
  const isRiddle = riddlesOf(formula).length > 0;
  return { row, index, formula, isRiddle, ranks, boxes: undefined, met: [], found: new Map() };
}

function readOnce({ subjects, reading, cells }: Columns, text: string, place: number): Formula {
  const subject = subjects[place];
  const known = cells[place]?.get(text);
  if (known !== undefined || subject === undefined) return known ?? never;
  const formula = readCell(text, subject, reading).yes;
  cells[place]?.set(text, formula);
  return formula;
}

/** Whether rows win by their results and not by their places. */
export const isRanked = ({ hitPolicy }: TableDecision): boolean =>
  hitPolicy === "PRIORITY" || hitPolicy === "OUTPUT ORDER";

function namingOf(table: TableDecision, subjects: readonly Subject[], reading: Reading): Naming {
  const names = new Map(
    table.inputs.flatMap((column, place) => {
      const subject = subjects[place];
      const name = { name: bothOf(column.name, column.id), unit: column.unit };
      return subject === undefined ? [] : [[subject.key, name] as const];
    }),
  );
  return { catalogue: reading.catalogue, names };
}

/** More rows than this are not evaluated to confirm one finding: those that come nearest are. */
export const MOST_CONFIRMED = 60;

/** Which of some rows the reference evaluator hits, first one first; undefined where it cannot say. */
export function hitRows(table: TableDecision, rows: readonly Row[], facts: Facts): readonly string[] | undefined {
  const probe: TableDecision = {
    ...table,
    hitPolicy: "RULE ORDER",
    outputs: [{ id: "row", name: { en: "Row" }, type: "string" }],
    rows: rows.map((row) => ({ ...row, then: { row: JSON.stringify(row.id) } })),
  };
  const { default: _none, aggregation: _list, facts: fetched = [], calls = [], ...plain } = probe;
  const names = [...fetched, ...calls].map(({ id }) => id);
  // What would be fetched, or decided elsewhere, is given, or has no answer.
  const answers = Object.fromEntries(names.map((id) => [id, null]));
  const found = evaluateByReference(plain, { ...answers, ...facts }, { names });
  if (found.kind !== "value" || !Array.isArray(found.value)) return undefined;
  return found.value.flatMap((output: unknown) =>
    typeof output === "object" && output !== null && "row" in output && typeof output.row === "string"
      ? [output.row]
      : [],
  );
}
