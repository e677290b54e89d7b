/** Gaps, overlaps and shadows of a decision table, each shown by an order. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { TableDecision } from "../../schema/decision.ts";
import type { Axis } from "./axis.ts";
import { Box, everywhere, intersectionOfBoxes } from "./box.ts";
import type { Budget } from "./cover.ts";
import { uncovered } from "./cover.ts";
import { type CellSet, runOf } from "./cell-set.ts";
import { describeBox } from "./describe.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import type { Memo } from "./memo.ts";
import { type Meetings, meetingRows } from "./meeting-rows.ts";
import type { Reading } from "./reading.ts";
import { gapsOf } from "./table-gaps.ts";
import { narrowed, removeRow, takeFirst } from "./table-fixes.ts";
import { hitRows, MOST_CONFIRMED, type RowView, type TableView, viewOf } from "./table-view.ts";
import { ordersIn, type Shown } from "./witness.ts";

/** More findings of one kind are counted, not listed. */
const MOST_FINDINGS = 30;
/** Looks at pairs and boxes; a table of 10,000 rows takes a fraction of it. */
const BUDGET = 60_000_000;
const ROW_BUDGET = 200_000;

const listing: ReadonlySet<TableDecision["hitPolicy"]> = new Set(["COLLECT", "RULE ORDER", "OUTPUT ORDER"]);

export function analyseTable(table: TableDecision, reading: Reading, memo: Memo): readonly Diagnostic[] {
  const view = viewOf(table, reading, memo);
  const never = view.rows.filter(({ boxes }) => boxes?.length === 0);
  return [
    ...never.map((row) => neverTaken(row)),
    ...(listing.has(table.hitPolicy) || table.default !== undefined || table.rows.length === 0
      ? []
      : gapsOf(view, memo)),
    ...meetings(view, memo),
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

function meetings(view: TableView, memo: Memo): readonly Diagnostic[] {
  const { hitPolicy } = view.table;
  if (hitPolicy !== "UNIQUE" && hitPolicy !== "ANY" && hitPolicy !== "FIRST") return [];
  const budget: Budget = { looks: BUDGET };
  const met = meetingRows(view, budget, memo);
  if (met === undefined) return [cannotDecide("/rows", reasons.rows(view.rows.length), reasons.tooMuch)];
  return hitPolicy === "FIRST" ? shadows(view, met, memo) : overlaps(view, met, memo);
}

function overlaps(view: TableView, met: Meetings, memo: Memo): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let more = 0;
  let unshown = 0;
  for (const [later, earlier] of met) {
    for (const index of earlier) {
      const [a, b] = [view.rows[index], view.rows[later]];
      if (a === undefined || b === undefined || agree(view, a, b)) continue;
      if (found.length >= MOST_FINDINGS) more += 1;
      else {
        const one = memo.get(
          `overlap ${view.signature} ${view.table.hitPolicy} ${String(index)} ${String(later)} ${a.key} ${b.key}`,
          () => ({
            found: overlap(view, a, b),
          }),
        );
        if (one.found === undefined) unshown += 1;
        else found.push(one.found);
      }
    }
  }
  return [
    ...found,
    ...(more > 0 ? [diagnostic("info", "findings-left-out", "/rows", { count: more })] : []),
    ...(unshown > 0 ? [cannotDecide("/rows", reasons.pairs(unshown), reasons.noOrder)] : []),
  ];
}

function agree({ table }: TableView, a: RowView, b: RowView): boolean {
  return (
    table.hitPolicy === "ANY" &&
    table.outputs.every(({ id }) => (a.row.then[id] ?? "").trim() === (b.row.then[id] ?? "").trim())
  );
}

function overlap(view: TableView, a: RowView, b: RowView): Diagnostic | undefined {
  const { table, space, naming } = view;
  for (const own of a.boxes ?? []) {
    for (const other of b.boxes ?? []) {
      const both = intersectionOfBoxes(own, other);
      if (both === undefined) continue;
      const shown = ordersIn(both, space.axes, undefined).find(
        ({ facts }) => hitRows(table, [a.row, b.row], facts)?.length === 2,
      );
      if (shown === undefined) continue;
      const code = table.hitPolicy === "ANY" ? "rows-disagree" : "rows-overlap";
      const data = { row: a.index + 1, other: b.index + 1, example: describeBox(both, space.axes, naming) };
      const found = diagnostic("warning", code, `/rows/${String(b.index)}`, data);
      return { ...found, witness: shown.witness, fixes: [...narrowed(view, b, a), takeFirst] };
    }
  }
  return undefined;
}

function shadows(view: TableView, met: Meetings, memo: Memo): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let spent = 0;
  let more = 0;
  for (const [later, earlier] of met) {
    const row = view.rows[later];
    if (row?.boxes === undefined || row.boxes.length === 0) continue;
    const before = earlier.flatMap((index) => view.rows[index] ?? []);
    const key = `shadow ${view.signature} ${row.key} ${before.map((one) => one.key).join()}`;
    const { by } = memo.get(key, () => ({ by: coveredBy(view, row, before) }));
    if (by === "spent") spent += 1;
    else if (by !== undefined && found.length >= MOST_FINDINGS) more += 1;
    else if (by !== undefined) {
      const one = memo.get(`shown ${key}`, () => ({ shadow: shadowOf(view, row, by) }));
      if (one.shadow !== undefined) found.push(shadowed(view, row, one.shadow));
    }
  }
  return [
    ...found,
    ...(more > 0 ? [diagnostic("info", "findings-left-out", "/rows", { count: more })] : []),
    ...(spent > 0 ? [cannotDecide("/rows", reasons.rows(spent), reasons.tooMuch)] : []),
  ];
}

