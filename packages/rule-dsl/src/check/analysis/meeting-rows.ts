/** Which rows take some of the same orders. Rows that were there at the last look are not compared again. */
import { type Budget, meetingPairs } from "./cover.ts";
import type { Memo } from "./memo.ts";
import type { RowView, TableView } from "./table-view.ts";

/** For each row the earlier rows that take some of the same orders. */
export type Meetings = ReadonlyMap<number, readonly number[]>;

type Met = Map<string, Set<string>>;

interface Kept {
  /** By a row's key, the keys of those it meets. */
  readonly met: Met;
}

/** For each row the earlier ones it meets, in order; undefined where there are too many pairs to look at. */
export function meetingRows(view: TableView, budget: Budget, memo: Memo): Meetings | undefined {
  const name = `meetings ${view.table.id} ${view.subjects.map(({ key }) => key).join()}`;
  const kept = memo.last(name) as Kept | undefined; // kept under the same name below
  const met = kept === undefined ? allMeetings(view.rows, view, budget) : newMeetings(view, kept, budget);
  if (met === undefined) return undefined;
  memo.keep(name, { met } satisfies Kept);
  const places = new Map(view.rows.map(({ key, index }) => [key, index]));
  return new Map(
    view.rows.flatMap(({ key, index }) => {
      const earlier = [...(met.get(key) ?? [])].flatMap((other) => {
        const place = places.get(other);
        return place !== undefined && place < index ? [place] : [];
      });
      return earlier.length === 0 ? [] : [[index, earlier.sort((a, b) => a - b)] as const];
    }),
  );
}

function join(met: Met, a: RowView, b: RowView): void {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const known = met.get(one.key) ?? new Set();
    met.set(one.key, known.add(other.key));
  }
}

function allMeetings(rows: readonly RowView[], { space }: TableView, budget: Budget): Met | undefined {
  const met: Met = new Map(rows.map(({ key }) => [key, new Set<string>()]));
  const boxes = rows.map(({ boxes: own }) => own ?? []);
  const isWhole = meetingPairs(boxes, space.axes, budget, (a, b) => {
    const [one, other] = [rows[a], rows[b]];
    if (one !== undefined && other !== undefined) join(met, one, other);
    return true;
  });
  return isWhole ? met : undefined;
}

/** The meetings of the last look, without the rows that are gone and with those that are new. */
function newMeetings(view: TableView, kept: Kept, budget: Budget): Met | undefined {
  const keys = new Set(view.rows.map(({ key }) => key));
  const fresh = view.rows.filter(({ key }) => !kept.met.has(key));
  if (fresh.length > view.rows.length / 4) return allMeetings(view.rows, view, budget);
  const { met } = kept;
  for (const gone of [...met.keys()].filter((key) => !keys.has(key))) {
    for (const other of met.get(gone) ?? []) met.get(other)?.delete(gone);
    met.delete(gone);
  }
  for (const row of fresh) {
    budget.looks -= view.rows.length;
    if (budget.looks < 0) return undefined;
    for (const other of view.rows) {
      if (other === row) continue;
      if ((row.boxes ?? []).some((box) => (other.boxes ?? []).some((own) => own.touches(box)))) join(met, row, other);
    }
  }
  return met;
}
