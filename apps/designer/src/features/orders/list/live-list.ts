import type { OrderRow } from "@orderloom/api-contract";
import type { OrderFilter } from "../../../api/orders.ts";

/*
 * The rows on screen: what was fetched, overlaid by what the board told since.
 * L1. What a row says is always the newest. L2. While held, no row that is shown moves, comes or goes; older pages may follow at the end.
 */

export interface Fetched {
  readonly stuck: readonly OrderRow[];
  /** Newest first, stuck ones among them. */
  readonly all: readonly OrderRow[];
}

export interface Listing {
  readonly stuck: readonly OrderRow[];
  readonly rest: readonly OrderRow[];
  /** Orders that came since and are not shown yet. */
  readonly fresh: number;
  /** How many rows were put before the first ones: keeps the weave of a row as it was. */
  readonly prepended: number;
}

/** More new orders than this are fetched again rather than kept. */
export const MOST_FRESH = 300;
export const MOST_STUCK = 6;

type Rows = ReadonlyMap<string, OrderRow>;

/** Newest first; among the same instant the larger id is the newer one (S33). */
const newestFirst = (one: OrderRow, other: OrderRow): number =>
  other.receivedAt - one.receivedAt || (one.id < other.id ? 1 : -1);

/** Whether a row belongs in a list of this filter. Undefined: only the runtime can tell, for it searches what rows do not carry. */
export function matches(row: OrderRow, filter: OrderFilter): boolean | undefined {
  const fits =
    (filter.channel === undefined || row.channel === filter.channel) &&
    (filter.status === undefined || row.status === filter.status) &&
    (filter.stage === undefined || row.stage === filter.stage) &&
    (filter.stuck !== true || row.stuck) &&
    (filter.from === undefined || row.receivedAt >= filter.from) &&
    (filter.to === undefined || row.receivedAt < filter.to);
  if (!fits) return false;
  return filter.q === undefined ? true : undefined;
}

interface Arranged {
  readonly stuck: readonly string[];
  readonly rest: readonly string[];
  readonly rows: Rows;
}

/** Where every row would stand now if nothing were held. */
function arrange(fetched: Fetched, live: Rows, filter: OrderFilter): Arranged {
  const rows = new Map<string, OrderRow>();
  for (const row of [...fetched.all, ...fetched.stuck]) rows.set(row.id, live.get(row.id) ?? row);
  const known = new Set(rows.keys());
  const first = fetched.all[0];
  const joining = [...live.values()]
    .filter((row) => !known.has(row.id) && matches(row, filter) === true)
    .sort(newestFirst);
  for (const row of joining) rows.set(row.id, row);
  const stays = (row: OrderRow) => matches(rows.get(row.id) ?? row, filter) !== false;
  const stuck = filter.stuck === true ? [] : stuckIds(fetched, joining, rows).filter((id) => isKept(rows, id, filter));
  const shownAbove = new Set(stuck);
  const newer = joining.filter((row) => first === undefined || newestFirst(row, first) < 0);
  const rest = [...newer, ...fetched.all.filter(stays)].map((row) => row.id).filter((id) => !shownAbove.has(id));
  return { stuck, rest, rows };
}

function isKept(rows: Rows, id: string, filter: OrderFilter): boolean {
  const row = rows.get(id);
  return row !== undefined && matches(row, filter) !== false;
}

function stuckIds(fetched: Fetched, joining: readonly OrderRow[], rows: Rows): string[] {
  const candidates = [...fetched.stuck, ...fetched.all, ...joining].map(({ id }) => id);
  return [...new Set(candidates)].filter((id) => rows.get(id)?.stuck === true).slice(0, MOST_STUCK);
}

