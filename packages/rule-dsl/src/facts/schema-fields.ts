import { isRecord, type JsonRecord } from "../schema/json-schema.ts";
import { type Field, field, type FieldType } from "./field.ts";

/** Deeper than this a connector's schema is taken as open. */
const DEEPEST = 6;

/**
 * Catalogue entries of what a JSON Schema describes, below `path`: the output of an action becomes fields of the
 * variable that keeps it. An object that lists no properties, or says that there may be others, stays open.
 */
export function fieldsOfSchema(path: string, schema: unknown, depth = 0): readonly Field[] {
  const type = fieldTypeOf(schema);
  const name = path.split(".").at(-1) ?? path;
  if (type === "list" && isRecord(schema)) return listFields(path, schema, depth);
  if (type !== "object" || !isRecord(schema) || depth >= DEEPEST) {
    return [field(path, type === "object" ? "any" : type, [name, name], valuesOf(schema))];
  }
  return [field(path, "object", [name, name]), ...propertyFields(path, schema, depth)];
}

function listFields(path: string, schema: JsonRecord, depth: number): readonly Field[] {
  const [item, ...inner] = fieldsOfSchema(path, schema["items"] ?? {}, depth + 1);
  const of = item?.type ?? "any";
  const name = path.split(".").at(-1) ?? path;
  // Elements share the list's path: where they are open, so is what is read through the list.
  return of === "any" ? [field(path, "any", [name, name])] : [field(path, "list", [name, name], { of }), ...inner];
}

function propertyFields(path: string, schema: JsonRecord, depth: number): readonly Field[] {
  const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(properties).flatMap(([name, sub]) => fieldsOfSchema(`${path}.${name}`, sub, depth + 1));
}

function fieldTypeOf(schema: unknown): FieldType {
  if (!isRecord(schema)) return "any";
  switch (schema["type"]) {
    case "string":
      return schema["format"] === "date-time" ? "date-time" : "string";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "boolean";
    case "array":
      return "list";
    case "object":
      return isRecord(schema["properties"]) && schema["additionalProperties"] !== true ? "object" : "any";
    default:
      return "any";
  }
}

function valuesOf(schema: unknown): Pick<Field, "values"> {
  if (!isRecord(schema) || !Array.isArray(schema["enum"])) return {};
  const values: readonly unknown[] = schema["enum"];
  if (!values.every((value) => typeof value === "string")) return {};
  return { values: values.map((value) => ({ value, name: { "zh-CN": value, en: value } })) };
}
