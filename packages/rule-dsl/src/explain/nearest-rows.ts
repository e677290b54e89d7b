/** Which rows of a table came near: the fewest cells that refuse, then the shortest way to what they ask for. */
import { accessor } from "../compile/json-path.ts";
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
  const firstFailed = new Map(trace.rows.map(({ id, failed }) => [id, failed]));
  const depth = (row: Row): number => {
    const place = table.inputs.findIndex(({ id }) => id === firstFailed.get(row.id));
    return place === -1 ? Number.POSITIVE_INFINITY : place;
  };
  const others = table.rows.filter(({ id }) => !trace.hits.includes(id));
  const looked =
    others.length <= MOST_LOOKED_AT ? others : others.toSorted((a, b) => depth(b) - depth(a)).slice(0, MOST_LOOKED_AT);
  const inputs = valuesOf(table, trace, facts);
  return looked
    .map((row) => {
      const failed = failedCells(row, table, inputs, firstFailed.get(row.id), facts ?? {});
      return { row, failed, away: awayOf(row, failed, inputs) };
    })
    .sort((a, b) => a.failed.length - b.failed.length || a.away - b.away);
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
    const text = (row.when[id] ?? "").trim();
    const value = inputs.get(id);
    if (text === "" || text === "-" || value === undefined) return [];
    const cell = compileUnaryTests(text, { types: (path) => feelTypeOf(path) });
    return cell.ok && cell.compiled.evaluate(value, facts).value === true ? [] : [id];
  });
  return [first, ...later];
}

/** How far the values are from what the cells ask for, each as a share of the line; a text is as far as can be. */
function awayOf(row: Row, failed: readonly string[], inputs: ReadonlyMap<string, FeelValue>): number {
  return failed.reduce((sum, id) => {
    const value = inputs.get(id);
    return sum + (typeof value === "number" ? (cellDistance((row.when[id] ?? "").trim(), value) ?? 1) : 1);
  }, 0);
}
