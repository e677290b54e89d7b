import { Type, type Static } from "typebox";
import { definitionHead, Duration, JsonObject, JsonValue, LocalizedText, SemanticVersion, Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** A package of definitions with sample orders and cases; parameters are written `into` places by JSON Pointer. */
export const TemplateDefinition = Type.Object(
  {
    kind: Type.Literal("template"),
    ...definitionHead,
    version: SemanticVersion,
    industry: optional(Type.Array(Slug)),
    solves: optional(LocalizedText),
    improves: optional(Type.Array(JsonObject)),
    needs: optional(Type.Array(Type.Object({ capability: Type.String(), optional: optional(Type.Boolean()) }, strict))),
    parameters: optional(
      Type.Array(
        Type.Object(
          {
            id: Slug,
            name: LocalizedText,
            schema: JsonObject,
            default: optional(JsonValue),
            unit: optional(Type.String()),
            into: Type.Array(Type.String()),
          },
          strict,
        ),
      ),
    ),
    definitions: Type.Array(Type.String(), { minItems: 1 }),
    cases: optional(Type.Array(Type.String())),
    samples: optional(Type.Array(Type.String())),
    /** Workflows to put at the head of the routing list when it is imported. */
    routes: optional(Type.Array(Slug)),
    timedTask: optional(
      Type.Object({ "zh-CN": optional(Type.String()), en: optional(Type.String()), within: Duration }, strict),
    ),
  },
  strict,
);
export type TemplateDefinition = Static<typeof TemplateDefinition>;
