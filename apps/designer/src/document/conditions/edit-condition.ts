import type { Condition } from "@orderloom/rule-dsl";
import { type GroupKind, isPlainAny, viewOf } from "./condition-view.ts";
import { type Fields, isFields, type Json, listIn, partAt, stepsOf } from "./part-at.ts";

/*
 * Edits of a condition's JSON at a place. Each returns a new condition and leaves every other key, and the order of keys,
 * as it was. A place that is not there leaves the condition unchanged.
 */

/** The root with `change` made of what stands at `at`. */
function changedAt(root: Json, steps: readonly string[], change: (part: Json) => Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return change(root);
  const list = listIn(root);
  if (list !== undefined)
    return list.map((item, place) => (place === Number(step) ? changedAt(item, rest, change) : item));
  if (!isFields(root) || !Object.hasOwn(root, step)) return root;
  return { ...root, [step]: changedAt(root[step], rest, change) };
}

// What goes in is a condition and every change below puts conditions in, so what comes out is one.
const asCondition = (json: Json): Condition => json as Condition;

function changed(root: Condition, at: string, change: (part: Json) => Json): Condition {
  return asCondition(changedAt(root, stepsOf(at), change));
}

function changedList(root: Condition, at: string, change: (members: readonly Json[]) => readonly Json[]): Condition {
  return changed(root, at, (part) => {
    const members = listIn(part);
    return members === undefined ? part : change(members);
  });
}

export const replaceAt = (root: Condition, at: string, next: Condition): Condition => changed(root, at, () => next);

const parentOf = (at: string): { readonly list: string; readonly index: number } => {
  const cut = at.lastIndexOf("/");
  return { list: at.slice(0, cut), index: Number(at.slice(cut + 1)) };
};
/** Whether a place is a member of a group, and not the whole condition or the inside of a `not`. */
export const isMember = (at: string): boolean => /\/(?:all|any)\/\d+$/.test(at);

/** Puts a condition before the member at `index` of a list such as `/all`. */
export function insertAt(root: Condition, list: string, index: number, condition: Condition): Condition {
  return changedList(root, list, (members) => [...members.slice(0, index), condition, ...members.slice(index)]);
}

/** Puts a condition behind the last of the whole: a condition that is no group becomes the first of one. */
export function append(root: Condition, condition: Condition): Condition {
  const view = viewOf(root);
  if (view.kind !== "group") return { all: [root, condition] };
  return insertAt(root, view.list, view.members.length, condition);
}

/** A group left without members stays: it holds always, and says so. */
export function removeAt(root: Condition, at: string): Condition {
  if (at === "") return { all: [] };
  if (!isMember(at)) return removeAt(root, at.slice(0, at.lastIndexOf("/")));
  const { list, index } = parentOf(at);
  return changedList(root, list, (members) => members.filter((_, place) => place !== index));
}

/** The copy stands behind the original. Ids are left out of it: they name one place each. */
export function duplicateAt(root: Condition, at: string): Condition {
  const part = partAt(root, at);
  if (part === undefined) return root;
  const copy = asCondition(withoutIds(part));
  if (!isMember(at)) return at === "" ? { all: [root, copy] } : root;
  const { list, index } = parentOf(at);
  return insertAt(root, list, index + 1, copy);
}

function withoutIds(part: Json): Json {
  if (!isFields(part)) return part;
  const { id: _id, ...rest } = part;
  const inner: Record<string, Json> = { ...rest };
  for (const key of ["all", "any"]) {
    const members = listIn(inner[key]);
    if (members !== undefined) inner[key] = members.map(withoutIds);
  }
  if ("not" in inner) inner["not"] = withoutIds(inner["not"]);
  return inner;
}

