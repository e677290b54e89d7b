import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";

/** A map's fields; nothing for a list, a null or a plain value. */
export const fieldsOf = (value: JsonValue | undefined): JsonObject =>
  // No list and no null: what is left of JSON's objects is a map.
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** A list's items; nothing for anything else. */
export const itemsOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : []; // a list in JSON is one of JSON values