interface Shadow {
  readonly by: readonly RowView[];
  readonly shown: Shown | undefined;
  readonly box: Box;
}

/** The rows that take all that a row takes; undefined where something is left for it. */
function coveredBy(
  { space }: TableView,
  row: RowView,
  before: readonly RowView[],
): readonly RowView[] | "spent" | undefined {
  const own = row.boxes ?? [];
  const alone = before.find((one) => own.every((box) => (one.boxes ?? []).some((outer) => outer.includes(box))));
  if (alone !== undefined) return [alone];
  const boxes = before.flatMap((one) => one.boxes ?? []);
  if (own.some((box) => cornersOf(box, space.axes).some((corner) => !boxes.some((other) => other.includes(corner)))))
    return undefined;
  const budget: Budget = { looks: ROW_BUDGET };
  for (const box of own) {
    const rest = uncovered(box, boxes, space.axes, budget);
    if (rest.kind === "found") return undefined;
    if (rest.kind === "spent") return "spent";
  }
  return before;
}

/** Two single points of a box: most rows that are not covered show it there, with no search. */
function cornersOf(box: Box, axes: readonly Axis[]): readonly Box[] {
  const corner = (pick: (cells: CellSet) => number | undefined): Box => {
    const cells = axes.map((axis, place) => pick(box.side(place) ?? axis.everything) ?? 0);
    return new Box(new Map(cells.map((cell, place) => [place, runOf(cell, cell)])));
  };
  return [corner((cells) => cells[0]), corner((cells) => cells.at(-1))];
}

/** The evaluator has the last word: an order that the row does win is no shadow. */
function shadowOf({ space, table }: TableView, row: RowView, by: readonly RowView[]): Shadow | undefined {
  const own = row.boxes ?? [];
  const orders = own.slice(0, 2).flatMap((box) => ordersIn(box, space.axes, undefined, 1));
  const hits = orders.map((shown) => {
    const tried = by.slice(0, MOST_CONFIRMED).map((one) => one.row);
    return { shown, hit: hitRows(table, [...tried, row.row], shown.facts) };
  });
  if (by.length <= MOST_CONFIRMED && hits.some(({ hit }) => hit?.[0] === row.row.id)) return undefined;
  const shown = hits.find(({ hit }) => hit !== undefined && hit.length > 1 && hit.at(-1) === row.row.id)?.shown;
  return { by, shown, box: own[0] ?? everywhere };
}

const MOST_NAMED = 3;

function shadowed({ space, naming, table }: TableView, row: RowView, { by, shown, box }: Shadow): Diagnostic {
  const places = by.slice(0, MOST_NAMED).map((one) => String(one.index + 1));
  const more = by.length > MOST_NAMED;
  const names = {
    "zh-CN": `第 ${places.join("、")} 行${more ? "等" : ""}`,
    en: `${by.length > 1 ? "rows" : "row"} ${places.join(", ")}${more ? " and others" : ""}`,
  };
  const data = { row: row.index + 1, by: names, example: describeBox(box, space.axes, naming) };
  const found = diagnostic(
    shown === undefined ? "info" : "warning",
    "row-shadowed",
    `/rows/${String(row.index)}`,
    data,
  );
  const first = Math.min(...by.map((one) => one.index));
  const moved = {
    title: { "zh-CN": `移到第 ${String(first + 1)} 行前面`, en: `Move it before row ${String(first + 1)}` },
    edits: [
      { op: "remove" as const, path: `/rows/${String(row.index)}` },
      { op: "add" as const, path: `/rows/${String(first)}`, value: table.rows[row.index] ?? null },
    ],
  };
  const fixes = [removeRow(row.index, row.row), moved];
  return shown === undefined ? { ...found, fixes } : { ...found, witness: shown.witness, fixes };
}
