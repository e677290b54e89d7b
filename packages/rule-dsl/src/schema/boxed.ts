import { Type, type Static, type TSchema } from "typebox";
import { Expression } from "./common.ts";

/**
 * DMN's boxed expressions (DMN 1.5, chapter 10) as JSON. Texts are FEEL without a leading `=`. Names are those people
 * gave: Chinese, with spaces and signs. A `type` is FEEL's name of a type, or a name in the model's `types`.
 */
export type Boxed =
  | FeelBox
  | ContextBox
  | InvocationBox
  | FunctionBox
  | ListBox
  | RelationBox
  | ConditionalBox
  | FilterBox
  | ForBox
  | QuantifiedBox
  | TableBox
  | RefusedBox;

interface BoxHead {
  /** A value that is not of it becomes null, with a warning. */
  readonly type?: string;
}
export interface FeelBox extends BoxHead {
  readonly feel: string;
}
export interface ContextBox extends BoxHead {
  readonly context: readonly { readonly name: string; readonly type?: string; readonly value: Boxed }[];
  readonly result?: Boxed;
}
export interface InvocationBox extends BoxHead {
  readonly call: Boxed;
  readonly with: readonly { readonly name: string; readonly type?: string; readonly value: Boxed }[];
}
export interface FunctionBox extends BoxHead {
  readonly function: readonly BoxedParameter[];
  readonly body: Boxed;
}
export interface ListBox extends BoxHead {
  readonly list: readonly Boxed[];
}
export interface RelationBox extends BoxHead {
  readonly relation: readonly BoxedParameter[];
  readonly rows: readonly (readonly Boxed[])[];
}
export interface ConditionalBox extends BoxHead {
  readonly if: Boxed;
  readonly then: Boxed;
  readonly else: Boxed;
}
export interface FilterBox extends BoxHead {
  readonly filter: Boxed;
  readonly match: Boxed;
}
export interface ForBox extends BoxHead {
  readonly for: string;
  readonly in: Boxed;
  readonly return: Boxed;
}
export interface QuantifiedBox extends BoxHead {
  readonly quantifier: "some" | "every";
  readonly of: string;
  readonly in: Boxed;
  readonly satisfies: Boxed;
}
/** What cannot be evaluated here, such as a function in Java: its value is null, and a warning says why. */
export interface RefusedBox extends BoxHead {
  readonly refused: string;
}
export interface BoxedParameter {
  readonly name: string;
  readonly type?: string;
}
export interface TableBox extends BoxHead {
  readonly table: {
    readonly hitPolicy: BoxedHitPolicy;
    readonly aggregation?: "sum" | "min" | "max" | "count";
    readonly inputs: readonly { readonly feel: string; readonly type?: string; readonly allowed?: string }[];
    readonly outputs: readonly {
      readonly name?: string;
      readonly type?: string;
      readonly allowed?: string;
      readonly default?: string;
    }[];
    readonly rows: readonly {
      readonly when: readonly string[];
      readonly then: readonly string[];
      /** Types of single cells of `then`; an empty text is none. */
      readonly types?: readonly string[];
    }[];
  };
}
export type BoxedHitPolicy = "UNIQUE" | "FIRST" | "PRIORITY" | "ANY" | "COLLECT" | "RULE ORDER" | "OUTPUT ORDER";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;
const ref = Type.Unsafe<Boxed>({ $ref: "#/$defs/boxed" });
/** A name is logic here, not decoration: its pattern says so to the digest. */
const Name = Type.String({ pattern: "\\S", maxLength: 500 });
const TypeName = Type.String({ minLength: 1, maxLength: 500 });
const Feel = Type.String({ maxLength: 10_000 });
const head = { type: optional(TypeName) };
const Parameter = Type.Object({ name: Name, type: optional(TypeName) }, strict);
const Binding = Type.Object({ name: Name, type: optional(TypeName), value: ref }, strict);
const HitPolicy = Type.Unsafe<BoxedHitPolicy>({
  type: "string",
  enum: ["UNIQUE", "FIRST", "PRIORITY", "ANY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"],
});

