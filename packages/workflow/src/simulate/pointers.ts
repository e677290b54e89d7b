import type { JsonObject, JsonValue } from "@orderloom/rule-dsl";

/** A document with values put at JSON Pointers (RFC 6901); maps on the way are made, lists are not. */
export function withPointers(document: JsonObject, values: Readonly<Record<string, JsonValue>>): JsonObject {
  let changed: JsonValue = document;
  for (const [pointer, value] of Object.entries(values)) changed = put(changed, stepsOf(pointer), value);
  // A pointer has at least one step, so what comes out is the map that went in.
  return changed as JsonObject;
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function put(into: JsonValue | undefined, [step, ...rest]: readonly string[], value: JsonValue): JsonValue {
  if (step === undefined) return value;
  if (Array.isArray(into)) {
    const items = into as readonly JsonValue[];
    if (step === "-") return [...items, put(undefined, rest, value)];
    return items.map((item, index) => (String(index) === step ? put(item, rest, value) : item));
  }
  const fields = typeof into === "object" && into !== null ? (into as JsonObject) : {};
  return { ...fields, [step]: put(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, value) };
}
