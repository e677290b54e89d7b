import type { OrderFilter } from "../../../api/orders.ts";
import { addDays, startOfDay } from "../../../shared/format/date.ts";

export const datePresets = ["today", "yesterday", "7d", "30d"] as const;
export type DatePreset = (typeof datePresets)[number];

/** What the address of the orders page says; a link to it shows the same list to anybody. */
export interface OrderSearch {
  readonly q?: string;
  readonly channel?: string;
  readonly status?: string;
  readonly stage?: string;
  readonly stuck?: true;
  /** A preset that moves with the days, or business days `from` and `to`, both included. */
  readonly date?: DatePreset;
  readonly from?: string;
  readonly to?: string;
  readonly view?: "list";
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;

const day = (value: unknown): string | undefined =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;

/** Drops what is unknown or empty, so that the address stays short. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> }; // the undefined ones are gone
}

export function parseOrderSearch(raw: Record<string, unknown>): OrderSearch {
  const date = datePresets.find((preset) => preset === raw["date"]);
  return present({
    q: text(raw["q"]),
    channel: text(raw["channel"]),
    status: text(raw["status"]),
    stage: text(raw["stage"]),
    stuck: raw["stuck"] === true || raw["stuck"] === "true" ? (true as const) : undefined,
    date,
    from: date === undefined ? day(raw["from"]) : undefined,
    to: date === undefined ? day(raw["to"]) : undefined,
    view: raw["view"] === "list" ? ("list" as const) : undefined,
  });
}

const presetDays: Readonly<Record<DatePreset, readonly [first: number, last: number]>> = {
  today: [0, 0],
  yesterday: [-1, -1],
  "7d": [-6, 0],
  "30d": [-29, 0],
};

/** The days the search is about, as business days; open where it does not say. */
export function daysOf(search: OrderSearch, today: string): { readonly from?: string; readonly to?: string } {
  if (search.date === undefined) return present({ from: search.from, to: search.to });
  const [first, last] = presetDays[search.date];
  return { from: addDays(today, first), ...(last === 0 ? {} : { to: addDays(today, last) }) };
}

/** What the runtime is asked for. */
export function filterOf(search: OrderSearch, today: string, timeZone: string): OrderFilter {
  const { from, to } = daysOf(search, today);
  return present({
    q: search.q,
    channel: search.channel,
    status: search.status,
    stage: search.stage,
    stuck: search.stuck,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    to: to === undefined ? undefined : startOfDay(addDays(to, 1), timeZone),
  });
}

/** Whether anything but the way of viewing was chosen. */
export const isFiltered = ({ view: _view, ...rest }: OrderSearch): boolean => Object.keys(rest).length > 0;
