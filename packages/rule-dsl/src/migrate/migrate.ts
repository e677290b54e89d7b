import type { JsonRecord } from "../schema/json-schema.ts";

/** Turns a definition of schema version `from` into one of `from + 1`. It gets and gives the whole document. */
export interface Migration {
  readonly from: number;
  readonly migrate: (definition: JsonRecord) => JsonRecord;
}

/** Every step from version 1 to the current one, in order and without a gap (S26). Version 1 is the first. */
export const migrations: readonly Migration[] = [];

/**
 * Brings a definition up to version `to`, step by step. Undefined when a step is missing; a definition of that version
 * or a newer one comes back as it is.
 */
export function migrateTo(to: number, definition: JsonRecord, chain: readonly Migration[]): JsonRecord | undefined {
  const version = Number(definition["schemaVersion"]);
  if (version >= to) return definition;
  const step = chain.find(({ from }) => from === version);
  if (step === undefined) return undefined;
  return migrateTo(to, { ...step.migrate(definition), schemaVersion: version + 1 }, chain);
}
