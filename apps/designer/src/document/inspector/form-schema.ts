import { type NodeType, schemaOf } from "@orderloom/rule-dsl";

/*
 * A form follows from the JSON Schema of what it edits: which fields there are, in which order, and what each one is. A field
 * that the language gains is in the form without anybody drawing it.
 */

export interface FormSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly patternProperties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly items?: FormSchema;
  readonly anyOf?: readonly FormSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
}

/** What a field is edited with. */
export type FormKind =
  | "text"
  | "words"
  | "duration"
  | "expression"
  | "variable"
  | "logical"
  | "number"
  | "choice"
  | "choice-or-number"
  | "value"
  | "values"
  | "assignments"
  | "condition"
  | "group"
  | "choices"
  | "cases"
  | "list"
  | "variant";

export function formKindOf(schema: FormSchema): FormKind {
  if (schema.$ref !== undefined) return "condition";
  if (schema.anyOf !== undefined) return unionKind(schema.anyOf);
  switch (schema.type) {
    case "object":
      return objectKind(schema);
    case "array":
      return listKind(schema.items);
    case "boolean":
      return "logical";
    case "integer":
    case "number":
      return "number";
    case "string":
      return textKind(schema);
    default:
      return "value";
  }
}

const isLiteral = (schema: FormSchema): boolean => schema.const !== undefined;

function unionKind(members: readonly FormSchema[]): FormKind {
  if (members.every(isLiteral)) return "choice";
  if (members.some(({ pattern }) => pattern === "^=")) return "value";
  if (members.some(({ properties }) => properties !== undefined)) return "variant";
  return "choice-or-number";
}

function objectKind({ properties, patternProperties = {} }: FormSchema): FormKind {
  if (properties !== undefined) return "group";
  const [pattern] = Object.keys(patternProperties);
  if (pattern === undefined) return "values";
  return pattern.startsWith("^vars") ? "assignments" : "words";
}

function listKind(items: FormSchema | undefined): FormKind {
  const names = Object.keys(items?.properties ?? {});
  if (!names.includes("id")) return "list";
  return names.includes("when") ? "cases" : "choices";
}

function textKind({ pattern = "", enum: listed }: FormSchema): FormKind {
  if (listed !== undefined) return "choice";
  if (pattern === "^=") return "expression";
  if (pattern.startsWith("^P")) return "duration";
  return pattern.startsWith("^vars") ? "variable" : "text";
}

/** The texts that a choice offers. */
export function choicesOf({ anyOf = [], enum: listed }: FormSchema): readonly string[] {
  const all = listed ?? anyOf.map((member) => member.const);
  return all.filter((one) => typeof one === "string");
}

/** A value that the schema accepts, to begin with. */
export function emptyOf(schema: FormSchema): unknown {
  if (schema.default !== undefined && formKindOf(schema) !== "logical") return schema.default;
  switch (formKindOf(schema)) {
    case "text":
      return (schema.pattern === undefined ? schema.examples?.[0] : undefined) ?? "";
    case "variable":
      return "vars.result";
    case "words":
      return {};
    case "duration":
      return "PT30M";
    case "expression":
      return "=true";
    case "logical":
      return true;
    case "number":
      return schema.minimum ?? 1;
    case "choice":
    case "choice-or-number":
      return choicesOf(schema)[0] ?? "";
    case "value":
      return firstLiteral(schema);
    case "values":
    case "assignments":
      return {};
    case "condition":
      return { all: [] };
    case "group":
      return requiredOf(schema);
    case "choices":
    case "cases":
    case "list":
      return [];
    case "variant":
      return emptyOf(schema.anyOf?.[0] ?? {});
  }
}

function firstLiteral({ anyOf }: FormSchema): unknown {
  const literal = anyOf?.find(({ pattern }) => pattern !== "^=");
  return literal === undefined ? "" : emptyOf(literal);
}

function requiredOf({ properties = {}, required = [] }: FormSchema): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    required.flatMap((name) => {
      const inner = properties[name];
      return inner === undefined ? [] : [[name, emptyOf(inner)]];
    }),
  );
}

// TypeBox schemas are plain JSON Schema at run time; their own type says so only keyword by keyword.
const asForm = (schema: unknown): FormSchema => schema as FormSchema;

const workflow = asForm(schemaOf("workflow"));
const nodes = Object.values(workflow.properties?.["nodes"]?.patternProperties ?? {})[0]?.anyOf ?? [];

export function nodeSchema(type: NodeType): FormSchema {
  return nodes.find(({ properties }) => properties?.["type"]?.const === type) ?? {};
}
export const handlerSchema: FormSchema = workflow.properties?.["on"]?.items ?? {};
export const workflowProperty = (name: string): FormSchema => workflow.properties?.[name] ?? {};

/** The node's JSON Schema for its text, with the definition of conditions that it refers to. */
export function standaloneSchema(schema: FormSchema): NonNullable<ReturnType<typeof schemaOf>> {
  const whole = schemaOf("workflow");
  return { ...schema, $defs: whole !== undefined && "$defs" in whole ? whole.$defs : {} };
}