/** Moves a member to stand before `index` of `list`, both as they are before the move. Not into itself. */
export function moveTo(root: Condition, from: string, list: string, index: number): Condition {
  const part = partAt(root, from);
  if (part === undefined || !isMember(from) || `${list}/`.startsWith(`${from}/`)) return root;
  if (listIn(partAt(root, list)) === undefined) return root;
  const source = parentOf(from);
  // Behind the hole that the removed member leaves, places move up by one.
  const place = source.list === list && index > source.index ? index - 1 : index;
  return insertAt(removeAt(root, from), shifted(list, source), place, asCondition(part));
}

/** A pointer after the member at `hole` has been taken out. */
function shifted(at: string, hole: { readonly list: string; readonly index: number }): string {
  const prefix = `${hole.list}/`;
  if (!at.startsWith(prefix)) return at;
  const [first = "", ...rest] = at.slice(prefix.length).split("/");
  const index = Number(first) > hole.index ? Number(first) - 1 : Number(first);
  return [hole.list, String(index), ...rest].join("/");
}

export interface Moved {
  readonly condition: Condition;
  /** Where it stands now. */
  readonly at: string;
}

/** One place up or down in its group; past either end out of it, into the group around. */
export function nudge(root: Condition, at: string, by: -1 | 1): Moved {
  const stay = { condition: root, at };
  if (!isMember(at)) return stay;
  const { list, index } = parentOf(at);
  const members = listIn(partAt(root, list));
  if (members === undefined) return stay;
  const next = index + by;
  if (next >= 0 && next < members.length)
    return { condition: moveTo(root, at, list, by < 0 ? next : next + 1), at: `${list}/${String(next)}` };
  const group = groupAround(list);
  if (!isMember(group)) return stay;
  const outer = parentOf(group);
  const place = by < 0 ? outer.index : outer.index + 1;
  return { condition: moveTo(root, at, outer.list, place), at: `${outer.list}/${String(place)}` };
}

/** The place of the group whose members a list holds: `/all/1/not/any` is the list of the group at `/all/1`. */
const groupAround = (list: string): string => list.replace(/(?:\/not)?\/(?:all|any)$/, "");

/** Wraps one line in a group of its own. */
export function wrapAt(root: Condition, at: string, group: GroupKind): Condition {
  return changed(root, at, (part) => groupOf(group, [asCondition(part)]));
}

function groupOf(group: GroupKind, members: readonly Condition[]): Condition {
  switch (group) {
    case "all":
      return { all: members };
    case "any":
      return { any: members };
    case "none":
      return { not: { any: members } };
  }
}

export const negateAt = (root: Condition, at: string): Condition =>
  changed(root, at, (part) => ({ not: asCondition(part) }));

/** Takes a group, or a `not`, away from around what it holds. */
export function unwrapAt(root: Condition, at: string): Condition {
  const view = viewOf(partAt(root, at), at);
  if (view.kind === "not") return changed(root, at, (part) => (isFields(part) ? part["not"] : part));
  if (view.kind !== "group") return root;
  const members = listIn(partAt(root, view.list));
  if (members === undefined) return root;
  const kept = members.map(asCondition);
  const [only] = kept;
  if (kept.length === 1 && only !== undefined) return replaceAt(root, at, only);
  if (!isMember(at)) return root;
  const { list, index } = parentOf(at);
  return changedList(root, list, (outer) => [...outer.slice(0, index), ...kept, ...outer.slice(index + 1)]);
}

/** Makes all, any or none of a group, its other keys and their order kept. */
export function regroupAt(root: Condition, at: string, group: GroupKind): Condition {
  return changed(root, at, (part) => (isFields(part) ? regrouped(part, group) : part));
}

function regrouped(part: Fields, group: GroupKind): Fields {
  const entries = Object.entries(part).map(([key, value]): [string, Json] => {
    const members = membersIn(key, value);
    if (members === undefined) return [key, value];
    return group === "none" ? ["not", { any: members }] : [group, members];
  });
  return Object.fromEntries(entries);
}

function membersIn(key: string, value: Json): readonly Json[] | undefined {
  if (key === "all" || key === "any") return listIn(value);
  return key === "not" && isPlainAny(value) ? value.any : undefined;
}
