import { Type, type Static } from "typebox";

/** Any JSON value. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export const JsonValue = Type.Unsafe<JsonValue>({});

export type JsonObject = { readonly [key: string]: JsonValue };
export const JsonObject = Type.Unsafe<JsonObject>({ type: "object" });

/** Language tag to text (S41): one language is enough, readers fall back along a chain. */
export const LocalizedText = Type.Record(
  Type.String({ pattern: "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples: ["zh-CN"] }),
  Type.String({ maxLength: 2000 }),
  {
    minProperties: 1,
    additionalProperties: false,
  },
);
export type LocalizedText = Static<typeof LocalizedText>;

/** Identity of a definition or of a part of one: kebab-case, or camelCase where it becomes the name of a fact (S18). */
export const Slug = Type.String({
  pattern: "^[a-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$",
  maxLength: 80,
  examples: ["credit-review"],
});
/** A name that FEEL reads as a fact: camelCase, since FEEL reads a hyphen as minus (S18). */
export const FactName = Type.String({ pattern: "^[a-z][A-Za-z0-9]*$", maxLength: 80, examples: ["creditLimit"] });

/** ISO 8601 duration of days and smaller, such as `PT30M` or `P2D`. */
export const Duration = Type.String({
  pattern: "^P(?!$)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d{1,3})?S)?)?$",
  examples: ["PT30M"],
});
/** ISO 8601 instant with an offset or `Z`. */
export const Instant = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})$",
  examples: ["2026-11-11T20:14:31+08:00"],
});

/** ISO 4217 alphabetic code. */
export const CurrencyCode = Type.String({ pattern: "^[A-Z]{3}$", examples: ["CNY"] });
/** ISO 3166-1 alpha-2 code. */
export const CountryCode = Type.String({ pattern: "^[A-Z]{2}$", examples: ["CN"] });

const minorUnits = Type.Integer({ minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 });
/** An amount in the smallest unit of its currency (ISO 4217), never a float. */
export const Money = Type.Object({ minorUnits, currency: CurrencyCode }, { additionalProperties: false });
export type Money = Static<typeof Money>;

/** A string that begins with `=` is FEEL; every other value is itself. */
export const Value = Type.Unsafe<JsonValue>({ description: "A value, or FEEL when it is a string that begins with =" });
/** A map of named inputs, each a value or FEEL. */
export const ValueMap = Type.Unsafe<JsonObject>({
  type: "object",
  description: "Names to values; a string that begins with = is FEEL",
});
/** FEEL with its leading `=`. */
export const Expression = Type.String({ pattern: "^=", maxLength: 4000, examples: ["=order.total"] });

/** Where a result is kept, such as `vars.credit`. */
export const VarPath = Type.String({ pattern: "^vars\\.[a-z][A-Za-z0-9]*$", examples: ["vars.credit"] });
/** A variable or a part of one, such as `vars.credit.limit`. */
export const VarField = Type.String({ pattern: "^vars(\\.[a-z][A-Za-z0-9]*)+$", examples: ["vars.credit.limit"] });

/** What happened, in the past tense, such as `order.cancelled`. */
export const EventName = Type.String({
  pattern: "^[a-z][a-z-]*(\\.[A-Za-z][A-Za-z-]*)+$",
  maxLength: 120,
  examples: ["order.cancelled"],
});
/** A state of the business's own vocabulary (S3). */
export const FulfilmentCode = Type.String({ pattern: "^ORD_\\d{3}$", examples: ["ORD_003"] });
/** Semantic version of what is shipped as a package (S42). */
export const SemanticVersion = Type.String({ pattern: "^\\d+\\.\\d+\\.\\d+$", examples: ["1.2.0"] });

/** The head that every definition shares. */
export const definitionHead = {
  schemaVersion: Type.Integer({ minimum: 1 }),
  id: Slug,
  name: LocalizedText,
  description: Type.Optional(LocalizedText),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 30, default: [] })),
};

/** The newest schema version of definitions that this release writes and reads. */
export const CURRENT_SCHEMA_VERSION = 1;
