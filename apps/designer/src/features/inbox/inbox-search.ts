import type { TaskFilter, TaskSort } from "../../api/tasks.ts";

export const views = ["cause", "deadline", "mine", "done"] as const;
export type InboxView = (typeof views)[number];
export const sorts = ["waiting", "urgency", "amount"] as const satisfies readonly TaskSort[];

/** What the address says: which tasks, in which order, and which of them is looked at. Amounts are minor units. */
export interface InboxSearch {
  readonly view?: Exclude<InboxView, "cause">;
  /** The group that is open: a cause or a deadline. */
  readonly key?: string;
  readonly task?: string;
  readonly sort?: Exclude<TaskSort, "waiting">;
  readonly from?: number;
  readonly to?: number;
  readonly region?: string;
}

export interface InboxPageProps {
  readonly search: InboxSearch;
  /** `push` leaves the way back behind. */
  readonly onSearch: (search: InboxSearch, how?: "push") => void;
}

/** Who is looking. */
export interface Me {
  readonly name: string;
  readonly groups: readonly string[];
}

export function parseInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const view = views.find((one) => one === raw["view"]);
  const sort = sorts.find((one) => one === raw["sort"]);
  const text = (name: string) => {
    const value = raw[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  const amount = (name: string) => {
    const value = Number(raw[name]);
    return raw[name] !== undefined && Number.isSafeInteger(value) && value >= 0 ? { [name]: value } : {};
  };
  return {
    ...(view === undefined || view === "cause" ? {} : { view }),
    ...(sort === undefined || sort === "waiting" ? {} : { sort }),
    ...text("key"),
    ...text("task"),
    ...text("region"),
    ...amount("from"),
    ...amount("to"),
  };
}

export const isNarrowed = ({ from, to, region }: InboxSearch): boolean =>
  from !== undefined || to !== undefined || region !== undefined;

/** Only what the groups of a person decide: `group` is empty for somebody who is in none. */
export function scopeOf({ view }: InboxSearch, groups: readonly string[]): TaskFilter {
  return { group: groups.join(","), ...(view === "mine" ? { mine: true } : {}) };
}

export function listFilterOf(search: InboxSearch, groups: readonly string[], key: string): TaskFilter {
  const { view, from, to, region } = search;
  return {
    ...scopeOf(search, groups),
    ...(view === "deadline" ? { deadline: key } : { cause: key }),
    ...(from === undefined ? {} : { amountFrom: from }),
    ...(to === undefined ? {} : { amountTo: to }),
    ...(region === undefined ? {} : { region }),
  };
}
