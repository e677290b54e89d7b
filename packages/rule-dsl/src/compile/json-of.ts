import { type FeelValue, toJson } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";

/** What an expression gave, as plain JSON: money as its number, dates and durations as ISO 8601. */
export function jsonOf(value: FeelValue): JsonValue {
  return toJson(value) as JsonValue; // toJson makes nothing but null, booleans, numbers, texts, lists and maps
}
