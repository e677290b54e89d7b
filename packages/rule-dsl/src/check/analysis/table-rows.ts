/** The rows of a table as the analysis sees them, kept from one look to the next. */
import { sameJson } from "../../compile/table-hits.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { TableDecision } from "../../schema/decision.ts";
import type { Box } from "./box.ts";
import { resultOf } from "./decision-outputs.ts";
import type { Formula } from "./formula.ts";

export type Row = TableDecision["rows"][number];

export interface RowView {
  readonly row: Row;
  index: number;
  readonly formula: Formula;
  readonly isRiddle: boolean;
  /** Undefined where the row falls into too many alternatives. */
  boxes: readonly Box[] | undefined;
  /** The other rows that take some of the same orders, in no order. */
  met: readonly RowView[];
  /** Where it stands among results, best first, column by column; undefined where its results are computed. */
  readonly ranks: readonly number[] | undefined;
  /** By the name of what was found out of this row; void when a row it meets comes or goes. */
  readonly found: Map<unknown, unknown>;
}

/** Whether the first of two rows comes before the other when both are hit: by place, or by the listed results first. */
export function comesBefore(a: RowView, b: RowView, isRanked: boolean): boolean {
  if (!isRanked) return a.index < b.index;
  const [own, theirs] = [a.ranks ?? [], b.ranks ?? []];
  const place = own.findIndex((rank, index) => rank !== theirs[index]);
  return place === -1 ? a.index < b.index : (own[place] ?? 0) < (theirs[place] ?? 0);
}

/** DMN 1.5, 8.2.8: by the order in which a column lists its values; what is not listed comes last. */
export function ranksOf({ outputs }: TableDecision, { then }: Pick<Row, "then">): readonly number[] | undefined {
  const ranks: number[] = [];
  for (const { id, values } of outputs) {
    if (values === undefined) continue;
    const result = resultOf((then[id] ?? "").trim());
    if (result === undefined) return undefined;
    ranks.push(rankIn(values, result));
  }
  return ranks;
}

function rankIn(values: readonly JsonValue[], result: JsonValue): number {
  const rank = values.findIndex((value) => sameJson(value, result));
  return rank === -1 ? values.length : rank;
}

/** Of the row as it was, when nothing of it has changed; else the new one. By identity what is kept can be told. */
export function settledRows(rows: readonly Row[], before: readonly Row[]): readonly Row[] {
  if (before.length === 0) return rows;
  let byId: Map<string, Row> | undefined;
  return rows.map((row, index) => {
    const here = before[index];
    if (here !== undefined && isSame(here, row)) return here;
    byId ??= new Map(before.map((one) => [one.id, one]));
    const moved = byId.get(row.id);
    return moved !== undefined && isSame(moved, row) ? moved : row;
  });
}

/** `a` is a row by its schema; `b` may be anything that is a map. */
function isSame(a: Row, b: Row): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.note === b.note &&
      sameTexts(a.when, b.when) &&
      sameTexts(a.then, b.then) &&
      sizeOf(a) === sizeOf(b))
  );
}

function sameTexts(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>> | undefined): boolean {
  if (typeof b !== "object") return false;
  let size = 0;
  for (const key in a) {
    if (a[key] !== b[key]) return false;
    size += 1;
  }
  return size === sizeOf(b);
}

function sizeOf(map: object): number {
  let size = 0;
  for (const _ in map) size += 1;
  return size;
}
