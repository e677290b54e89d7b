/**
 * DMN decision tables (DMN 1.5, chapter 8).
 *
 * A hit is a map of output id to value. UNIQUE, FIRST, PRIORITY and ANY give one map, or null when no row applies;
 * COLLECT, RULE ORDER and OUTPUT ORDER give a list of maps, empty when none applies; COLLECT with sum, min or max gives
 * one map, with count a number. The default row stands in where no row applies.
 */
import type { CellTrace, DecisionTrace, TracedValue } from "../explain/trace.ts";
import type { Facts, FeelValue } from "../expression/values.ts";
import { fromFact } from "../expression/values.ts";
import type { JsonObject } from "../schema/common.ts";
import type { TableDecision } from "../schema/decision.ts";
import { comparable, ForeignAmount } from "./comparable.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { DecisionBody, Verdict } from "./decision-body.ts";
import { type CellProgram, cellProgram, type FeelProgram, feelProgram } from "./feel-program.ts";
import { literalCell, literalValue } from "./literal-cell.ts";
import type { Notes } from "./notes.ts";
import { simplePath } from "./rules.ts";
import { searchTree } from "./search/build.ts";
import type { SearchNode } from "./search/node.ts";
import type { Accepts, Entry, Source } from "./search/source.ts";
import { aggregate, byOutputPriority, sameJson } from "./table-hits.ts";
import { askFor } from "./test.ts";
import { constant, mapProgram, type ValueProgram, valueProgram } from "./value.ts";

interface Column {
  readonly id: string;
  readonly path: string;
  readonly program: FeelProgram;
  readonly show: (value: unknown) => TracedValue;
  /** True when some cell speaks of null, so that a missing input is expected. */
  readonly expectsNull: boolean;
}

interface Cell extends CellProgram {
  /** What is known of the inputs it holds for. */
  readonly accepts?: Accepts;
}

interface Row {
  readonly id: string;
  /** Only cells that test something: a blank cell or `-` takes every value. */
  readonly cells: readonly { readonly column: number; readonly cell: Cell }[];
  readonly output: ValueProgram;
}

/** A table of more rows leaves those out of its traces that can be told from what came in. */
const mostTraced = 50;

interface Table {
  readonly definition: TableDecision;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Those that a trace tells of one by one. */
  readonly traced: readonly Row[];
  readonly fallback: ValueProgram | undefined;
  readonly fetched: readonly string[];
  readonly scope: CompileScope;
  readonly search: SearchNode<Inputs>;
}

/** The values of the columns, in their order. */
type Inputs = readonly FeelValue[];

export function compileTable(definition: TableDecision, scope: CompileScope): DecisionBody {
  const table = tableOf(definition, scope);
  return {
    decide(facts, notes) {
      if (askFor(table.fetched, facts, notes)) return undefined;
      const hits = hitsOf(table, inputsOf(table, facts, notes), facts);
      return verdictOf(table, hits, facts, notes);
    },
    trace: (facts, notes) => traceOf(table, facts, notes),
  };
}

function tableOf(definition: TableDecision, scope: CompileScope): Table {
  const columns = definition.inputs.map((input) => columnOf(input, definition, scope));
  const rows = definition.rows.map((row) => compileRow(row, definition, scope));
  const fallback = definition.default === undefined ? undefined : outputOf(definition.default, definition, scope);
  const parts = [
    ...columns.map((column) => column.program),
    ...rows.flatMap((row) => row.cells.map(({ cell }) => cell)),
  ];
  const fetched = [...new Set(parts.flatMap((part) => part.fetched))];
  const search = searchOf(rows, columns.length);
  return { definition, columns, rows, traced: tracedOf(rows), fallback, fetched, scope, search };
}

/** Cells that are plain literals depend on nothing but their input. */
function tracedOf(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= mostTraced) return rows;
  return rows.filter(({ cells }) => cells.some(({ cell }) => cell.accepts === undefined));
}

/** Rows by the cells that are plain literals. Cells never warn, so that no row need be looked at for its warning. */
function searchOf(rows: readonly Row[], columns: number): SearchNode<Inputs> {
  const sources = Array.from({ length: columns }, (_, column): Source<Inputs> => ({
    read: (inputs) => inputs[column],
    ready: (value) => value ?? undefined,
  }));
  const entries = rows.map(({ cells }, order): Entry<Inputs> => ({
    order,
    members: cells.flatMap(({ column, cell }) => {
      const source = sources[column];
      if (source === undefined || cell.accepts === undefined) return [];
      return [{ reads: [], keys: [{ source, accepts: cell.accepts, before: [], exact: true }] }];
    }),
  }));
  return searchTree(entries);
}

function columnOf(input: TableDecision["inputs"][number], { rows }: TableDecision, outer: CompileScope): Column {
  const typed = simplePath(`=${input.expression}`);
  const scope = typed === undefined ? outer : outer.typing(typed, input.type);
  const program = feelProgram(input.expression, scope);
  const path = simplePath(`=${input.expression}`) ?? input.expression;
  const expectsNull = rows.some((row) => /\bnull\b/.test(row.when[input.id] ?? ""));
  return { id: input.id, path, program, show: scope.tracing(path, program.reads), expectsNull };
}

