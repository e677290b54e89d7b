/** Reading one field, compiled for its key: the hot path of every expression. */
import { type Facts, type FeelValue, fromFact, isPlainKey, isRecord, ownProperty } from "../values.ts";

/** A reader of the field `key` of contexts; undefined if the value is no context or has no such field. */
export function fieldReader(key: string): (value: FeelValue) => FeelValue | undefined {
  if (!isPlainKey(key)) return (value) => (isRecord(value) ? known(ownProperty(value, key)) : undefined);
  return (value) => {
    if (typeof value !== "object" || value === null) return undefined;
    if (value.constructor !== Object && !isRecord(value)) return undefined;
    const raw = (value as Readonly<Record<string, unknown>>)[key]; // a plain object, so nothing but its own properties
    return typeof raw === "string" ? raw : known(raw);
  };
}

/** The same for the facts themselves, which a host may hand over as any object. */
export function rootReader(key: string): (facts: Facts) => FeelValue | undefined {
  if (!isPlainKey(key)) return (facts) => known(ownProperty(facts, key));
  return (facts) => (facts.constructor === Object ? known(facts[key]) : known(ownProperty(facts, key)));
}

/** A field whose key is only known now. */
export function readField(value: FeelValue, key: string): FeelValue | undefined {
  return isRecord(value) ? known(ownProperty(value, key)) : undefined;
}

function known(raw: unknown): FeelValue | undefined {
  return raw === undefined ? undefined : fromFact(raw);
}
