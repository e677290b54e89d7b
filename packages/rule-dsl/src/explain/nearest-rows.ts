/** Which rows of a table came near: the fewest cells that refuse, then the shortest way to what they ask for. */
import { accessor } from "../compile/json-path.ts";
import { literalCell } from "../compile/literal-cell.ts";
import { compileUnaryTests } from "../expression/compile-feel.ts";
import { type Facts, type FeelValue, fromFact } from "../expression/values.ts";
import { feelTypeOf } from "../facts/catalogue.ts";
import type { TableDecision } from "../schema/decision.ts";
import { cellDistance } from "./cell-text.ts";
import type { DecisionTrace } from "./trace.ts";

type Row = TableDecision["rows"][number];
type TableTrace = Extract<DecisionTrace, { type: "table" }>;

export interface NearRow {
  readonly row: Row;
  /** Ids of the inputs whose cells refused it; none where it applied too. */
  readonly failed: readonly string[];
}

/** Rows that are looked at cell by cell: of a large table those that were refused last. */
const MOST_LOOKED_AT = 200;

export function nearestRows(table: TableDecision, trace: TableTrace, facts: Facts | undefined): readonly NearRow[] {
  const inputs = valuesOf(table, trace, facts);
  const told = toldRows(table, trace, facts);
  const depth = ({ first }: ToldRow): number => {
    const place = table.inputs.findIndex(({ id }) => id === first);
    return place === -1 ? Number.POSITIVE_INFINITY : place;
  };
  const looked =
    told.length <= MOST_LOOKED_AT ? told : told.toSorted((a, b) => depth(b) - depth(a)).slice(0, MOST_LOOKED_AT);
  return looked
    .map(({ row, first }) => {
      const failed = failedCells(row, table, inputs, first, facts ?? {});
      return { row, failed, away: awayOf(row, failed, inputs) };
    })
    .sort((a, b) => a.failed.length - b.failed.length || a.away - b.away);
}

/** A row that did not hit, and the first input whose cell refused it; undefined where it applied too. */
export interface ToldRow {
  readonly row: Row;
  readonly first: string | undefined;
}

/** From the trace, and where that leaves a row out from what came in; nothing is said of a row that cannot be told. */
export function toldRows(table: TableDecision, trace: TableTrace, facts: Facts | undefined): ToldRow[] {
  const inputs = valuesOf(table, trace, facts);
  const traced = new Map(trace.rows.map(({ id, failed }) => [id, failed]));
  const others = table.rows.filter(({ id }) => !trace.hits.includes(id));
  return others.flatMap((row) => {
    if (traced.has(row.id) || trace.omitted === undefined) return [{ row, first: traced.get(row.id) }];
    const asking = table.inputs.filter(({ id }) => asks(row, id));
    if (asking.some(({ id }) => !inputs.has(id))) return [];
    const refusing = asking.find(({ id }) => literalCell(cellText(row, id))?.test(inputs.get(id) ?? null) !== true);
    return [{ row, first: refusing?.id }];
  });
}

function cellText(row: Row, inputId: string): string {
  return (row.when[inputId] ?? "").trim();
}
function asks(row: Row, inputId: string): boolean {
  const text = cellText(row, inputId);
  return text !== "" && text !== "-";
}

/** What came in, by input, as far as it is known: a personal value only with the order's facts. */
function valuesOf(table: TableDecision, trace: TableTrace, facts: Facts | undefined): ReadonlyMap<string, FeelValue> {
  return new Map(
    table.inputs.flatMap(({ id }) => {
      const observed = trace.cells.find(({ input }) => input === id)?.observed;
      if (observed === undefined) return [];
      if ("value" in observed) return [[id, fromFact(observed.value)] as const];
      if (facts === undefined) return [];
      const keys = observed.ref.split(".").map((key) => ({ key }));
      return [[id, fromFact(accessor(keys)(facts))] as const];
    }),
  );
}

/** The cells that refuse; the first one is known from the trace whatever came in. */
function failedCells(
  row: Row,
  table: TableDecision,
  inputs: ReadonlyMap<string, FeelValue>,
  first: string | undefined,
  facts: Facts,
): readonly string[] {
  if (first === undefined) return [];
  const from = table.inputs.findIndex(({ id }) => id === first);
  const later = table.inputs.slice(from + 1).flatMap(({ id }) => {
    const value = inputs.get(id);
    if (!asks(row, id) || value === undefined) return [];
    const cell = compileUnaryTests(cellText(row, id), { types: (path) => feelTypeOf(path) });
    return cell.ok && cell.compiled.evaluate(value, facts).value === true ? [] : [id];
  });
  return [first, ...later];
}

/** How far the values are from what the cells ask for, each as a share of the line; a text is as far as can be. */
function awayOf(row: Row, failed: readonly string[], inputs: ReadonlyMap<string, FeelValue>): number {
  return failed.reduce((sum, id) => {
    const value = inputs.get(id);
    return sum + (typeof value === "number" ? (cellDistance(cellText(row, id), value) ?? 1) : 1);
  }, 0);
}
