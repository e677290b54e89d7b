/** What no row of a table takes. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { Box, everywhere, intersectionOfBoxes } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { cellSet, differenceOf, includes, runsOf, sameCells, touches } from "./cell-set.ts";
import { type Budget, uncovered } from "./cover.ts";
import { describeBox } from "./describe.ts";
import { gapFixes } from "./table-fixes.ts";
import type { RowView } from "./table-rows.ts";
import { hitRows, MOST_CONFIRMED, type TableView } from "./table-view.ts";
import { ordersIn, type Shown } from "./witness.ts";

const MOST_GAPS = 3;
const MOST_TRIES = 8;
const BUDGET = 20_000_000;

interface Gap {
  readonly box: Box;
  readonly shown: Shown;
}

/** The gaps that are told: those in which nothing is missing, and only where there are none of them, another one. */
interface Gaps {
  readonly found: readonly Gap[];
  readonly severity: "warning" | "info";
  /** Nothing is left out beside those found. */
  readonly isWhole: boolean;
  readonly undecided: readonly Diagnostic[];
}

export function gapsOf(view: TableView): readonly Diagnostic[] {
  const last = view.notes.get("gaps") as Gaps | undefined; // kept under the same name below
  const gaps = (last === undefined || view.kept !== "all" ? undefined : gapsLeft(view, last)) ?? findGaps(view);
  view.notes.set("gaps", gaps);
  const told = gaps.found.map(({ box, shown }) => gap(view, box, shown, gaps.severity));
  return [...told, ...gaps.undecided];
}

/** The gaps of the last look, where no row that came or went makes or closes one; else undefined. */
function gapsLeft(view: TableView, last: Gaps): Gaps | undefined {
  const { fresh, gone } = view;
  if (last.undecided.length > 0 || fresh.some(({ boxes }) => boxes === undefined)) return undefined;
  const taken = fresh.flatMap(({ boxes }) => boxes ?? []);
  if (last.found.some(({ box }) => taken.some((one) => one.touches(box)))) return undefined;
  if (last.severity === "warning" && last.found.length === MOST_GAPS) return last;
  const isOneOfMany = last.severity === "info" && last.found.length === 1;
  if (!last.isWhole && !isOneOfMany) return undefined;
  const given = [...boxesOf(view), ...last.found.map(({ box }) => box)];
  const budget: Budget = { looks: BUDGET };
  // Of many gaps with something missing one is told: what counts is whether one without opens.
  const within = isOneOfMany ? presentIn(view) : everywhere;
  const isTaken = (box: Box): boolean => {
    const part = intersectionOfBoxes(box, within);
    return part === undefined || uncovered(part, given, view.space.axes, budget).kind === "covered";
  };
  return gone.every(({ boxes }) => (boxes ?? []).every(isTaken)) ? last : undefined;
}

const boxesOf = ({ rows }: TableView): readonly Box[] => rows.flatMap(({ boxes }) => boxes ?? []);

/** First what is there throughout; only where that is all taken, what is missing. */
function findGaps(view: TableView): Gaps {
  if (view.rows.some(({ boxes }) => boxes === undefined))
    return { ...none, undecided: [cannotDecide("/rows", reasons.gaps, reasons.tooMany)] };
  const budget: Budget = { looks: BUDGET };
  const inPresent = gapsWithin(view, presentIn(view), MOST_GAPS, budget);
  if (inPresent.found.length > 0 || inPresent.undecided.length > 0) return { ...inPresent, severity: "warning" };
  return { ...gapsWithin(view, everywhere, 1, budget), severity: "info" };
}

/** Where no column's value is missing. */
function presentIn({ subjects, space }: TableView): Box {
  const sides = subjects.flatMap((subject) => {
    const place = space.placeOf(subject.key);
    const axis = place === undefined ? undefined : space.axes[place];
    const isFree = place === undefined || axis === undefined || sameCells(axis.present, axis.everything);
    return isFree ? [] : [[place, axis.present] as const];
  });
  return new Box(new Map(sides));
}

type Found = Pick<Gaps, "found" | "isWhole" | "undecided">;
const none: Gaps = { found: [], severity: "info", isWhole: true, undecided: [] };

function gapsWithin(view: TableView, within: Box, most: number, budget: Budget): Found {
  const taken = [...boxesOf(view)];
  const found: Gap[] = [];
  let unshown = 0;
  let isWhole = false;
  for (let tries = 0; tries < MOST_TRIES && found.length < most; tries += 1) {
    const search = uncovered(within, taken, view.space.axes, budget);
    if (search.kind === "spent")
      return { found, isWhole, undecided: [cannotDecide("/rows", reasons.gaps, reasons.tooMuch)] };
    isWhole = search.kind === "covered";
    if (search.kind === "covered") break;
    const box = widened(view, search.box, within, taken);
    taken.push(box);
    const shown = confirmed(view, box);
    if (shown === undefined) unshown += 1;
    else found.push({ box, shown });
  }
  const isDoubt = found.length === 0 && unshown > 0;
  return {
    found,
    isWhole: isWhole && unshown === 0,
    undecided: isDoubt ? [cannotDecide("/rows", reasons.gaps, reasons.noOrder)] : [],
  };
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
