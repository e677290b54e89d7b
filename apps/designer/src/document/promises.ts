import type { FulfilmentPromise, PromiseTable } from "@orderloom/rule-dsl";
import { moved } from "./moved.ts";
import { freshId } from "./new-node.ts";

export type Ahead = NonNullable<PromiseTable["ahead"]>[number];

/** The table with one promise moved up (-1) or down (1); the first that fits counts, so the order decides. */
export function movePromise(table: PromiseTable, id: string, by: -1 | 1): PromiseTable {
  const from = table.promises.findIndex((promise) => promise.id === id);
  return { ...table, promises: moved(table.promises, from, by) };
}

/** At the end, where it takes nothing from those before it. */
export function addPromise(table: PromiseTable): PromiseTable {
  const id = freshId(new Set(table.promises.map((promise) => promise.id)), "promise");
  return { ...table, promises: [...table.promises, { id, within: "P1D", from: "paid" }] };
}

export const removePromise = (table: PromiseTable, id: string): PromiseTable => ({
  ...table,
  promises: table.promises.filter((promise) => promise.id !== id),
});

export const setPromise = (
  table: PromiseTable,
  id: string,
  change: Partial<Pick<FulfilmentPromise, "within" | "from">>,
): PromiseTable => changePromise(table, id, (promise) => ({ ...promise, ...change }));

/** For some channels or levels only; for all of them when none is named. */
export const narrowPromise = (
  table: PromiseTable,
  id: string,
  by: "channels" | "levels",
  to: readonly string[],
): PromiseTable =>
  changePromise(table, id, ({ [by]: _, ...promise }) => ({
    ...promise,
    ...(to.length === 0 ? {} : { [by]: [...to] }),
  }));

const changePromise = (
  table: PromiseTable,
  id: string,
  change: (promise: FulfilmentPromise) => FulfilmentPromise,
): PromiseTable => ({
  ...table,
  promises: table.promises.map((promise) => (promise.id === id ? change(promise) : promise)),
});

/** The place, from 1, of an earlier promise that already takes every order which this one could; undefined when it can count. */
export function coveredBy({ promises }: PromiseTable, id: string): number | undefined {
  const own = promises.findIndex((promise) => promise.id === id);
  const promise = promises[own];
  if (promise === undefined) return undefined;
  const earlier = promises.findIndex(
    (other, index) =>
      index < own && takesAll(other.channels, promise.channels) && takesAll(other.levels, promise.levels),
  );
  return earlier < 0 ? undefined : earlier + 1;
}

const takesAll = (wider: readonly string[] | undefined, narrower: readonly string[] | undefined): boolean =>
  wider === undefined || (narrower?.every((one) => wider.includes(one)) ?? false);

export const addAhead = (table: PromiseTable): PromiseTable => ({
  ...table,
  ahead: [...(table.ahead ?? []), { level: "", by: "PT30M" }],
});

export const setAhead = (table: PromiseTable, place: number, change: Partial<Ahead>): PromiseTable => ({
  ...table,
  ahead: (table.ahead ?? []).map((one, index) => (index === place ? { ...one, ...change } : one)),
});

/** Nothing is kept of a list that is empty. */
export function removeAhead({ ahead = [], ...table }: PromiseTable, place: number): PromiseTable {
  const rest = ahead.filter((_, index) => index !== place);
  return rest.length === 0 ? table : { ...table, ahead: rest };
}

/** Why a line about going ahead says nothing yet: no level is named, or an earlier line names the same. */
export function aheadProblem({ ahead = [] }: PromiseTable, place: number): "unnamed" | "twice" | undefined {
  const level = ahead[place]?.level.trim();
  if (level === undefined || level === "") return "unnamed";
  return ahead.findIndex((one) => one.level.trim() === level) < place ? "twice" : undefined;
}
