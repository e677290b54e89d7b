import { Type, type Static } from "typebox";
import { definitionHead, Duration, JsonObject, LocalizedText, SemanticVersion, Slug, Value } from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

/** How often a call may reach the other side (H4). */
export const idempotencyClasses = ["idempotent", "idempotency-key", "query-before-retry", "never-retry"] as const;
export type IdempotencyClass = (typeof idempotencyClasses)[number];

const schemaObject = JsonObject;
export const ActionManifest = Type.Object(
  {
    name: LocalizedText,
    description: optional(LocalizedText),
    idempotency: Type.Unsafe<IdempotencyClass>({ type: "string", enum: [...idempotencyClasses] }),
    /** `read` changes nothing on the other side; only such actions may fetch facts (S15). */
    effect: optional(Type.Union([Type.Literal("read"), Type.Literal("write")], { default: "write" })),
    /** Reserves, releases, refunds or ships: not for side workflows (S2). */
    commits: optional(Type.Boolean({ default: false })),
    /** Asks the other side what became of an earlier call, for `query-before-retry` and for `unknown` calls (S8). */
    query: optional(Slug),
    input: schemaObject,
    output: schemaObject,
    outcomes: optional(
      Type.Array(Type.Object({ id: Slug, name: LocalizedText, output: optional(schemaObject) }, strict)),
    ),
    timeout: optional(Duration),
    request: optional(
      Type.Object(
        {
          method: Type.String(),
          path: Type.String(),
          headers: optional(Type.Record(Type.String(), Value)),
          body: optional(Value),
        },
        strict,
      ),
    ),
    response: optional(Type.Record(Type.String(), JsonObject)),
  },
  strict,
);
export type ActionManifest = Static<typeof ActionManifest>;

/** What a connector says of itself: schemas of what goes in and out, outcomes, idempotency, what it may reach. */
export const ConnectorDefinition = Type.Object(
  {
    kind: Type.Literal("connector"),
    ...definitionHead,
    version: SemanticVersion,
    vendor: optional(Type.String()),
    auth: optional(JsonObject),
    config: optional(schemaObject),
    grants: optional(
      Type.Object(
        {
          hosts: optional(Type.Array(Value)),
          secrets: optional(Type.Array(Type.String())),
          personalData: optional(Type.Array(Type.String())),
        },
        strict,
      ),
    ),
    service: optional(JsonObject),
    limits: optional(
      Type.Object(
        {
          perSecond: optional(Type.Number({ exclusiveMinimum: 0 })),
          concurrent: optional(Type.Integer({ minimum: 1 })),
        },
        strict,
      ),
    ),
    actions: Type.Record(Slug, ActionManifest, strict),
    triggers: optional(Type.Record(Slug, JsonObject, strict)),
  },
  strict,
);
export type ConnectorDefinition = Static<typeof ConnectorDefinition>;
