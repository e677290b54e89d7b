import { fail, problem, type Result, succeed } from "../diagnostic.ts";
import { CURRENT_SCHEMA_VERSION } from "../schema/common.ts";
import { type Definition, definitionKinds, schemaOf } from "../schema/definition.ts";
import { isRecord, type JsonRecord } from "../schema/json-schema.ts";
import { missingField, notInList, wrongType } from "../schema/problems-from-errors.ts";
import { validate } from "../schema/validate.ts";
import { type Migration, migrateTo, migrations } from "./migrate.ts";

/** What a release reads: the newest schema version and the steps that lead there. */
export interface Reading {
  readonly current: number;
  readonly migrations: readonly Migration[];
}

/**
 * Reads a definition of any schema version up to the current one, migrated and valid. Refused: unknown-kind,
 * schema-newer (written by a newer release), and whatever its schema says, with places.
 */
export function readDefinition(
  value: unknown,
  reading: Reading = { current: CURRENT_SCHEMA_VERSION, migrations },
): Result<Definition> {
  if (!isRecord(value)) return fail([wrongType("", ["object"], value)]);
  const kind = value["kind"];
  if (kind === undefined) return fail([missingField("", "kind")]);
  if (!definitionKinds.some((one) => one === kind)) return fail([problem("unknown-kind", "/kind", { given: kind })]);
  const version = value["schemaVersion"];
  if (typeof version === "number" && version > reading.current) {
    return fail([problem("schema-newer", "/schemaVersion", { given: version, known: reading.current })]);
  }
  const migrated = isVersion(version) ? migrateTo(reading.current, value, reading.migrations) : value;
  return migrated === undefined ? fail([notInList("/schemaVersion", [reading.current], version)]) : parsed(migrated);
}

const isVersion = (version: unknown): boolean => Number.isSafeInteger(version) && Number(version) >= 1;

const decisionTypes = ["rules", "table", "score", "mapping", "expression"];

function parsed(value: JsonRecord): Result<Definition> {
  const { kind, type } = value;
  const schema = schemaOf(String(kind), typeof type === "string" ? type : undefined);
  if (schema === undefined) {
    return fail([type === undefined ? missingField("", "type") : notInList("/type", decisionTypes, type)]);
  }
  const problems = validate(schema, value);
  // No problem: the value is as the schema of its kind says.
  return problems.length > 0 ? fail(problems) : succeed(value as unknown as Definition);
}
