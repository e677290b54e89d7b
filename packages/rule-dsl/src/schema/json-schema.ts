import type { TSchema } from "typebox";

/** The keywords our schemas are written in (JSON Schema 2020-12); everything else is an annotation. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  /** What an absent value means (S25). */
  readonly default?: unknown;
  readonly examples?: readonly string[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** A TypeBox schema is plain JSON Schema at run time; its own type says so only keyword by keyword. */
export function asJsonSchema(schema: TSchema): JsonSchema {
  return schema;
}

export type JsonRecord = Readonly<Record<string, unknown>>;
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The schema a local `$ref` means, or the schema itself. */
export function deref(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const prefix = "#/$defs/";
  if (schema.$ref?.startsWith(prefix) !== true) return schema;
  return root.$defs?.[schema.$ref.slice(prefix.length)] ?? {};
}

/** The schema of a property, undefined when the object does not allow it. */
export function propertySchema(schema: JsonSchema, name: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, name)) return schema.properties[name];
  for (const [pattern, sub] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, "u").test(name)) return sub;
  }
  const rest = schema.additionalProperties;
  if (rest === false) return undefined;
  return rest === undefined || rest === true ? {} : rest;
}

/** One step of a JSON Pointer (RFC 6901). */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
