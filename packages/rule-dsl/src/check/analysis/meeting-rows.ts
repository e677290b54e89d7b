/** Which rows take some of the same orders. Rows that were there at the last look are not compared again. */
import { type Budget, meetingPairs } from "./cover.ts";
import type { RowView } from "./table-rows.ts";
import type { TableView } from "./table-view.ts";

/** Brings what each row meets level with its boxes; false where there are too many pairs to look at. */
export function meetRows(view: TableView, budget: Budget): boolean {
  const isKnown = view.kept !== "nothing" && view.notes.get("meetings") === true;
  const isWhole = isKnown ? meetNew(view, budget) : meetAll(view, budget);
  view.notes.set("meetings", isWhole);
  return isWhole;
}

function meetAll({ rows, space }: TableView, budget: Budget): boolean {
  const met = rows.map((): RowView[] => []);
  const boxes = rows.map(({ boxes: own }) => own ?? []);
  const isWhole = meetingPairs(boxes, space.axes, budget, (a, b) => {
    const [one, other] = [rows[a], rows[b]];
    if (one === undefined || other === undefined) return true;
    met[a]?.push(other);
    met[b]?.push(one);
    return true;
  });
  rows.forEach((row, index) => {
    row.met = met[index] ?? [];
    row.found.clear();
  });
  return isWhole;
}

function meetNew({ rows, fresh, gone }: TableView, budget: Budget): boolean {
  const left = new Set(gone);
  for (const row of new Set(gone.flatMap(({ met }) => met))) {
    row.met = row.met.filter((other) => !left.has(other));
    row.found.clear();
  }
  budget.looks -= fresh.length * rows.length;
  if (budget.looks < 0) return false;
  for (const row of fresh)
    for (const other of rows) {
      if (other === row || row.met.includes(other) || !meet(row, other)) continue;
      row.met = [...row.met, other];
      other.met = [...other.met, row];
      other.found.clear();
    }
  return true;
}

const meet = (a: RowView, b: RowView): boolean =>
  (a.boxes ?? []).some((box) => (b.boxes ?? []).some((own) => own.touches(box)));
