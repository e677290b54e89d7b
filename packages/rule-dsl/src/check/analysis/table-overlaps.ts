/** Rows that take the same order where only one may, or where they must agree. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { type Box, intersectionOfBoxes } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { describeBox } from "./describe.ts";
import { isPossible } from "./difference.ts";
import { narrowed, takeFirst } from "./table-fixes.ts";
import type { RowView } from "./table-rows.ts";
import { hitRows, type TableView } from "./table-view.ts";
import { ordersIn, type Shown } from "./witness.ts";

/** More findings of one kind are counted, not listed. */
const MOST_FINDINGS = 30;

export function overlaps(view: TableView): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  let more = 0;
  let unshown = 0;
  for (const later of view.rows) {
    if (later.met.length === 0) continue;
    const earlier = later.met.filter(({ index }) => index < later.index).sort((a, b) => a.index - b.index);
    for (const one of earlier) {
      if (agree(view, one, later)) continue;
      if (found.length >= MOST_FINDINGS) more += 1;
      else {
        const overlap = overlapOf(view, one, later);
        if (overlap === undefined) unshown += 1;
        else if (overlap !== "apart") found.push(told(view, one, later, overlap));
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

interface Overlap {
  readonly box: Box;
  readonly shown: Shown;
}

/** `apart`: fields that are compared with each other keep the two from taking the same order. */
function overlapOf(view: TableView, a: RowView, b: RowView): Overlap | "apart" | undefined {
  if (!b.found.has(a)) b.found.set(a, searchOverlap(view, a, b));
  return b.found.get(a) as ReturnType<typeof searchOverlap>; // as it was put there
}

function searchOverlap({ table, space }: TableView, a: RowView, b: RowView): Overlap | "apart" | undefined {
  let isApart = true;
  for (const own of a.boxes ?? [])
    for (const other of b.boxes ?? []) {
      const box = intersectionOfBoxes(own, other);
      if (box === undefined || !isPossible(box, space.axes)) continue;
      isApart = false;
      const shown = ordersIn(box, space.axes, undefined).find(
        ({ facts }) => hitRows(table, [a.row, b.row], facts)?.length === 2,
      );
      if (shown !== undefined) return { box, shown };
    }
  return isApart ? "apart" : undefined;
}

function told(view: TableView, a: RowView, b: RowView, { box, shown }: Overlap): Diagnostic {
  const { table, space, naming } = view;
  const code = table.hitPolicy === "ANY" ? "rows-disagree" : "rows-overlap";
  const data = { row: a.index + 1, other: b.index + 1, example: describeBox(box, space.axes, naming) };
  const found = diagnostic("warning", code, `/rows/${String(b.index)}`, data);
  return { ...found, witness: shown.witness, fixes: [...narrowed(view, b, a), takeFirst] };
}
