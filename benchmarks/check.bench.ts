import { check, createAnalysis, type TableDecision } from "@orderloom/rule-dsl";
import { largeTable, thresholdTable } from "./check/large-tables.ts";
import { type Figure, printJson } from "./figure.ts";

/* How long a whole check of a large table takes, once and again after one cell was changed. */

const ROWS = 10_000;
const TIMES = 5;

const unique = largeTable(ROWS, "UNIQUE");
const first = largeTable(ROWS, "FIRST");
const thresholds = thresholdTable(ROWS);
const figures = [
  whole("unique-10000", unique),
  whole("first-10000", first),
  whole("thresholds-10000", thresholds),
  typing("typing-unique-10000", unique),
  typing("typing-first-10000", first),
  typing("typing-thresholds-10000", thresholds),
];
if (process.argv.includes("--json")) printJson("check", figures);

/** The best of some runs: a shared machine only ever makes it slower. */
function whole(id: string, table: TableDecision): Figure {
  const times = Array.from({ length: TIMES }, () => timed(() => check(table)));
  const found = check(table).filter(({ severity }) => severity !== "info").length;
  return told(id, Math.min(...times), `${String(found)} findings`, []);
}

/** One cell changed, as somebody types, in a session that has seen the table. */
function typing(id: string, table: TableDecision): Figure {
  const analysis = createAnalysis();
  const cold = timed(() => analysis.check(table));
  const times = Array.from({ length: TIMES }, (_, turn) => {
    const changed = withCell(table, 1234, `[${String(turn * 10)}..150)`);
    return timed(() => analysis.check(changed));
  });
  const value = Math.min(...times);
  return told(id, value, `first look ${cold.toFixed(0)} ms`, [{ name: "whole", value: cold, ratio: cold / value }]);
}

function withCell(table: TableDecision, row: number, total: string): TableDecision {
  const rows = table.rows.map((each, index) => (index === row ? { ...each, when: { ...each.when, total } } : each));
  return structuredClone({ ...table, rows });
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function told(id: string, value: number, note: string, baselines: Figure["baselines"]): Figure {
  process.stdout.write(`${id.padEnd(26)}${value.toFixed(0).padStart(8)} ms  ${note}\n`);
  return { id, value, unit: "ms", baselines };
}