function compileRow(row: TableDecision["rows"][number], definition: TableDecision, scope: CompileScope): Row {
  const cells = definition.inputs.flatMap((input, column) => {
    const text = (row.when[input.id] ?? "").trim();
    return text === "" || text === "-" ? [] : [{ column, cell: cellOf(text, scope) }];
  });
  return { id: row.id, cells, output: outputOf(row.then, definition, scope) };
}

/** Equal cells are one, and a plain literal meets FEEL only where the input is neither text nor number. */
function cellOf(text: string, scope: CompileScope): Cell {
  return scope.shared(`cell ${text}`, () => {
    const literal = literalCell(text);
    if (literal === undefined) return cellProgram(text, scope);
    let program: CellProgram | undefined;
    return {
      reads: [],
      fetched: [],
      accepts: literal.accepts,
      run: (input, facts) => literal.test(input) ?? (program ??= cellProgram(text, scope)).run(input, facts),
    };
  });
}

/** Output cells are FEEL without `=`; a blank one is null. */
function outputOf(
  cells: Readonly<Record<string, string>>,
  definition: TableDecision,
  scope: CompileScope,
): ValueProgram {
  return mapProgram(
    definition.outputs.map(({ id }) => {
      const text = (cells[id] ?? "").trim();
      const literal = text === "" ? null : literalValue(text);
      return [id, literal === undefined ? valueProgram(`=${text}`, scope) : constant(literal)];
    }),
  );
}

function inputsOf({ columns, scope }: Table, facts: Facts, notes: Notes): readonly FeelValue[] {
  return columns.map((column) => {
    const ready = comparable(column.program.run(facts, notes), scope.baseCurrency);
    if (ready instanceof ForeignAmount) {
      notes.warn(
        scope.warning("currency-mismatch", { path: column.path, given: ready.currency, base: scope.baseCurrency }),
      );
      return null;
    }
    if (ready === null && !column.expectsNull) notes.warn(scope.warning("missing-value", { path: column.path }));
    return fromFact(ready);
  });
}

/** The cell that refused the row, undefined when the row applies. */
function refusedAt(row: Row, inputs: readonly FeelValue[], facts: Facts): number | undefined {
  for (const { column, cell } of row.cells) if (!cell.run(inputs[column] ?? null, facts)) return column;
  return undefined;
}

function hitsOf({ rows, definition, search }: Table, inputs: Inputs, facts: Facts): readonly Row[] {
  const isFirst = definition.hitPolicy === "FIRST";
  const hits: number[] = [];
  let last = Infinity;
  const offer = (order: number): void => {
    const row = rows[order];
    if (order > last || row === undefined || refusedAt(row, inputs, facts) !== undefined) return;
    if (isFirst) last = order;
    hits.push(order);
  };
  search.visit(inputs, {
    get last() {
      return last;
    },
    offer,
    offerEnd({ entries }) {
      for (const { order } of entries) offer(order);
    },
    suspect: () => undefined,
  });
  const places = isFirst && hits.length > 0 ? [last] : hits.sort((a, b) => a - b);
  return places.flatMap((place) => rows[place] ?? []);
}

function verdictOf(table: Table, hits: readonly Row[], facts: Facts, notes: Notes): Verdict | undefined {
  const { definition, fallback, scope } = table;
  const programs = hits.length > 0 || fallback === undefined ? hits.map((row) => row.output) : [fallback];
  if (programs.filter((program) => askFor(program.fetched, facts, notes)).length > 0) return undefined;
  const outputs = programs.map((program) => program.run(facts, notes) as JsonObject); // outputOf makes maps
  if (hits.length === 0 && fallback === undefined) notes.warn(scope.warning("no-row"));
  return settle(definition, outputs, hits);
}

function settle(definition: TableDecision, outputs: readonly JsonObject[], hits: readonly Row[]): Verdict {
  const [first = null] = outputs;
  const rows = hits.map((row) => row.id);
  switch (definition.hitPolicy) {
    case "UNIQUE":
      return hits.length > 1 ? { incident: "several-rows", code: "several-rows", data: { rows } } : { value: first };
    case "ANY":
      return outputs.some((output) => !sameJson(output, first))
        ? { incident: "rows-differ", code: "rows-differ", data: { rows } }
        : { value: first };
    case "FIRST":
      return { value: first };
    case "PRIORITY":
      return { value: byOutputPriority(definition, outputs)[0] ?? null };
    case "RULE ORDER":
      return { value: outputs };
    case "OUTPUT ORDER":
      return { value: byOutputPriority(definition, outputs) };
    case "COLLECT":
      return { value: aggregate(definition, outputs) };
  }
}

function traceOf(table: Table, facts: Facts, notes: Notes): DecisionTrace {
  const inputs = inputsOf(table, facts, notes);
  const cells: readonly CellTrace[] = table.columns.map((column, index) => ({
    input: column.id,
    observed: column.show(inputs[index]),
  }));
  const rows = table.traced.map((row) => {
    const column = refusedAt(row, inputs, facts);
    const failed = column === undefined ? undefined : table.columns[column]?.id;
    return failed === undefined ? { id: row.id } : { id: row.id, failed };
  });
  const hits = hitsOf(table, inputs, facts).map((row) => row.id);
  const omitted = table.rows.length - rows.length;
  return { type: "table", cells, hits, rows, ...(omitted > 0 && { omitted }) };
}
