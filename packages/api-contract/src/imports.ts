import { Type, type Static } from "typebox";
import { DefinitionKindSchema, JsonObject, JsonValue, LocalizedText, Slug } from "@orderloom/rule-dsl";
import { DiagnosticLine } from "./definitions.ts";
import { BothLanguages } from "./problem.ts";

const optional = Type.Optional;
const T = Type.String();
const strict = { additionalProperties: false } as const;
/** Drafts that are there are written over, and what is live gets a draft. */
const replace = optional(Type.Boolean());

/** Rules of json-rules-engine: one, a list, or `{rules, conditions}`; as JSON or as its text. */
export const ImportRulesRequest = Type.Object(
  { rules: JsonValue, id: optional(Slug), name: optional(LocalizedText), replace },
  strict,
);
export type ImportRulesRequest = Static<typeof ImportRulesRequest>;

/** A DMN file as text, with those that it imports, and where its input data come from: `{"Order": "=order"}`. */
export const ImportDmnRequest = Type.Object(
  {
    xml: Type.String({ minLength: 1 }),
    models: optional(Type.Array(T, { maxItems: 50 })),
    inputs: optional(Type.Record(T, Type.String({ pattern: "^=" }))),
    replace,
  },
  strict,
);
export type ImportDmnRequest = Static<typeof ImportDmnRequest>;

export const ImportAnswer = Type.Object({
  /** False for a dry run. */
  saved: Type.Boolean(),
  items: Type.Array(
    Type.Object({
      kind: DefinitionKindSchema,
      id: T,
      name: LocalizedText,
      type: optional(T),
      definition: JsonObject,
      /** What there is of that id already. */
      existing: optional(Type.Unsafe<"draft" | "live">({ type: "string", enum: ["draft", "live"] })),
      /** What the check says of it. */
      diagnostics: Type.Array(DiagnosticLine),
    }),
  ),
  /** What was left out, where and why; nothing is left out in silence. */
  refused: Type.Array(Type.Object({ pointer: T, code: T, message: BothLanguages })),
});
export type ImportAnswer = Static<typeof ImportAnswer>;
