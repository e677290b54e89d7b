import { deref, isRecord, type JsonSchema } from "./json-schema.ts";

/**
 * Which branch of a union the writer meant, so that they read about that one and not about all of them.
 * `literals`: nothing but fixed values is allowed; `discriminator`: the property that tells the branches apart is
 * missing or says none of `allowed`; `oneOf`: not one of the keys that would name a branch is there.
 */
export type Branch =
  | { readonly kind: "schema"; readonly schema: JsonSchema }
  | { readonly kind: "literals"; readonly allowed: readonly unknown[] }
  | { readonly kind: "discriminator"; readonly name: string; readonly allowed: readonly unknown[] }
  | { readonly kind: "oneOf"; readonly keys: readonly string[] }
  | { readonly kind: "types"; readonly types: readonly string[] };

export function chooseBranch(branches: readonly JsonSchema[], value: unknown, root: JsonSchema): Branch {
  const all = branches.map((branch) => deref(branch, root));
  if (all.every((one) => one.const !== undefined)) return { kind: "literals", allowed: all.map((one) => one.const) };
  const fitting = all.filter((one) => acceptsType(one, value));
  if (fitting.length === 0) return { kind: "types", types: [...new Set(all.flatMap(typesOf))] };
  if (isRecord(value)) return chooseObject(fitting, value);
  return chooseScalar(fitting, value);
}

function chooseObject(branches: readonly JsonSchema[], value: Readonly<Record<string, unknown>>): Branch {
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return { kind: "schema", schema: only };
  const name = discriminatorOf(branches);
  if (name !== undefined) return byDiscriminator(branches, name, value);
  const counted = branches.map((schema) => ({ schema, present: countPresent(schema.required ?? [], value) }));
  const best = counted.reduce((a, b) => (b.present > a.present ? b : a));
  if (best.present > 0) return { kind: "schema", schema: best.schema };
  return { kind: "oneOf", keys: branches.flatMap((one) => one.required?.slice(0, 1) ?? []) };
}

function byDiscriminator(
  branches: readonly JsonSchema[],
  name: string,
  value: Readonly<Record<string, unknown>>,
): Branch {
  const found = branches.find((one) => one.properties?.[name]?.const === value[name]);
  if (found !== undefined) return { kind: "schema", schema: found };
  return { kind: "discriminator", name, allowed: branches.map((one) => one.properties?.[name]?.const) };
}

/** The property that is a different constant in every branch, such as `type` of a node. */
function discriminatorOf(branches: readonly JsonSchema[]): string | undefined {
  const [first] = branches;
  return Object.keys(first?.properties ?? {}).find((name) => {
    const constants = branches.map((one) => one.properties?.[name]?.const);
    return constants.every((one) => one !== undefined) && new Set(constants).size === branches.length;
  });
}

/** A text that begins with `=` is FEEL, any other is meant for the other branch; of constants, the one it equals. */
function chooseScalar(branches: readonly JsonSchema[], value: unknown): Branch {
  const [first] = branches;
  const isFeel = typeof value === "string" && value.startsWith("=");
  const chosen =
    branches.find((one) => one.const === value) ??
    (isFeel
      ? branches.find((one) => one.pattern === "^=")
      : branches.find((one) => one.pattern !== "^=" && one.const === undefined)) ??
    first ??
    {};
  if (chosen.const !== undefined && chosen.const !== value)
    return { kind: "literals", allowed: branches.map((one) => one.const) };
  return { kind: "schema", schema: chosen };
}

const countPresent = (names: readonly string[], value: object): number =>
  names.filter((name) => Object.hasOwn(value, name)).length;

function acceptsType(schema: JsonSchema, value: unknown): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.some((type) => isOfType(value, type));
}

function typesOf(schema: JsonSchema): readonly string[] {
  if (schema.type === undefined) return schema.const === undefined ? [] : [typeof schema.const];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return typeof value === "number";
    default:
      return typeof value === type;
  }
}
