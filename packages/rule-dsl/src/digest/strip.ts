import { chooseBranch } from "../schema/choose-branch.ts";
import { deref, isRecord, type JsonSchema, propertySchema } from "../schema/json-schema.ts";
import { canonicalJson } from "./canonical-json.ts";

export interface Stripping {
  /** Names, descriptions, tags and notes go as well. */
  readonly decoration: boolean;
}

/** The value without what its absence would mean just the same: absent is the default (S25). */
export function stripped(value: unknown, schema: JsonSchema, stripping: Stripping): unknown {
  return strip(value, schema, { ...stripping, root: schema });
}

interface Walk extends Stripping {
  readonly root: JsonSchema;
}

function strip(value: unknown, schema: JsonSchema, walk: Walk): unknown {
  const target = resolve(schema, value, walk.root);
  if (Array.isArray(value)) return value.map((item) => strip(item, target.items ?? {}, walk));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).flatMap(([name, item]) => {
    const sub = propertySchema(target, name) ?? {};
    if (isDefault(item, sub, walk.root) || (walk.decoration && isDecoration(name, sub))) return [];
    return [[name, strip(item, sub, walk)] as const];
  });
  return Object.fromEntries(kept);
}

function resolve(schema: JsonSchema, value: unknown, root: JsonSchema): JsonSchema {
  const target = deref(schema, root);
  if (target.anyOf === undefined) return target;
  const branch = chooseBranch(target.anyOf, value, root);
  return branch.kind === "schema" ? deref(branch.schema, root) : {};
}

function isDefault(value: unknown, schema: JsonSchema, root: JsonSchema): boolean {
  const target = deref(schema, root);
  return target.default !== undefined && canonicalJson(target.default) === canonicalJson(value);
}

/** A name is decoration where it is text for people; the `name` of an action says which one, and stays. */
function isDecoration(name: string, schema: JsonSchema): boolean {
  const isText = (form: JsonSchema): boolean => form.type === "string" && form.pattern === undefined;
  const isByPattern = (form: JsonSchema): boolean => form.type === "object" && form.patternProperties !== undefined;
  switch (name) {
    case "name":
    case "description":
      return (schema.anyOf ?? [schema]).every((form) => isText(form) || isByPattern(form));
    case "otherwise":
    case "variables":
      return isByPattern(schema);
    case "note":
      return isText(schema);
    case "tags":
      return schema.type === "array";
    default:
      return false;
  }
}
