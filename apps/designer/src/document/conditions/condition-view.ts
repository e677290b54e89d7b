import type { Condition, ConditionName, FactLeaf, FeelLeaf } from "@orderloom/rule-dsl";
import { type Fields, isFields, partAt } from "./part-at.ts";

/*
 * A condition as the builder shows it. The JSON stays the only truth: a view says where each part stands and how it reads,
 * and every edit is made on the JSON at that place, so that what the builder does not show is never lost.
 */

export type GroupKind = "all" | "any" | "none";

/** `at`: JSON Pointer from the root of the condition, the same as in traces and problems. */
export type ConditionView =
  | {
      readonly kind: "group";
      readonly at: string;
      readonly group: GroupKind;
      readonly name?: ConditionName;
      /** Pointer of the list that holds the members. */
      readonly list: string;
      readonly members: readonly ConditionView[];
    }
  | { readonly kind: "not"; readonly at: string; readonly inner: ConditionView }
  | { readonly kind: "named"; readonly at: string; readonly name: string }
  | { readonly kind: "fact"; readonly at: string; readonly leaf: FactLeaf }
  | { readonly kind: "feel"; readonly at: string; readonly leaf: FeelLeaf }
  /** What cannot be shown as a line: it is shown as text and kept as it is. */
  | { readonly kind: "other"; readonly at: string; readonly json: unknown };

/** Reads any JSON: a draft may hold what is not a condition yet. */
export function viewOf(json: unknown, at = ""): ConditionView {
  if (!isFields(json)) return { kind: "other", at, json };
  if (Array.isArray(json["all"])) return groupView(json, "all", json["all"], { at, list: `${at}/all` });
  if (Array.isArray(json["any"])) return groupView(json, "any", json["any"], { at, list: `${at}/any` });
  if ("not" in json) return notView(json, at);
  if (typeof json["condition"] === "string") return { kind: "named", at, name: json["condition"] };
  if (isFeelLeaf(json)) return { kind: "feel", at, leaf: json };
  if (isFactLeaf(json)) return { kind: "fact", at, leaf: json };
  return { kind: "other", at, json };
}

const isFeelLeaf = (json: Fields): json is Fields & FeelLeaf => typeof json["feel"] === "string";

function isFactLeaf(json: Fields): json is Fields & FactLeaf {
  const { fact, operator, path } = json;
  const isPath = path === undefined || typeof path === "string";
  return typeof fact === "string" && typeof operator === "string" && isPath && "value" in json;
}

/** The condition with `…` for what is no condition yet, so that the rest can be tried and told. */
export function soundOf(json: unknown): Condition {
  const view = viewOf(json);
  switch (view.kind) {
    case "group": {
      const members = view.members.map(({ at }) => soundOf(partAt(json, at)));
      if (view.group === "none") return { not: { any: members } };
      return view.group === "all" ? { all: members } : { any: members };
    }
    case "not":
      return { not: soundOf(partAt(json, view.inner.at)) };
    case "named":
      return { condition: view.name };
    case "fact":
    case "feel":
      return view.leaf;
    case "other":
      return { feel: "…" };
  }
}

function groupView(
  json: Fields,
  group: GroupKind,
  members: readonly unknown[],
  place: { readonly at: string; readonly list: string },
): ConditionView {
  const name = nameIn(json["name"]);
  return {
    kind: "group",
    group,
    ...place,
    ...(name !== undefined && { name }),
    members: members.map((member, index) => viewOf(member, `${place.list}/${String(index)}`)),
  };
}

/** `not` over a plain `any` is the group of which none may hold. */
function notView(json: Fields, at: string): ConditionView {
  const inner = json["not"];
  if (isPlainAny(inner)) return groupView(json, "none", inner.any, { at, list: `${at}/not/any` });
  return { kind: "not", at, inner: viewOf(inner, `${at}/not`) };
}

export function isPlainAny(value: unknown): value is { readonly any: readonly Condition[] } {
  return isFields(value) && Object.keys(value).length === 1 && Array.isArray(value["any"]);
}

function nameIn(value: unknown): ConditionName | undefined {
  if (typeof value === "string") return value;
  // A name is a map of languages to texts; the schema says so, and a text of another shape is not shown.
  return isFields(value) && Object.values(value).every((text) => typeof text === "string")
    ? (value as Readonly<Record<string, string>>)
    : undefined;
}

/** How many lines a condition has, for `5 conditions`. */
export function lineCount(view: ConditionView): number {
  switch (view.kind) {
    case "group":
      return view.members.reduce((sum, member) => sum + lineCount(member), 0);
    case "not":
      return lineCount(view.inner);
    case "named":
    case "fact":
    case "feel":
    case "other":
      return 1;
  }
}

/** The names that a condition refers to, each with the places where it does. */
export function namesUsed(view: ConditionView): readonly { readonly name: string; readonly at: string }[] {
  switch (view.kind) {
    case "group":
      return view.members.flatMap(namesUsed);
    case "not":
      return namesUsed(view.inner);
    case "named":
      return [{ name: view.name, at: view.at }];
    case "fact":
    case "feel":
    case "other":
      return [];
  }
}
