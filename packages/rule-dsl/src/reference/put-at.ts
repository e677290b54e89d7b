import type { JsonValue } from "../schema/common.ts";

/** A copy of `document` with `value` at a JSON Pointer (RFC 6901); maps on the way are made where they are missing, `-` appends to a list. */
export function putAt(document: JsonValue, pointer: string, value: JsonValue): JsonValue {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return put(document, steps, value);
}

function put(document: JsonValue, steps: readonly string[], value: JsonValue): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    const items: readonly JsonValue[] = document;
    const index = step === "-" ? items.length : Number(step);
    return [...items.slice(0, index), put(items[index] ?? null, rest, value), ...items.slice(index + 1)];
  }
  const map = typeof document === "object" && document !== null ? document : {};
  const entries = Object.entries(map);
  const inner = entries.find(([key]) => key === step)?.[1] ?? null;
  return Object.fromEntries([...entries.filter(([key]) => key !== step), [step, put(inner, rest, value)]]);
}
