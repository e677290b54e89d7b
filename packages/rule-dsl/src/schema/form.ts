import { Type, type Static } from "typebox";
import { definitionHead, FactName, JsonValue, LocalizedText } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

export const fieldTypes = [
  "text",
  "long-text",
  "number",
  "money",
  "boolean",
  "date",
  "choice",
  "signature",
  "attachment",
] as const;

/** What a person fills in when deciding a task. */
export const FormDefinition = Type.Object(
  {
    kind: Type.Literal("form"),
    ...definitionHead,
    fields: Type.Array(
      Type.Object(
        {
          id: FactName,
          name: LocalizedText,
          type: Type.Unsafe<(typeof fieldTypes)[number]>({ type: "string", enum: [...fieldTypes] }),
          required: optional(Type.Boolean({ default: false })),
          choices: optional(Type.Array(Type.Object({ id: Type.String(), name: LocalizedText }, strict))),
          minimum: optional(Type.Number()),
          maximum: optional(Type.Number()),
          maxLength: optional(Type.Integer({ minimum: 1 })),
          default: optional(JsonValue),
          help: optional(LocalizedText),
        },
        strict,
      ),
      { minItems: 1 },
    ),
  },
  strict,
);
export type FormDefinition = Static<typeof FormDefinition>;
