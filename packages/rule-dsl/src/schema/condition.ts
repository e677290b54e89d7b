import { Type, type Static, type TSchema } from "typebox";
import { type JsonValue, LocalizedText } from "./common.ts";

/** What a condition is called in sentences: one text, as json-rules-engine has it, or one a language (S41). */
export type ConditionName = string | LocalizedText;

/**
 * json-rules-engine's condition JSON (its rules import unchanged), plus a FEEL leaf.
 * Source: json-rules-engine 7, docs/rules.md. `path` is a safe JSONPath subset: `$`, `.name`, `['name']`, `[n]`, `[*]`.
 */
export interface FactLeaf {
  readonly fact: string;
  readonly operator: string;
  readonly value: JsonValue | FactReference;
  readonly path?: string;
  readonly params?: { readonly [key: string]: JsonValue };
  readonly name?: ConditionName;
  readonly id?: string;
  readonly priority?: number;
}
export interface FactReference {
  readonly fact: string;
  readonly path?: string;
  readonly params?: { readonly [key: string]: JsonValue };
}
export interface FeelLeaf {
  readonly feel: string;
  readonly id?: string;
  readonly name?: ConditionName;
}
export interface NamedCondition {
  readonly condition: string;
  readonly id?: string;
}
export interface AllGroup extends GroupHead {
  readonly all: readonly Condition[];
}
export interface AnyGroup extends GroupHead {
  readonly any: readonly Condition[];
}
export interface NotGroup extends GroupHead {
  readonly not: Condition;
}
interface GroupHead {
  readonly id?: string;
  readonly name?: ConditionName;
  readonly priority?: number;
}
export type Condition = AllGroup | AnyGroup | NotGroup | NamedCondition | FactLeaf | FeelLeaf;

const ref = Type.Unsafe<Condition>({ $ref: "#/$defs/condition" });
const name = Type.Optional(Type.Union([Type.String(), LocalizedText]));
const head = {
  id: Type.Optional(Type.String()),
  name,
  priority: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
};
const strict = { additionalProperties: false } as const;

/** The operators a fact leaf may use: json-rules-engine's own. Decorators (`everyFact:`, `not:` ...) may stand before them. */
export const operatorNames = [
  "equal",
  "notEqual",
  "in",
  "notIn",
  "contains",
  "doesNotContain",
  "lessThan",
  "lessThanInclusive",
  "greaterThan",
  "greaterThanInclusive",
] as const;
export type OperatorName = (typeof operatorNames)[number];
export const decoratorNames = ["someFact", "someValue", "everyFact", "everyValue", "swap", "not"] as const;
export type DecoratorName = (typeof decoratorNames)[number];

const conditionDefinition = Type.Union([
  Type.Object({ all: Type.Array(ref), ...head }, strict),
  Type.Object({ any: Type.Array(ref), ...head }, strict),
  Type.Object({ not: ref, ...head }, strict),
  Type.Object({ condition: Type.String({ minLength: 1 }), id: Type.Optional(Type.String()) }, strict),
  Type.Object(
    {
      feel: Type.String({ minLength: 1, maxLength: 4000 }),
      id: Type.Optional(Type.String()),
      name,
    },
    strict,
  ),
  Type.Object(
    {
      fact: Type.String({ minLength: 1 }),
      operator: Type.String({ minLength: 1 }),
      value: Type.Unsafe<JsonValue>({}),
      path: Type.Optional(Type.String()),
      params: Type.Optional(Type.Unsafe<{ readonly [key: string]: JsonValue }>({ type: "object" })),
      ...head,
    },
    strict,
  ),
]);

/** A condition wherever one stands. The schema that holds it must carry `conditionDefs`. */
export const Condition = ref;
/** `$defs` of every document that contains conditions. */
export const conditionDefs = { $defs: { condition: conditionDefinition as TSchema } };

export const NamedConditions = Type.Record(Type.String({ minLength: 1 }), ref);
export type NamedConditions = Static<typeof NamedConditions>;