const Table = Type.Object(
  {
    hitPolicy: HitPolicy,
    aggregation: optional(
      Type.Unsafe<"sum" | "min" | "max" | "count">({ type: "string", enum: ["sum", "min", "max", "count"] }),
    ),
    inputs: Type.Array(Type.Object({ feel: Feel, type: optional(TypeName), allowed: optional(Feel) }, strict)),
    outputs: Type.Array(
      Type.Object(
        { name: optional(Name), type: optional(TypeName), allowed: optional(Feel), default: optional(Feel) },
        strict,
      ),
      { minItems: 1 },
    ),
    rows: Type.Array(
      Type.Object(
        { when: Type.Array(Feel), then: Type.Array(Feel), types: optional(Type.Array(Type.String())) },
        strict,
      ),
    ),
  },
  strict,
);

const boxedDefinition = Type.Union([
  Type.Object({ feel: Feel, ...head }, strict),
  Type.Object({ context: Type.Array(Binding), result: optional(ref), ...head }, strict),
  Type.Object({ call: ref, with: Type.Array(Binding), ...head }, strict),
  Type.Object({ function: Type.Array(Parameter), body: ref, ...head }, strict),
  Type.Object({ list: Type.Array(ref), ...head }, strict),
  Type.Object({ relation: Type.Array(Parameter), rows: Type.Array(Type.Array(ref)), ...head }, strict),
  Type.Object({ if: ref, then: ref, else: ref, ...head }, strict),
  Type.Object({ filter: ref, match: ref, ...head }, strict),
  Type.Object({ for: Name, in: ref, return: ref, ...head }, strict),
  Type.Object(
    {
      quantifier: Type.Unsafe<"some" | "every">({ type: "string", enum: ["some", "every"] }),
      of: Name,
      in: ref,
      satisfies: ref,
      ...head,
    },
    strict,
  ),
  Type.Object({ table: Table, ...head }, strict),
  Type.Object({ refused: Type.String(), ...head }, strict),
]);

/** A type of its own: a base with constraints, fields, a list, or a function (DMN 1.5, 7.3.2). */
export interface ItemType {
  readonly base?: string;
  readonly list?: true;
  readonly fields?: Readonly<Record<string, ItemType>>;
  readonly function?: { readonly parameters: readonly BoxedParameter[]; readonly result?: string };
  /** Unary tests that each value must pass; of a list, each element. */
  readonly allowed?: string;
  /** Unary tests that the value as a whole must pass. */
  readonly constraint?: string;
}
const itemRef = Type.Unsafe<ItemType>({ $ref: "#/$defs/itemType" });
const itemDefinition = Type.Object(
  {
    base: optional(TypeName),
    list: optional(Type.Literal(true)),
    fields: optional(Type.Record(Type.String(), itemRef)),
    function: optional(Type.Object({ parameters: Type.Array(Parameter), result: optional(TypeName) }, strict)),
    allowed: optional(Feel),
    constraint: optional(Feel),
  },
  strict,
);

/** What an element needs: `as` is the name it reads it by, under the name of an import where it has one. */
const Need = Type.Object({ element: Name, as: Name, under: optional(Name) }, strict);
export type Need = Static<typeof Need>;

const elementHead = { name: Name, type: optional(TypeName) };
const InputElement = Type.Object({ kind: Type.Literal("input"), ...elementHead, from: optional(Expression) }, strict);
const DecisionElement = Type.Object(
  { kind: Type.Literal("decision"), ...elementHead, needs: Type.Array(Need), value: ref },
  strict,
);
const FunctionElement = Type.Object(
  { kind: Type.Literal("function"), ...elementHead, needs: Type.Array(Need), value: ref },
  strict,
);
/** A decision service: a function of `inputs` (input data and decisions) that gives `outputs`. */
const ServiceElement = Type.Object(
  { kind: Type.Literal("service"), ...elementHead, inputs: Type.Array(Name), outputs: Type.Array(Name) },
  strict,
);
const ModelElement = Type.Union([InputElement, DecisionElement, FunctionElement, ServiceElement]);
export type ModelElement = Static<typeof ModelElement>;

/** A DMN decision with all it requires. `value` is the element that is asked for; elements are called by their keys. */
export const BoxedModel = Type.Object(
  {
    types: optional(Type.Record(Type.String(), itemRef)),
    elements: Type.Record(Type.String(), ModelElement),
    value: Name,
  },
  strict,
);
export type BoxedModel = Static<typeof BoxedModel>;

/** `$defs` of every document that contains boxed expressions. */
export const boxedDefs: { readonly boxed: TSchema; readonly itemType: TSchema } = {
  boxed: boxedDefinition,
  itemType: itemDefinition,
};
