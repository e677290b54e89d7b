/** Types as tests on values, for `instance of` and for the parameters of functions. */
import type { TypeNode } from "../syntax/feel-node.ts";
import {
  type FeelKind,
  FeelFunction,
  type FeelValue,
  fromFact,
  isList,
  isRecord,
  kindOf,
  ownProperty,
} from "../values.ts";

/** FEEL's names of types; a name that is not here is unknown. */
const kindByName: ReadonlyMap<string, FeelKind | "Any"> = new Map([
  ["Any", "Any"],
  ["Null", "null"],
  ["number", "number"],
  ["string", "string"],
  ["boolean", "boolean"],
  ["date", "date"],
  ["time", "time"],
  ["date and time", "date and time"],
  ["days and time duration", "days and time duration"],
  ["years and months duration", "years and months duration"],
  ["range", "range"],
  ["list", "list"],
  ["context", "context"],
  ["function", "function"],
]);

/** The first type name in it that FEEL does not know, or undefined. */
export function unknownType(type: TypeNode): TypeNode | undefined {
  switch (type.kind) {
    case "named":
      return kindByName.has(type.name) ? undefined : type;
    case "list-of":
      return unknownType(type.of);
    case "context-of":
      return Object.values(type.entries)
        .map(unknownType)
        .find((unknown) => unknown !== undefined);
    case "function-of":
      return [...type.parameters, type.result].map(unknownType).find((unknown) => unknown !== undefined);
  }
}

/** Null is of the type Null and of no other, not even of Any. */
export function isOfType(value: FeelValue, type: TypeNode): boolean {
  switch (type.kind) {
    case "named":
      return isOfNamedType(value, type.name);
    case "list-of":
      return isList(value) && value.every((item) => isOfType(fromFact(item), type.of));
    case "context-of":
      return (
        isRecord(value) &&
        Object.entries(type.entries).every(([key, of]) => isOfType(fromFact(ownProperty(value, key)), of))
      );
    case "function-of":
      return value instanceof FeelFunction && value.parameters.length === type.parameters.length;
  }
}

function isOfNamedType(value: FeelValue, name: string): boolean {
  const kind = kindByName.get(name);
  return kind === "Any" ? value !== null : kindOf(value) === kind;
}