/** The arrangement to show when rows must stay where they are (L2). */
function keepInPlace(shown: Arranged, wanted: Arranged): Arranged {
  const have = new Set([...shown.stuck, ...shown.rest]);
  const rows = new Map([...shown.rows, ...wanted.rows]);
  const last = lastOf(shown, rows);
  const older = wanted.rest.filter((id) => {
    const row = rows.get(id);
    return !have.has(id) && row !== undefined && (last === undefined || newestFirst(last, row) < 0);
  });
  return { stuck: shown.stuck, rest: [...shown.rest, ...older], rows };
}

const lastOf = ({ rest }: Arranged, rows: Rows): OrderRow | undefined => {
  const id = rest.at(-1);
  return id === undefined ? undefined : rows.get(id);
};

/** How many wanted rows are newer than anything that is shown. */
function countFresh(shown: Arranged, wanted: Arranged): number {
  const have = new Set([...shown.stuck, ...shown.rest]);
  return wanted.rest.filter((id) => !have.has(id)).length;
}

const rowsOf = (ids: readonly string[], rows: Rows): OrderRow[] =>
  ids.flatMap((id) => {
    const row = rows.get(id);
    return row === undefined ? [] : [row];
  });

/** How many of the wanted rows stand before the first that was shown. */
function newBefore(shown: Arranged | undefined, wanted: Arranged): number {
  const first = shown?.rest.find((id) => wanted.rest.includes(id));
  return first === undefined ? 0 : wanted.rest.indexOf(first);
}

/** The list of one filter, from its first fetch until another filter replaces it. */
export class LiveList {
  readonly #filter: OrderFilter;
  readonly #onOverflow: () => void;
  readonly #listeners = new Set<() => void>();
  readonly #live = new Map<string, OrderRow>();
  #fetched: Fetched | undefined;
  #shown: Arranged | undefined;
  #held = false;
  #prepended = 0;
  #joined = 0;
  #listing: Listing | undefined;

  /** `onOverflow`: so many orders are new that the list must be fetched again. */
  constructor(filter: OrderFilter, onOverflow: () => void = () => undefined) {
    this.#filter = filter;
    this.#onOverflow = onOverflow;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Undefined until the first fetch is in. */
  readonly listing = (): Listing | undefined => this.#listing;

  setFetched(fetched: Fetched): void {
    this.#fetched = fetched;
    this.#refresh();
  }

  /** Takes the newest state of some rows; those that cannot concern this list are let go. */
  frame(rows: readonly OrderRow[]): void {
    let touched = false;
    for (const row of rows) {
      if (!this.#concerns(row)) continue;
      this.#live.set(row.id, row);
      touched = true;
    }
    if (touched) this.#refresh();
  }

  #concerns(row: OrderRow): boolean {
    if (this.#live.has(row.id) || this.#shown?.rows.has(row.id) === true) return true;
    if (matches(row, this.#filter) !== true) return false;
    this.#joined += 1;
    if (this.#joined === MOST_FRESH + 1) this.#onOverflow();
    return this.#joined <= MOST_FRESH;
  }

  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held) this.#refresh();
  }

  /** Shows everything in its place now, held or not. */
  settle(): void {
    const held = this.#held;
    this.#held = false;
    this.#refresh();
    this.#held = held;
  }

  /** Forgets what was told: a fetch that begins now knows better. */
  forget(): void {
    this.#live.clear();
    this.#joined = 0;
  }

  #refresh(): void {
    if (this.#fetched === undefined) return;
    const wanted = arrange(this.#fetched, this.#live, this.#filter);
    const shown = this.#held && this.#shown !== undefined ? keepInPlace(this.#shown, wanted) : wanted;
    if (!this.#held) this.#prepended += newBefore(this.#shown, wanted);
    this.#shown = shown;
    this.#listing = {
      stuck: rowsOf(shown.stuck, shown.rows),
      rest: rowsOf(shown.rest, shown.rows),
      fresh: countFresh(shown, wanted),
      prepended: this.#prepended,
    };
    for (const listener of this.#listeners) listener();
  }
}
