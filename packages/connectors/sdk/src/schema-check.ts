import type { JsonObject } from "@orderloom/rule-dsl";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Static, TSchema } from "typebox";

const ajv = new Ajv({ strict: false, allErrors: true });

/** What is wrong, one sentence a finding; empty when it fits. */
export type SchemaCheck = (value: unknown) => readonly string[];

const MOST_FINDINGS = 5;

export function schemaCheck(schema: TSchema): SchemaCheck {
  const validate = ajv.compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).slice(0, MOST_FINDINGS).map(sentence));
}

/** Whether the value has that shape. Compiled once for a schema, so keep the schema: one built anew is compiled anew. */
export function fits<const Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  const known = compiled.get(schema);
  const validate = known ?? ajv.compile(schema);
  if (known === undefined) compiled.set(schema, validate);
  return validate(value);
}

const compiled = new WeakMap<TSchema, ValidateFunction>();

function sentence(error: ErrorObject): string {
  const place = error.instancePath === "" ? "the whole" : error.instancePath;
  const extra: unknown = error.params["additionalProperty"];
  return `${place} ${error.message ?? "does not fit"}${typeof extra === "string" ? ` (${extra})` : ""}`;
}

/** The schema as plain JSON, without what TypeBox hides in it. */
export function plainSchema(schema: TSchema): JsonObject {
  // A TypeBox schema is an object, so its JSON is one as well.
  return JSON.parse(JSON.stringify(schema)) as JsonObject;
}
