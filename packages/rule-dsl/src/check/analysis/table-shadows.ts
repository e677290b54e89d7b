/** Rows that never win: all that they take is taken by rows that come before them, by place or by result. */
import { type Diagnostic, diagnostic, type Fix } from "../../diagnostic.ts";
import type { Axis } from "./axis.ts";
import { Box, everywhere } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { type CellSet, runOf } from "./cell-set.ts";
import { type Budget, uncovered } from "./cover.ts";
import { describeBox } from "./describe.ts";
import { removeRow } from "./table-fixes.ts";
import { comesBefore, type RowView } from "./table-rows.ts";
import { hitRows, isRanked, MOST_CONFIRMED, type TableView } from "./table-view.ts";
import { ordersIn, type Shown } from "./witness.ts";

/** More findings of one kind are counted, not listed. */
const MOST_FINDINGS = 30;
const ROW_BUDGET = 200_000;
const MOST_NAMED = 3;

export function shadows(view: TableView): readonly Diagnostic[] {
  const ranked = isRanked(view.table);
  const found: Diagnostic[] = [];
  let spent = 0;
  let more = 0;
  for (const row of view.rows) {
    if (row.met.length === 0 || row.boxes === undefined || row.boxes.length === 0) continue;
    if (ranked && row.ranks === undefined) continue;
    const by = winnersOver(view, row);
    if (by === "spent") spent += 1;
    else if (by !== undefined && found.length >= MOST_FINDINGS) more += 1;
    else if (by !== undefined) {
      const shadow = shadowOf(view, row, by);
      if (shadow !== undefined) found.push(shadowed(view, row, shadow));
    }
  }
  const unknown = ranked ? view.rows.filter(({ ranks }) => ranks === undefined).length : 0;
  return [
    ...found,
    ...(more > 0 ? [diagnostic("info", "findings-left-out", "/rows", { count: more })] : []),
    ...(spent > 0 ? [cannotDecide("/rows", reasons.rows(spent), reasons.tooMuch)] : []),
    ...(unknown > 0 ? [cannotDecide("/rows", reasons.rows(unknown), reasons.computedResults)] : []),
  ];
}

interface Shadow {
  readonly by: readonly RowView[];
  readonly shown: Shown | undefined;
  readonly box: Box;
}

type Winners = readonly RowView[] | "spent" | undefined;

/** The rows that take before it all that a row takes; undefined where something is left for it. */
function winnersOver(view: TableView, row: RowView): Winners {
  if (!row.found.has("winners")) row.found.set("winners", searchWinners(view, row));
  return row.found.get("winners") as Winners; // as it was put there
}

function searchWinners({ space, table }: TableView, row: RowView): Winners {
  const own = row.boxes ?? [];
  const ranked = isRanked(table);
  const before = row.met
    .filter((one) => (!ranked || one.ranks !== undefined) && comesBefore(one, row, ranked))
    .sort((a, b) => a.index - b.index);
  const alone = before.find((one) => own.every((box) => (one.boxes ?? []).some((outer) => outer.includes(box))));
  if (alone !== undefined) return [alone];
  const boxes = before.flatMap((one) => one.boxes ?? []);
  const isPlain = space.axes.every(({ subject }) => subject.difference === undefined);
  if (
    isPlain &&
    own.some((box) => cornersOf(box, space.axes).some((corner) => !boxes.some((other) => other.includes(corner))))
  )
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
function shadowOf(view: TableView, row: RowView, by: readonly RowView[]): Shadow | undefined {
  if (!row.found.has("shadow")) row.found.set("shadow", searchShadow(view, row, by));
  return row.found.get("shadow") as Shadow | undefined; // as it was put there
}

function searchShadow({ space, table }: TableView, row: RowView, by: readonly RowView[]): Shadow | undefined {
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

function shadowed({ space, naming, table }: TableView, row: RowView, { by, shown, box }: Shadow): Diagnostic {
  const places = by.slice(0, MOST_NAMED).map((one) => String(one.index + 1));
  const more = by.length > MOST_NAMED;
  const names = {
    "zh-CN": `第 ${places.join("、")} 行${more ? "等" : ""}`,
    en: `${by.length > 1 ? "rows" : "row"} ${places.join(", ")}${more ? " and others" : ""}`,
  };
  const data = { row: row.index + 1, by: names, example: describeBox(box, space.axes, naming) };
  // In a list of all that is hit the row is still there.
  const isListed = table.hitPolicy === "OUTPUT ORDER";
  const code = isListed ? "row-never-first" : "row-shadowed";
  const severity = shown === undefined || isListed ? "info" : "warning";
  const found = diagnostic(severity, code, `/rows/${String(row.index)}`, data);
  const fixes = isRanked(table) ? rankedFixes(row, by) : [removeRow(row.index, row.row), movedBefore(row, by)];
  return shown === undefined ? { ...found, fixes } : { ...found, witness: shown.witness, fixes };
}

function movedBefore(row: RowView, by: readonly RowView[]): Fix {
  const first = Math.min(...by.map((one) => one.index));
  return {
    title: { "zh-CN": `移到第 ${String(first + 1)} 行前面`, en: `Move it before row ${String(first + 1)}` },
    edits: [
      { op: "remove", path: `/rows/${String(row.index)}` },
      { op: "add", path: `/rows/${String(first)}`, value: row.row },
    ],
  };
}

/** A place among equals helps only where no result is better than the row's. */
function rankedFixes(row: RowView, by: readonly RowView[]): readonly Fix[] {
  const isEqual = by.every(({ ranks = [] }) => ranks.every((rank, place) => rank === row.ranks?.[place]));
  return isEqual ? [removeRow(row.index, row.row), movedBefore(row, by)] : [removeRow(row.index, row.row)];
}
