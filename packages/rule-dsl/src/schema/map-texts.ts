import { isRecord, type JsonRecord } from "./json-schema.ts";

export interface TextChanges {
  readonly text: (text: string) => string;
  /** What is done to names of fields. */
  readonly name: (name: string) => string;
}

/**
 * The value with each text in it changed. What nothing changes in comes back as the very same object: nearly every
 * order does, and this is on each order's way in.
 */
export function mapTexts(value: unknown, change: TextChanges): unknown {
  if (typeof value === "string") return change.text(value);
  if (Array.isArray(value)) return mapItems(value, change);
  return isRecord(value) ? mapFields(value, change) : value;
}

function mapItems(items: readonly unknown[], change: TextChanges): readonly unknown[] {
  let changed: unknown[] | undefined;
  items.forEach((item, index) => {
    const next = mapTexts(item, change);
    if (next === item) return;
    changed ??= [...items];
    changed[index] = next;
  });
  return changed ?? items;
}

function mapFields(record: JsonRecord, change: TextChanges): JsonRecord {
  const changed = new Map<string, readonly [string, unknown]>();
  for (const name of Object.keys(record)) {
    const item = record[name];
    const next = mapTexts(item, change);
    const called = change.name(name);
    if (next !== item || called !== name) changed.set(name, [called, next]);
  }
  if (changed.size === 0) return record;
  // fromEntries makes own fields even of a name such as __proto__.
  return Object.fromEntries(Object.entries(record).map(([name, item]) => changed.get(name) ?? [name, item]));
}
