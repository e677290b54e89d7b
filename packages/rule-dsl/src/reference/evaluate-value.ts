import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import { feelJson, readsOfFeel, type Session, unfetched, warn } from "./session.ts";

/** A value with every `=FEEL` string in it worked out. */
export function evaluateValue(session: Session, value: JsonValue, facts: Facts): JsonValue {
  if (typeof value === "string" && value.startsWith("=")) {
    const result = feelJson(session, value.slice(1), facts);
    if (result === null) warn(session, "missing-value", { path: value });
    return result;
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => evaluateValue(session, item, facts));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, JsonValue]) => [key, evaluateValue(session, inner, facts)]),
  );
}

/** The facts that must be fetched before the value can be worked out. */
export function needsOfValue(session: Session, value: JsonValue, facts: Facts): readonly string[] {
  if (typeof value === "string")
    return value.startsWith("=") ? unfetched(session, readsOfFeel(session, value.slice(1)), facts) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((inner: JsonValue) => needsOfValue(session, inner, facts));
}
