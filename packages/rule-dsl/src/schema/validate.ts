import type { TSchema } from "typebox";
import { Check, Errors } from "typebox/value";
import { problem, type Problem } from "../diagnostic.ts";
import { type Branch, chooseBranch } from "./choose-branch.ts";
import { asJsonSchema, deref, isRecord, type JsonSchema, pointerTo, propertySchema } from "./json-schema.ts";
import {
  distinct,
  fieldName,
  missingField,
  notInList,
  problemsOfError,
  unknownField,
  wrongType,
} from "./problems-from-errors.ts";

/**
 * What is wrong with a value, place by place; empty when nothing is. No code is generated, so that it works under a
 * strict content security policy. In a union only the branch that was meant is spoken of.
 */
export function validate(schema: TSchema, value: unknown): readonly Problem[] {
  if (Check(schema, value)) return [];
  const root = asJsonSchema(schema);
  const problems = distinct(problemsAt(root, value, { root, pointer: "" }));
  return problems.length > 0 ? problems : [problem("wrong-format", "", { field: fieldName(""), example: "" })];
}

interface Place {
  readonly root: JsonSchema;
  readonly pointer: string;
}

function problemsAt(schema: JsonSchema, value: unknown, place: Place): readonly Problem[] {
  const target = deref(schema, place.root);
  if (target.anyOf !== undefined) return problemsOfUnion(chooseBranch(target.anyOf, value, place.root), value, place);
  return [...problemsHere(target, value, place.pointer), ...problemsInside(target, value, place)];
}

function problemsOfUnion(branch: Branch, value: unknown, place: Place): readonly Problem[] {
  const at = place.pointer;
  switch (branch.kind) {
    case "schema":
      return problemsAt(branch.schema, value, place);
    case "literals":
      return branch.allowed.includes(value) ? [] : [notInList(at, branch.allowed, value)];
    case "types":
      return [wrongType(at, branch.types, value)];
    case "oneOf":
      return [problem("missing-one-of", at, { field: fieldName(at), allowed: branch.keys })];
    case "discriminator": {
      const given = isRecord(value) ? value[branch.name] : undefined;
      if (given === undefined) return [missingField(at, branch.name)];
      return [notInList(pointerTo(at, branch.name), branch.allowed, given)];
    }
  }
}

/** The value itself, its parts left out: they are walked one by one. */
function problemsHere(schema: JsonSchema, value: unknown, pointer: string): readonly Problem[] {
  const errors = Errors(shallow(schema), value);
  return errors.flatMap((error) => problemsOfError({ ...error, instancePath: pointer }, value, schema));
}

function problemsInside(schema: JsonSchema, value: unknown, place: Place): readonly Problem[] {
  if (Array.isArray(value)) {
    const items = schema.items;
    if (items === undefined) return [];
    return value.flatMap((item, index) =>
      problemsAt(items, item, { ...place, pointer: pointerTo(place.pointer, index) }),
    );
  }
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const sub = propertySchema(schema, name);
    if (sub === undefined) return [unknownField(place.pointer, name, schema)];
    return problemsAt(sub, item, { ...place, pointer: pointerTo(place.pointer, name) });
  });
}

const shallowSchemas = new WeakMap<JsonSchema, TSchema>();

function shallow(schema: JsonSchema): TSchema {
  const known = shallowSchemas.get(schema);
  if (known !== undefined) return known;
  const { properties: _p, patternProperties: _pp, additionalProperties: _a, items: _i, $defs: _d, ...own } = schema;
  shallowSchemas.set(schema, own);
  return own;
}
