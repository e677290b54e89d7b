/** From types as they are written to types as they are tested, and what is known of a value's type before it is there. */
import type { FeelType } from "../feel-type.ts";
import { anyType } from "../runtime/types.ts";
import type { FeelNode, TypeNode } from "../syntax/feel-node.ts";
import { nameText } from "../syntax/names.ts";
import { type FeelKind, kindOf } from "../values.ts";
import type { Compiled, Scope } from "./scope.ts";

const simple = (of: FeelKind): FeelType => ({ kind: "simple", of });

/** FEEL's names of types. */
const typesByName: ReadonlyMap<string, FeelType> = new Map([
  ["Any", anyType],
  ["Null", simple("null")],
  ...(
    [
      "number",
      "string",
      "boolean",
      "date",
      "time",
      "date and time",
      "days and time duration",
      "years and months duration",
      "range",
      "list",
      "context",
      "function",
    ] as const
  ).map((name) => [name, simple(name)] as const),
]);

type NamedType = Extract<TypeNode, { kind: "named" }>;

/** The type; Any, with the problem noted, where a name in it is not known. */
export function resolveType(node: TypeNode, scope: Scope): FeelType {
  switch (node.kind) {
    case "named": {
      const type = typeNamed(node, scope);
      if (type === undefined) refuseType(node, scope);
      return type ?? anyType;
    }
    case "list-of":
    case "range-of":
      return { kind: node.kind === "list-of" ? "list" : "range", of: resolveType(node.of, scope) };
    case "context-of": {
      const fields = Object.entries(node.entries).map(([key, type]) => [key, resolveType(type, scope)] as const);
      return { kind: "context", fields: Object.fromEntries(fields) };
    }
    case "function-of": {
      const parameters = node.parameters.map((parameter) => resolveType(parameter, scope));
      return { kind: "function", parameters, result: resolveType(node.result, scope) };
    }
  }
}

/** The first name in a type that is not known, or undefined. */
export function unknownType(node: TypeNode, scope: Scope): NamedType | undefined {
  switch (node.kind) {
    case "named":
      return typeNamed(node, scope) === undefined ? node : undefined;
    case "list-of":
    case "range-of":
      return unknownType(node.of, scope);
    case "context-of":
      return firstUnknown(Object.values(node.entries), scope);
    case "function-of":
      return firstUnknown([...node.parameters, node.result], scope);
  }
}

function firstUnknown(types: readonly TypeNode[], scope: Scope): NamedType | undefined {
  return types.map((type) => unknownType(type, scope)).find((unknown) => unknown !== undefined);
}

export function refuseType(node: NamedType, scope: Scope): Compiled {
  return scope.compilation.problem("unknown-type", node, { name: node.name });
}

function typeNamed(node: NamedType, scope: Scope): FeelType | undefined {
  const name = nameText(node.name);
  return typesByName.get(name) ?? scope.compilation.options.typeNamed?.(name);
}

/** What can be told of the type of a value from its text alone; Any where that is nothing. */
export function typeOfNode(node: FeelNode): FeelType {
  switch (node.kind) {
    case "boolean":
    case "number":
    case "string":
    case "temporal":
      return simple(kindOf(node.value));
    case "null":
      return simple("null");
    case "compare":
    case "between":
    case "in":
    case "instance-of":
      return simple("boolean");
    case "context":
      return {
        kind: "context",
        fields: Object.fromEntries(node.entries.map((entry) => [entry.key, typeOfNode(entry.value)])),
      };
    case "list":
      return { kind: "list", of: typeOfItems(node.items) };
    case "if":
      return either(typeOfNode(node.then), typeOfNode(node.otherwise));
    case "arithmetic":
      return typeOfArithmetic(typeOfNode(node.left), typeOfNode(node.right));
    default:
      return anyType;
  }
}

function typeOfItems(items: readonly FeelNode[]): FeelType {
  const [first, ...others] = items.map(typeOfNode);
  return first === undefined ? anyType : others.reduce(either, first);
}

function either(left: FeelType, right: FeelType): FeelType {
  return left.kind === "simple" && right.kind === "simple" && left.of === right.of ? left : anyType;
}

function typeOfArithmetic(left: FeelType, right: FeelType): FeelType {
  const both = either(left, right);
  return both.kind === "simple" && (both.of === "number" || both.of === "string") ? both : anyType;
}
