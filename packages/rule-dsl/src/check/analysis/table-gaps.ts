/** What no row of a table takes. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { Box } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { cellSet, differenceOf, includes, runsOf, sameCells, touches } from "./cell-set.ts";
import { type Budget, uncovered } from "./cover.ts";
import { describeBox } from "./describe.ts";
import type { Memo } from "./memo.ts";
import { gapFixes } from "./table-fixes.ts";
import { hitRows, MOST_CONFIRMED, type RowView, type TableView } from "./table-view.ts";
import { ordersIn, type Shown } from "./witness.ts";

const MOST_GAPS = 3;
const MOST_TRIES = 8;
const BUDGET = 20_000_000;

export function gapsOf(view: TableView, memo: Memo): readonly Diagnostic[] {
  const key = `gaps ${view.signature} ${view.rows.map(({ key: row }) => row).join()}`;
  return memo.get(key, () => findGaps(view));
}

/** First what is there throughout; only where that is all taken, what is missing. */
function findGaps(view: TableView): readonly Diagnostic[] {
  if (view.rows.some(({ boxes }) => boxes === undefined)) return [cannotDecide("/rows", reasons.gaps, reasons.tooMany)];
  const present = new Box(
    new Map(
      view.subjects.flatMap((subject) => {
        const place = view.space.placeOf(subject.key);
        const axis = place === undefined ? undefined : view.space.axes[place];
        return place === undefined || axis === undefined || sameCells(axis.present, axis.everything)
          ? []
          : [[place, axis.present] as const];
      }),
    ),
  );
  const budget: Budget = { looks: BUDGET };
  const inPresent = gapsWithin(view, present, "warning", budget);
  if (inPresent.length > 0) return inPresent;
  return gapsWithin(view, new Box(new Map()), "info", budget).slice(0, 1);
}

function gapsWithin(view: TableView, within: Box, severity: "warning" | "info", budget: Budget): readonly Diagnostic[] {
  const taken = view.rows.flatMap(({ boxes }) => boxes ?? []);
  const found: Diagnostic[] = [];
  let unshown = 0;
  for (let tries = 0; tries < MOST_TRIES && found.length < MOST_GAPS; tries += 1) {
    const search = uncovered(within, taken, view.space.axes, budget);
    if (search.kind === "covered") break;
    if (search.kind === "spent") return [...found, cannotDecide("/rows", reasons.gaps, reasons.tooMuch)];
    const box = widened(view, search.box, within, taken);
    taken.push(box);
    const shown = confirmed(view, box);
    if (shown === undefined) unshown += 1;
    else found.push(gap(view, box, shown, severity));
  }
  return found.length === 0 && unshown > 0 ? [cannotDecide("/rows", reasons.gaps, reasons.noOrder)] : found;
}

/** As far as the gap reaches on each axis in turn, the other sides as they are. */
function widened({ space }: TableView, box: Box, within: Box, taken: readonly Box[]): Box {
  let wide = box;
  for (const place of box.sides.keys()) {
    const axis = space.axes[place];
    if (axis === undefined) continue;
    const all = within.side(place) ?? axis.everything;
    const freed = new Box(new Map([...wide.sides].filter(([each]) => each !== place)));
    const near = taken.filter((one) => one.touches(freed));
    const side = differenceOf(all, cellSet(near.flatMap((one) => runsOf(one.side(place) ?? all))));
    wide = includes(side, axis.everything) ? freed : freed.with(place, side);
  }
  return wide;
}

/** An order that none of the rows takes; of very many rows, none of those that say the least against it. */
function confirmed({ space, rows, table }: TableView, box: Box): Shown | undefined {
  const tried = (rows.length <= MOST_CONFIRMED ? rows : nearest(rows, box)).map(({ row }) => row);
  return ordersIn(box, space.axes, undefined).find(({ facts }) => hitRows(table, tried, facts)?.length === 0);
}

const nearest = (rows: readonly RowView[], box: Box): readonly RowView[] =>
  rows
    .map((row) => ({ row, away: distance(row.boxes ?? [], box) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, MOST_CONFIRMED)
    .map(({ row }) => row);

/** On how many axes the nearest alternative of a row lies elsewhere. */
function distance(boxes: readonly Box[], from: Box): number {
  const apart = (box: Box): number =>
    [...box.sides].filter(([place, side]) => !touches(side, from.side(place) ?? side)).length;
  return boxes.reduce((least, box) => Math.min(least, apart(box)), Number.MAX_SAFE_INTEGER);
}

function gap(view: TableView, box: Box, { witness }: Shown, severity: "warning" | "info"): Diagnostic {
  const example = describeBox(box, view.space.axes, view.naming);
  const found = diagnostic(severity, "table-gap", "/rows", { example });
  return { ...found, witness, fixes: gapFixes(view, box) };
}
