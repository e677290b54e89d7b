import { Type, type Static } from "typebox";
import { Instant, JsonObject, Slug } from "./common.ts";
import { Condition, conditionDefs } from "./condition.ts";
import { DefinitionKindSchema } from "./definition.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;
const author = Type.Object({ id: Type.String(), name: Type.String() }, strict);

/** A definition being written. `etag` changes with each save. */
export const Draft = Type.Object(
  {
    kind: DefinitionKindSchema,
    id: Slug,
    definition: JsonObject,
    etag: Type.String(),
    updatedAt: Type.Integer(),
    updatedBy: author,
    basedOn: optional(Type.Integer()),
  },
  strict,
);
export type Draft = Static<typeof Draft>;

/** A published definition: immutable, with its digest (S25), in force inside its window (S24). Instants are UTC milliseconds. */
export const DefinitionVersion = Type.Object(
  {
    kind: DefinitionKindSchema,
    id: Slug,
    version: Type.Integer({ minimum: 1 }),
    definition: JsonObject,
    digest: Type.String(),
    logicDigest: Type.String(),
    /** The interpreter's meaning of this version; releases never change it (S26). */
    semantics: Type.Literal(1),
    /** The change set that brought it. */
    catalogueRevision: Type.Integer({ minimum: 1 }),
    author,
    approver: optional(author),
    note: Type.String(),
    publishedAt: Type.Integer(),
    effectiveFrom: optional(Type.Integer()),
    effectiveUntil: optional(Type.Integer()),
  },
  strict,
);
export type DefinitionVersion = Static<typeof DefinitionVersion>;

/** One or more drafts that go live under one catalogue revision, or none of them (S24). */
export const ChangeSet = Type.Object(
  {
    catalogueRevision: Type.Integer({ minimum: 1 }),
    items: Type.Array(
      Type.Object(
        { kind: DefinitionKindSchema, id: Slug, version: Type.Integer({ minimum: 1 }), digest: Type.String() },
        strict,
      ),
    ),
    author,
    note: Type.String(),
    publishedAt: Type.Integer(),
    effectiveFrom: optional(Instant),
    effectiveUntil: optional(Instant),
  },
  strict,
);
export type ChangeSet = Static<typeof ChangeSet>;

/** The ordered list that gives an order its main workflow (S2): the first whose condition, or the workflow's own `takes`, holds. */
export const Routing = Type.Object(
  {
    routes: Type.Array(
      Type.Object({ id: Slug, workflow: Slug, when: optional(Condition), paused: optional(Type.Boolean()) }, strict),
      { maxItems: 500 },
    ),
  },
  { ...strict, ...conditionDefs },
);
export type Routing = Static<typeof Routing>;
