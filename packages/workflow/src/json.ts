import type { JsonValue } from "@orderloom/rule-dsl";

/** Whether two JSON values say the same; the order of keys says nothing. */
export function sameJson(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const lefts = Object.entries(left);
  // Both are maps or both are lists, and a list is a map of its places.
  const rights = right as Readonly<Record<string, JsonValue>>;
  if (lefts.length !== Object.keys(right).length) return false;
  return lefts.every(([key, value]) => {
    const other = Object.hasOwn(rights, key) ? rights[key] : undefined;
    return other !== undefined && sameJson(value, other);
  });
}
