import { Type, type Static } from "typebox";
import { Slug } from "./common.ts";

const strict = { additionalProperties: false } as const;

/** Where boxes stand: a document of its own, never in a digest (H9). Grid units are pixels at zoom 1. */
export const LayoutDocument = Type.Object(
  {
    kind: Type.Literal("layout"),
    of: Slug,
    nodes: Type.Record(Slug, Type.Object({ x: Type.Number(), y: Type.Number() }, strict), strict),
    notes: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Slug,
            x: Type.Number(),
            y: Type.Number(),
            width: Type.Number(),
            height: Type.Optional(Type.Number()),
            text: Type.String(),
          },
          strict,
        ),
      ),
    ),
  },
  strict,
);
export type LayoutDocument = Static<typeof LayoutDocument>;
