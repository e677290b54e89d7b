import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { fieldsOf, itemsOf } from "../json.ts";

/*
 * What differs between two versions of a definition. The language has nothing positional: maps are keyed by id, and lists hold objects with an
 * `id`, so a difference is named, never counted. Layout is another document and does not come in here (H9).
 */

/** `moved`: the same items in another order, where the order decides. */
export type ChangeKind = "added" | "removed" | "changed" | "moved";

export interface Change {
  readonly kind: ChangeKind;
  /** Names and ids down to what differs: `["nodes", "ask", "cases", "large", "when"]`. */
  readonly path: readonly string[];
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

/** Read as one: what is inside them means nothing by itself. */
const whole: ReadonlySet<string> = new Set(["takes", "name", "description", "message", "action", "otherwise", "value"]);

/** Whether a place holds a condition, which reads as one sentence. The cells of a table's row are no condition. */
export function isConditionAt(path: readonly string[]): boolean {
  const [part, , field] = path;
  if (part === "takes") return path.length === 1;
  if (part === "conditions") return path.length === 2;
  if (part === "rules" && field === "conditions") return path.length === 3;
  return path.at(-1) === "when" && part !== "rows";
}

const isWhole = (path: readonly string[]): boolean => whole.has(path.at(-1) ?? "") || isConditionAt(path);

/** No one's decision. */
const silent: ReadonlySet<string> = new Set(["kind", "schemaVersion", "id"]);

export function changesOf(before: JsonObject, after: JsonObject): readonly Change[] {
  return [...fieldChanges(before, after, [])];
}

function* fieldChanges(before: JsonObject, after: JsonObject, path: readonly string[]): Generator<Change> {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (path.length === 0 && silent.has(name)) continue;
    yield* valueChanges(before[name], after[name], [...path, name]);
  }
}

function* valueChanges(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[],
): Generator<Change> {
  if (isSame(before, after)) return;
  if (before === undefined && after !== undefined) {
    if (isCollection(path, after)) yield* valueChanges(emptyLike(after), after, path);
    else yield { kind: "added", path, after };
    return;
  }
  if (after === undefined) {
    if (before === undefined) return;
    if (isCollection(path, before)) yield* valueChanges(before, emptyLike(before), path);
    else yield { kind: "removed", path, before };
    return;
  }
  if (before === undefined) return;
  if (!isWhole(path) && isMap(before) && isMap(after)) {
    yield* fieldChanges(fieldsOf(before), fieldsOf(after), path);
    return;
  }
  if (hasIds(before) && hasIds(after)) {
    yield* itemChanges(itemsOf(before), itemsOf(after), path);
    return;
  }
  yield { kind: "changed", path, before, after };
}

/** Places that hold things by their ids: one more of them is one thing added, not the collection changed. */
const collections: ReadonlySet<string> = new Set([
  "nodes",
  "conditions",
  "variables",
  "on",
  "ports",
  "rules",
  "rows",
  "criteria",
  "require",
  "adjust",
  "entries",
  "inputs",
  "outputs",
  "facts",
  "fields",
]);
const isCollection = (path: readonly string[], value: JsonValue): boolean =>
  collections.has(path.at(-1) ?? "") && !isConditionAt(path) && (isMap(value) || hasIds(value));
const emptyLike = (value: JsonValue): JsonValue => (Array.isArray(value) ? [] : {});

function* itemChanges(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: readonly string[],
): Generator<Change> {
  const old = byId(before);
  const fresh = byId(after);
  for (const [id, item] of old) if (!fresh.has(id)) yield { kind: "removed", path: [...path, id], before: item };
  for (const [id, item] of fresh) {
    const was = old.get(id);
    if (was === undefined) yield { kind: "added", path: [...path, id], after: item };
    else yield* valueChanges(was, item, [...path, id]);
  }
  const kept = [...old.keys()].filter((id) => fresh.has(id));
  const now = [...fresh.keys()].filter((id) => old.has(id));
  if (kept.some((id, index) => id !== now[index])) yield { kind: "moved", path, before: kept, after: now };
}

const byId = (items: readonly JsonValue[]): ReadonlyMap<string, JsonValue> =>
  new Map(
    items.flatMap((item) => {
      const { id } = fieldsOf(item);
      return typeof id === "string" ? [[id, item] as const] : [];
    }),
  );

const isMap = (value: JsonValue): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of things with ids; the empty list is one as well. */
const hasIds = (value: JsonValue): boolean =>
  Array.isArray(value) && itemsOf(value).every((item) => typeof fieldsOf(item)["id"] === "string");

function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    const [left, right] = [itemsOf(one), itemsOf(other)];
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      left.length === right.length &&
      left.every((item, index) => isSame(item, right[index]))
    );
  }
  if (!isMap(one) || !isMap(other)) return false;
  const [left, right] = [fieldsOf(one), fieldsOf(other)];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isSame(left[name], right[name]));
}

/** What changed about one node, one rule, one row, or about the definition itself (`undefined`). */
export interface ChangeGroup {
  /** `nodes`, `rules`, `rows` and the like. */
  readonly part: string | undefined;
  readonly id: string | undefined;
  /** The whole of it came or went. */
  readonly kind: "added" | "removed" | "changed";
  readonly changes: readonly Change[];
}

/** Changes gathered by what they are about, in the order of the definition. */
export function groupChanges(changes: readonly Change[]): readonly ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>();
  for (const change of changes) {
    const [part = "", id] = change.path;
    const isPart = collections.has(part) && id !== undefined;
    const key = isPart ? `${part}/${id}` : "";
    const known = groups.get(key);
    const came = isPart && change.path.length === 2 ? comingOrGoing(change.kind) : undefined;
    groups.set(key, {
      part: isPart ? part : undefined,
      id: isPart ? id : undefined,
      kind: came ?? known?.kind ?? "changed",
      changes: [...(known?.changes ?? []), change],
    });
  }
  return [...groups.values()];
}

const comingOrGoing = (kind: ChangeKind): "added" | "removed" | undefined =>
  kind === "added" || kind === "removed" ? kind : undefined;

/** Which nodes of the newer version are new or differ, for marking them on the drawing. */
export function changedNodes(changes: readonly Change[]): ReadonlyMap<string, "added" | "changed"> {
  const marks = new Map<string, "added" | "changed">();
  for (const { part, id, kind } of groupChanges(changes))
    if (part === "nodes" && id !== undefined && kind !== "removed") marks.set(id, kind);
  return marks;
}
