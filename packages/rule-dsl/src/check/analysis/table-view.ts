/** A table as boxes: what is needed to find gaps, overlaps and shadows, kept from one look to the next. */
import type { Facts } from "../../compile/evaluation.ts";
import { evaluateByReference } from "../../reference/evaluate-decision.ts";
import type { TableDecision } from "../../schema/decision.ts";
import type { Box } from "./box.ts";
import type { Naming } from "./describe.ts";
import { all, type Formula, never, riddlesOf } from "./formula.ts";
import type { Memo } from "./memo.ts";
import { readCell } from "./read-cell.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import type { Subject } from "./subject.ts";
import { bothOf, columnSubject } from "./table-columns.ts";

export type Row = TableDecision["rows"][number];

export interface RowView {
  readonly row: Row;
  readonly index: number;
  /** Stands for what the row takes and gives: the same key is the same row. */
  readonly key: string;
  readonly formula: Formula;
  /** Undefined where the row falls into too many alternatives. */
  readonly boxes: readonly Box[] | undefined;
  readonly isRiddle: boolean;
}

export interface TableView {
  readonly table: TableDecision;
  readonly space: Space;
  readonly subjects: readonly Subject[];
  readonly rows: readonly RowView[];
  readonly naming: Naming;
  /** Stands for the columns' subjects and every line they are cut at. */
  readonly signature: string;
}

export function viewOf(table: TableDecision, reading: Reading, memo: Memo): TableView {
  const subjects = table.inputs.map((column) =>
    memo.get(`column ${JSON.stringify([column, reading.catalogue.fieldAt(column.expression.trim())])}`, () =>
      columnSubject(column, reading),
    ),
  );
  const columns = memo.idOf(JSON.stringify(subjects));
  const cellsRead = subjects.map(() => new Map<string, Formula>());
  const readOnce = (text: string, place: number): Formula => {
    const subject = subjects[place];
    const known = cellsRead[place]?.get(text);
    if (known !== undefined || subject === undefined) return known ?? never;
    const formula = readCell(text, subject, reading).yes;
    cellsRead[place]?.set(text, formula);
    return formula;
  };
  const read = table.rows.map((row) => {
    const cells = table.inputs.map((column) => (row.when[column.id] ?? "").trim() || "-");
    const formula = memo.get(`row ${columns} ${cells.join("\u0000")}`, () => all(...cells.map(readOnce)));
    return { row, formula, key: memo.idOf(JSON.stringify([row.id, cells, row.then])), cells };
  });
  const space = new Space(
    read.map(({ formula }) => formula),
    subjects,
  );
  const signature = memo.idOf(space.signature);
  const rows = read.map(({ row, formula, key, cells }, index): RowView => {
    const made = memo.get(`boxes ${signature} ${cells.join("\u0000")}`, () => ({
      boxes: space.boxesOf(formula),
      isRiddle: riddlesOf(formula).length > 0,
    }));
    return { row, index, key, formula, ...made };
  });
  const names = new Map(
    table.inputs.flatMap((column, place) => {
      const subject = subjects[place];
      return subject === undefined
        ? []
        : [[subject.key, { name: bothOf(column.name, column.id), unit: column.unit }] as const];
    }),
  );
  return { table, space, subjects, rows, naming: { catalogue: reading.catalogue, names }, signature };
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
