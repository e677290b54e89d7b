import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Catalogue } from "../facts/catalogue.ts";
import type { FieldType } from "../facts/field.ts";
import { feelTypeOf } from "../facts/catalogue.ts";
import type { FeelContext } from "../expression/compile-feel.ts";
import type { NamedConditions } from "../schema/condition.ts";

/** What may be read at one place of a definition, and how it is called. */
export interface ReadingScope {
  readonly catalogue: Catalogue;
  /** Root names beside the standard ones: the item of `each`, candidates, fetched facts, `event`. */
  readonly roots: ReadonlySet<string>;
  readonly conditions: NamedConditions;
  /** Names under `vars` that something writes; undefined where they come from outside. */
  readonly written: ReadonlySet<string> | undefined;
  /** Names under `vars` that are written only inside a loop that this place is not in, and the loop. */
  readonly inLoop?: ReadonlyMap<string, string>;
}

export const standardRoots: ReadonlySet<string> = new Set(["order", "orders", "vars", "metrics", "quotas", "now"]);

export function scopeOf(
  catalogue: Catalogue,
  parts: Partial<Omit<ReadingScope, "catalogue" | "roots">> & { readonly roots?: Iterable<string> } = {},
): ReadingScope {
  return {
    catalogue,
    roots: new Set([...standardRoots, ...(parts.roots ?? [])]),
    conditions: parts.conditions ?? {},
    written: parts.written,
  };
}

export function withRoots(scope: ReadingScope, roots: Iterable<string>): ReadingScope {
  return { ...scope, roots: new Set([...scope.roots, ...roots]) };
}

/** What runs for no order cannot read one. */
export function withoutOrder(scope: ReadingScope): ReadingScope {
  return { ...scope, roots: new Set([...scope.roots].filter((root) => root !== "order")) };
}

export function feelContextOf(scope: ReadingScope): FeelContext {
  return { names: scope.roots, types: (path) => feelTypeOf(path, scope.catalogue) };
}

/** Whether a fact path can be read here; nothing is said of what lies below open objects but variables. */
export function checkPath(path: string, place: string, scope: ReadingScope): readonly Diagnostic[] {
  const [root = "", first] = path.split(".");
  const loop = root === "vars" && first !== undefined ? scope.inLoop?.get(first) : undefined;
  if (loop !== undefined)
    return [diagnostic("error", "variable-of-loop", place, { path: `vars.${first ?? ""}`, loop })];
  if (root === "vars" && first !== undefined && scope.written?.has(first) === false)
    return [diagnostic("error", "unassigned-variable", place, { path: `vars.${first}` })];
  if (root === "order" && !scope.roots.has(root)) return [diagnostic("error", "no-order-here", place, { path })];
  if (!scope.roots.has(root)) return [unknownFact(path, place, scope)];
  // An entry of an expression decision is a root of its own, and nothing is known of what it holds.
  const isOwnRoot = !standardRoots.has(root) && scope.catalogue.fieldAt(root) === undefined && root !== "event";
  return isOwnRoot || scope.catalogue.standingOf(path) !== "unknown" ? [] : [unknownFact(path, place, scope)];
}

function unknownFact(path: string, place: string, { catalogue }: ReadingScope): Diagnostic {
  const near = catalogue.closest(path);
  const hint =
    near === undefined ? { "zh-CN": "", en: "" } : { "zh-CN": `，是不是 ${near}`, en: `; did you mean ${near}` };
  return diagnostic("error", "unknown-fact", place, {
    path,
    hint,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}

/** How types are called in a sentence. */
export const typeNames: Readonly<Record<FieldType, { readonly "zh-CN": string; readonly en: string }>> = {
  string: { "zh-CN": "文字", en: "text" },
  number: { "zh-CN": "数", en: "a number" },
  money: { "zh-CN": "金额", en: "an amount" },
  boolean: { "zh-CN": "是否", en: "yes or no" },
  "date-time": { "zh-CN": "时间", en: "a time" },
  duration: { "zh-CN": "时长", en: "a duration" },
  list: { "zh-CN": "列表", en: "a list" },
  object: { "zh-CN": "一组字段", en: "a group of fields" },
  any: { "zh-CN": "任意", en: "anything" },
};
