/** Gaps, overlaps and shadows of a decision table, each shown by an order. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { TableDecision } from "../../schema/decision.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import type { Memo } from "./memo.ts";
import { meetRows } from "./meeting-rows.ts";
import type { Reading } from "./reading.ts";
import { removeRow } from "./table-fixes.ts";
import { gapsOf } from "./table-gaps.ts";
import { overlaps } from "./table-overlaps.ts";
import type { RowView } from "./table-rows.ts";
import { shadows } from "./table-shadows.ts";
import { type TableView, viewOf } from "./table-view.ts";

/** Looks at pairs and boxes; a table of 10,000 rows takes a fraction of it. */
const BUDGET = 60_000_000;

const listing: ReadonlySet<TableDecision["hitPolicy"]> = new Set(["COLLECT", "RULE ORDER", "OUTPUT ORDER"]);
/** Whatever rows are hit, all of them count. */
const unranked: ReadonlySet<TableDecision["hitPolicy"]> = new Set(["COLLECT", "RULE ORDER"]);

export function analyseTable(table: TableDecision, reading: Reading, memo: Memo): readonly Diagnostic[] {
  const view = viewOf(table, reading, memo);
  const never = view.rows.filter(({ boxes }) => boxes?.length === 0);
  return [
    ...never.map((row) => neverTaken(row)),
    ...(listing.has(table.hitPolicy) || table.default !== undefined || table.rows.length === 0 ? [] : gapsOf(view)),
    ...(unranked.has(table.hitPolicy) ? [] : meetings(view)),
    ...undecided(view),
  ];
}

function neverTaken({ index, row }: RowView): Diagnostic {
  const what = { "zh-CN": `第 ${String(index + 1)} 行`, en: `Row ${String(index + 1)}` };
  const found = diagnostic("warning", "never-true", `/rows/${String(index)}/when`, { what });
  return { ...found, fixes: [removeRow(index, row)] };
}

/** What the analysis does not reach: cells that read other facts, rows of too many alternatives. */
function undecided({ rows, table }: TableView): readonly Diagnostic[] {
  if (listing.has(table.hitPolicy)) return [];
  const beyond = rows.filter(({ isRiddle, boxes }) => isRiddle || boxes === undefined);
  const [first] = beyond;
  if (first === undefined) return [];
  const place = `/rows/${String(first.index)}/when`;
  return [cannotDecide(place, reasons.rows(beyond.length), first.isRiddle ? reasons.otherFacts : reasons.tooMany)];
}

function meetings(view: TableView): readonly Diagnostic[] {
  if (!meetRows(view, { looks: BUDGET }))
    return [cannotDecide("/rows", reasons.rows(view.rows.length), reasons.tooMuch)];
  const { hitPolicy } = view.table;
  return hitPolicy === "UNIQUE" || hitPolicy === "ANY" ? overlaps(view) : shadows(view);
}
