/** Context functions (DMN 1.5, table 81). */
import type { Call } from "../runtime/functions.ts";
import { readField } from "../runtime/read.ts";
import { type FeelList, type FeelRecord, type FeelValue, fromFact, isRecord, keysOf } from "../values.ts";
import {
  any,
  type BuiltinTable,
  builtin,
  context,
  contexts,
  list,
  overloaded,
  signature,
  text,
  texts,
} from "./signature.ts";

export const contextFunctions: BuiltinTable = {
  context: builtin([contexts("entries")], contextOf),
  "context merge": builtin([contexts("contexts")], (call, parts) =>
    Object.fromEntries(parts.flatMap((part) => entriesOf(call, part))),
  ),
  "context put": overloaded(
    signature([context("context"), text("key"), any("value")], put),
    signature([context("context"), texts("keys"), any("value")], putDeep),
  ),
  "get entries": builtin([context("m")], (call, record) =>
    entriesOf(call, record).map(([key, value]) => ({ key, value })),
  ),
  "get value": overloaded(
    signature([context("m"), text("key")], getValue),
    signature([context("m"), list("keys")], getDeep),
  ),
};

function entriesOf(call: Call, record: FeelRecord): readonly (readonly [string, FeelValue])[] {
  const keys = keysOf(record);
  call.frame.charge(keys.length, call.span);
  return keys.map((key) => [key, fromFact(record[key])]);
}

function getValue(_call: Call, record: FeelRecord, key: string): FeelValue {
  return readField(record, key) ?? null;
}

function getDeep(call: Call, record: FeelRecord, keys: FeelList): FeelValue {
  if (keys.length === 0) return call.frame.warn("argument-out-of-range", call.span);
  return keys.reduce<FeelValue>(
    (value, key) => (typeof key === "string" ? (readField(value, key) ?? null) : null),
    record,
  );
}

/** `[{key: "a", value: 1}]` as a context; null if an entry has no key, or two have the same. */
function contextOf(call: Call, entries: readonly FeelRecord[]): FeelValue {
  const made = new Map<string, FeelValue>();
  for (const entry of entries) {
    const key = readField(entry, "key");
    const value = readField(entry, "value");
    if (!isUsable(key) || value === undefined || made.has(key)) {
      return call.frame.warn("argument-out-of-range", call.span);
    }
    made.set(key, value);
  }
  return Object.fromEntries(made);
}

function isUsable(key: FeelValue | undefined): key is string {
  return typeof key === "string" && key !== "__proto__";
}

function put(call: Call, record: FeelRecord, key: string, value: FeelValue): FeelValue {
  if (!isUsable(key)) return call.frame.warn("argument-out-of-range", call.span);
  return Object.fromEntries([...entriesOf(call, record), [key, value]]);
}

function putDeep(call: Call, record: FeelRecord, keys: readonly (string | null)[], value: FeelValue): FeelValue {
  const [key, ...others] = keys;
  if (key === undefined || key === null) return call.frame.warn("argument-out-of-range", call.span);
  if (others.length === 0) return put(call, record, key, value);
  const inner = readField(record, key);
  if (inner === undefined || !isRecord(inner)) return call.frame.warn("argument-out-of-range", call.span);
  const changed = putDeep(call, inner, others, value);
  return changed === null ? null : put(call, record, key, changed);
}
