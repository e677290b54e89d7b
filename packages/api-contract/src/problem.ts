import { Type, type Static } from "typebox";

export const BothLanguages = Type.Object({ "zh-CN": Type.String(), en: Type.String() });
export type BothLanguages = Static<typeof BothLanguages>;

/** RFC 9457 problem details; every error of the API has this form. `code` is one of rule-dsl's closed codes (S40). */
export const ProblemDetails = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  instance: Type.Optional(Type.String()),
  message: BothLanguages,
  errors: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), message: BothLanguages })),
});
export type ProblemDetails = Static<typeof ProblemDetails>;
