import type { TSchema } from "typebox";
import type { BothLanguages, CodeData } from "../codes/codes.ts";
import { problem, type Problem } from "../diagnostic.ts";
import { exampleOf } from "./examples.ts";
import { asJsonSchema, deref, isRecord, type JsonSchema, pointerTo, propertySchema } from "./json-schema.ts";
import { chooseBranch } from "./choose-branch.ts";

/** A validation error as Ajv and TypeBox state it. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** What is wrong at one place, from a validator's error. One error may be several problems: several fields missing. */
export function problemsOfError(error: SchemaError, value: unknown, schema: JsonSchema): readonly Problem[] {
  const at = error.instancePath;
  const params = new Map<string, unknown>(Object.entries(error.params));
  const say = (code: Problem["code"], data: CodeData): readonly Problem[] => [
    problem(code, at, { field: fieldName(at), ...data }),
  ];
  switch (error.keyword) {
    case "required":
      return texts(params.get("requiredProperties") ?? params.get("missingProperty")).map((name) =>
        missingField(at, name),
      );
    case "additionalProperties":
      return texts(params.get("additionalProperties") ?? params.get("additionalProperty")).map((name) =>
        unknownField(at, name, schema),
      );
    case "type":
      return say("wrong-type", { expected: typeNames(params.get("type")), given: typeName(jsonTypeOf(value)) });
    case "enum":
      return say("not-in-list", { allowed: params.get("allowedValues"), given: shown(value) });
    case "const":
      return say("not-in-list", { allowed: [params.get("allowedValue")], given: shown(value) });
    case "pattern":
      return say("wrong-format", { example: exampleOf(params.get("pattern")) });
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return say("out-of-range", {
        relation: relations[error.keyword],
        limit: params.get("limit"),
        given: shown(value),
      });
    case "minLength":
    case "minItems":
    case "minProperties":
      return say("too-short", { limit: params.get("limit") });
    case "maxLength":
    case "maxItems":
    case "maxProperties":
      return say("too-long", { limit: params.get("limit") });
    default:
      return say("wrong-format", { example: schema.examples?.[0] ?? "" });
  }
}

/**
 * Problems of a document from the errors of an Ajv (or TypeBox) that was given `schema`, for those who compile it:
 * the same codes and places as `validate` gives. Unions are not for it: use `validate` where there are any.
 */
export function problemsFromErrors(
  errors: readonly SchemaError[],
  value: unknown,
  schema: TSchema,
): readonly Problem[] {
  const root = asJsonSchema(schema);
  return distinct(
    errors.flatMap((error) => {
      const place = follow(error.instancePath, value, root);
      return problemsOfError(error, place.value, place.schema);
    }),
  );
}

/** Each place and code once, in the order found; of a value of a wrong type nothing else is worth saying. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  const mistyped = new Set(problems.filter((one) => one.code === "wrong-type").map((one) => one.pointer));
  const told = problems.filter((one) => one.code === "wrong-type" || !mistyped.has(one.pointer));
  return [...new Map(told.map((one) => [`${one.code} ${one.pointer}`, one])).values()];
}

export function missingField(parent: string, name: string): Problem {
  const pointer = pointerTo(parent, name);
  return problem("missing-field", pointer, { field: fieldName(pointer) });
}

/** In a map it is the key that is written wrong; in an object with fixed fields it is the field that is not known. */
export function unknownField(parent: string, name: string, schema: JsonSchema): Problem {
  const pointer = pointerTo(parent, name);
  const [pattern] = Object.keys(schema.patternProperties ?? {});
  if (pattern !== undefined)
    return problem("wrong-format", pointer, { field: fieldName(pointer), example: exampleOf(pattern) });
  return problem("unknown-field", pointer, { field: fieldName(pointer) });
}

export function wrongType(pointer: string, expected: readonly string[], value: unknown): Problem {
  return problem("wrong-type", pointer, {
    field: fieldName(pointer),
    expected: typeNames(expected),
    given: typeName(jsonTypeOf(value)),
  });
}

export function notInList(pointer: string, allowed: readonly unknown[], value: unknown): Problem {
  return problem("not-in-list", pointer, { field: fieldName(pointer), allowed, given: shown(value) });
}

/** A JSON Pointer as people write places: `lines[0].sku`. */
export function fieldName(pointer: string): string | BothLanguages {
  if (pointer === "") return { "zh-CN": "整份内容", en: "the document" };
  return pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === "" ? step : `${path}.${step}`), "");
}

function follow(
  pointer: string,
  value: unknown,
  root: JsonSchema,
): { readonly value: unknown; readonly schema: JsonSchema } {
  const steps = pointer.split("/").slice(1);
  return steps.reduce<{ value: unknown; schema: JsonSchema }>(
    (place, step) => {
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      const schema = resolved(place.schema, place.value, root);
      if (Array.isArray(place.value)) return { value: place.value[Number(name)], schema: schema.items ?? {} };
      return {
        value: isRecord(place.value) ? place.value[name] : undefined,
        schema: propertySchema(schema, name) ?? {},
      };
    },
    { value, schema: root },
  );
}

function resolved(schema: JsonSchema, value: unknown, root: JsonSchema): JsonSchema {
  const target = deref(schema, root);
  if (target.anyOf === undefined) return target;
  const branch = chooseBranch(target.anyOf, value, root);
  return branch.kind === "schema" ? branch.schema : target;
}

const relations: Readonly<Record<"minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum", BothLanguages>> = {
  minimum: { "zh-CN": "不小于", en: "at least" },
  maximum: { "zh-CN": "不大于", en: "at most" },
  exclusiveMinimum: { "zh-CN": "大于", en: "more than" },
  exclusiveMaximum: { "zh-CN": "小于", en: "less than" },
};

const typeTexts: Readonly<Record<string, BothLanguages>> = {
  string: { "zh-CN": "文字", en: "text" },
  number: { "zh-CN": "数字", en: "a number" },
  integer: { "zh-CN": "整数", en: "a whole number" },
  boolean: { "zh-CN": " true 或 false", en: "true or false" },
  array: { "zh-CN": "列表", en: "a list" },
  object: { "zh-CN": "一组字段", en: "an object" },
  null: { "zh-CN": "空值", en: "null" },
};

const typeName = (type: string): BothLanguages | string => typeTexts[type] ?? type;
const typeNames = (types: unknown): readonly (BothLanguages | string)[] => texts(types).map(typeName);

function jsonTypeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** What was sent, short enough for a sentence. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");
}
