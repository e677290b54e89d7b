import { Type, type Static } from "typebox";
import { definitionHead, Expression, FactName, Instant, LocalizedText, Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;

/** A counted allowance (S22); limits are walked narrow to wide. Read as the fact `quotas.<id>`. */
export const QuotaDefinition = Type.Object(
  {
    kind: Type.Literal("quota"),
    ...definitionHead,
    id: FactName,
    allow: Type.Array(
      Type.Object(
        {
          id: Slug,
          name: Type.Optional(LocalizedText),
          /** How much may be out under one key. */
          amount: Type.Integer({ minimum: 1 }),
          /** Whose it is; one for all where it says nothing. */
          by: Type.Optional(Type.Array(Expression)),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    period: Type.Optional(Type.Object({ from: Instant, until: Instant }, strict)),
  },
  strict,
);
export type QuotaDefinition = Static<typeof QuotaDefinition>;
