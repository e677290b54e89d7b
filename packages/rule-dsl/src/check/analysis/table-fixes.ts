import type { Edit, Fix } from "../../diagnostic.ts";
import { added, fix, removed, replaced } from "../fixes/edits.ts";
import type { Box } from "./box.ts";
import { cellText } from "./table-columns.ts";
import type { Row, RowView } from "./table-rows.ts";
import type { TableView } from "./table-view.ts";

export function removeRow(index: number, { id }: Row): Fix {
  return fix("删掉这一行（{0}）", "Remove the row ({0})", [id], [removed(`/rows/${String(index)}`)]);
}

export const takeFirst: Fix = fix("改成先到的行算数", "Let the first row count", [], [replaced("/hitPolicy", "FIRST")]);

/** The row without what another one takes, where one row can say that. */
export function narrowed(view: TableView, row: RowView, other: RowView): readonly Fix[] {
  const left = view.space.rest(row.boxes ?? [], other.boxes ?? []);
  const [only] = left ?? [];
  if (left?.length !== 1 || only === undefined) return [];
  const cells = cellsOf(view, only);
  if (cells === undefined) return [];
  const edits = Object.entries(cells).flatMap(([id, text]): readonly Edit[] => {
    const given = row.row.when[id];
    const path = `/rows/${String(row.index)}/when/${id}`;
    if ((given ?? "-").trim() === text) return [];
    return [given === undefined ? added(path, text) : replaced(path, text)];
  });
  const place = String(row.index + 1);
  return edits.length === 0 ? [] : [fix("收窄第 {0} 行", "Narrow row {0}", [place], edits)];
}

/** A row for what no row takes, its results still to be written; or a default row. */
export function gapFixes(view: TableView, box: Box): readonly Fix[] {
  const { table } = view;
  const nothing = Object.fromEntries(table.outputs.map(({ id }) => [id, "null"]));
  const fallback = fix(
    "加一个默认行，结果先留空",
    "Add a default row with empty results",
    [],
    [added("/default", nothing)],
  );
  const cells = cellsOf(view, box);
  if (cells === undefined) return [fallback];
  let number = table.rows.length + 1;
  while (table.rows.some(({ id }) => id === `r${String(number)}`)) number += 1;
  const row = { id: `r${String(number)}`, when: cells, then: nothing };
  return [fix("补一行，结果先留空", "Add a row for it with empty results", [], [added("/rows/-", row)]), fallback];
}

/** The cells of a row that takes just the box; undefined where a cell cannot say it. */
function cellsOf({ table, subjects, space }: TableView, box: Box): Readonly<Record<string, string>> | undefined {
  const cells: Record<string, string> = {};
  for (const [index, column] of table.inputs.entries()) {
    const subject = subjects[index];
    const place = subject === undefined ? undefined : space.placeOf(subject.key);
    const side = place === undefined ? undefined : box.side(place);
    const axis = place === undefined ? undefined : space.axes[place];
    if (side === undefined || axis === undefined) continue;
    const text = cellText(axis.piecesOf(side));
    if (text === undefined) return undefined;
    cells[column.id] = text;
  }
  return [...box.sides.keys()].some((place) => space.axes[place]?.subject.key.startsWith("? ")) ? undefined : cells;
}
