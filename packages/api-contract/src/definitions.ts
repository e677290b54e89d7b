import { Type, type Static } from "typebox";
import { ChangeSet, DefinitionKindSchema, JsonObject, JsonValue, LocalizedText, Slug } from "@orderloom/rule-dsl";
import { BothLanguages } from "./problem.ts";

const optional = Type.Optional;
const T = Type.String();
const strict = { additionalProperties: false } as const;

const Edit = Type.Object({
  op: Type.Unsafe<"add" | "replace" | "remove">({ type: "string", enum: ["add", "replace", "remove"] }),
  path: T,
  value: Type.Optional(Type.Unknown()),
});
export const DiagnosticLine = Type.Object({
  code: T,
  severity: Type.Unsafe<"error" | "warning" | "info">({ type: "string", enum: ["error", "warning", "info"] }),
  path: T,
  data: JsonObject,
  message: BothLanguages,
  /** An order that shows it, and what else must be known. */
  witness: Type.Optional(Type.Object({ order: Type.Optional(JsonObject), facts: Type.Optional(JsonObject) })),
  /** Ways to put it right: edits of the definition by JSON Pointer, as RFC 6902 has them. */
  fixes: Type.Optional(Type.Array(Type.Object({ title: BothLanguages, edits: Type.Array(Edit) }))),
});
export type DiagnosticLine = Static<typeof DiagnosticLine>;
export const CheckAnswer = Type.Object({ ok: Type.Boolean(), diagnostics: Type.Array(DiagnosticLine) });

const oneOf = <const V extends string>(...values: readonly V[]) =>
  Type.Unsafe<V>({ type: "string", enum: [...values] });
const author = Type.Object({ id: T, name: T });
/** Why a workflow takes no new orders, since when (UTC milliseconds), and who said so. */
const Pause = Type.Object({ reason: T, at: Type.Integer(), by: author });

const reason = (minLength: number) => Type.String({ minLength, maxLength: 500 });
/** Something new, from blank. Without an id one is made from the name. */
export const CreateRequest = Type.Object(
  {
    name: LocalizedText,
    id: optional(Slug),
    type: optional(oneOf("rules", "table", "score", "mapping", "expression")),
    role: optional(oneOf("main", "side", "part", "own")),
  },
  strict,
);
export type CreateRequest = Static<typeof CreateRequest>;
/** From the draft, or else the version in force; `version` names another. */
export const DuplicateRequest = Type.Object(
  { name: optional(LocalizedText), id: optional(Slug), version: optional(Type.Integer({ minimum: 1 })) },
  strict,
);
export type DuplicateRequest = Static<typeof DuplicateRequest>;

export const PauseRequest = Type.Object({ reason: reason(1) }, strict);
export const ResumeRequest = Type.Object({ reason: optional(reason(0)) }, strict);
/** New orders that it would take wait for it; those that run go on. */
export const PauseAnswer = Type.Object({ paused: Pause });
/** `waiting`: how many orders had waited, and are on their way now. */
export const ResumeAnswer = Type.Object({ waiting: Type.Integer() });

/** What people did to a definition: paused, published, discarded. Newest first. */
export const ActivityList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: T,
      /** UTC milliseconds. */
      at: Type.Integer(),
      type: T,
      by: T,
      title: BothLanguages,
      sentence: optional(BothLanguages),
    }),
  ),
});
export type ActivityList = Static<typeof ActivityList>;

export const DefinitionRow = Type.Object({
  kind: DefinitionKindSchema,
  id: T,
  name: LocalizedText,
  /** Of decisions. */
  type: optional(T),
  /** Of workflows. */
  role: optional(oneOf("main", "side", "part", "own")),
  /** The newest version, and the one in force now. */
  latest: optional(Type.Integer()),
  live: optional(Type.Integer()),
  draft: Type.Boolean(),
  /** `new`: nothing of it is published; `same`: the draft says what is live; `ahead`: it says something else. */
  draftState: optional(oneOf("new", "same", "ahead")),
  /** When it was last saved or published, UTC milliseconds, and by whom. */
  updatedAt: Type.Integer(),
  updatedBy: author,
  paused: optional(Pause),
  /** What the check finds in the draft. */
  problems: optional(Type.Object({ errors: Type.Integer(), warnings: Type.Integer() })),
});
export type DefinitionRow = Static<typeof DefinitionRow>;
export const DefinitionList = Type.Object({ items: Type.Array(DefinitionRow) });
export type DefinitionList = Static<typeof DefinitionList>;

/** Who refers to a definition: a version in force, a draft, or a route of the routing list. */
export const UsageList = Type.Object({
  items: Type.Array(
    Type.Object({
      kind: T,
      id: T,
      name: JsonObject,
      in: oneOf("version", "draft", "routing"),
      live: optional(Type.Integer()),
      path: T,
      version: optional(Type.Integer()),
      action: optional(T),
    }),
  ),
});
export type UsageList = Static<typeof UsageList>;

const versionHead = {
  kind: DefinitionKindSchema,
  id: T,
  version: Type.Integer(),
  digest: T,
  logicDigest: T,
  semantics: Type.Literal(1),
  catalogueRevision: Type.Integer(),
  author: Type.Object({ id: T, name: T }),
  approver: optional(Type.Object({ id: T, name: T })),
  note: T,
  publishedAt: Type.Integer(),
  effectiveFrom: optional(Type.Integer()),
  effectiveUntil: optional(Type.Integer()),
};
/** `scheduled`: its window has not begun; `past`: its window is over, or another version stands in its place. */
const VersionRow = Type.Object({ ...versionHead, state: oneOf("in-force", "scheduled", "past") });
export const VersionList = Type.Object({ items: Type.Array(VersionRow) });
export type VersionList = Static<typeof VersionList>;

const note = Type.String({ maxLength: 2000 });
const drafts = Type.Array(Type.Object({ kind: DefinitionKindSchema, id: T }, strict), { minItems: 1, maxItems: 200 });
const windowFields = { effectiveFrom: optional(T), effectiveUntil: optional(T) };
export const PublishOneRequest = Type.Object({ note, ...windowFields }, strict);
export const PublishRequest = Type.Object(
  {
    drafts,
    note,
    ...windowFields,
  },
  strict,
);
export type PublishRequest = Static<typeof PublishRequest>;

/** A stored case as it came out on what is to go live. `wasFailing`: it fails already as things are, and stops nothing. */
const CaseRun = Type.Object({
  kind: DefinitionKindSchema,
  id: T,
  case: T,
  name: LocalizedText,
  passed: Type.Boolean(),
  wasFailing: optional(Type.Literal(true)),
  differences: Type.Array(Type.Object({ part: T, expected: JsonValue, actual: JsonValue })),
});
/** What a set must pass to go live. `skipped`: what comes before it failed. `ran`: how many definitions, cases or comparisons. */
export const PublishGate = Type.Object({
  id: oneOf("check", "cases", "second-opinion"),
  state: oneOf("passed", "failed", "skipped"),
  ran: Type.Integer(),
  diagnostics: Type.Array(DiagnosticLine),
  cases: optional(Type.Array(CaseRun)),
});
export type PublishGate = Static<typeof PublishGate>;
export const PublishAnswer = Type.Object({
  changeSet: ChangeSet,
  diagnostics: Type.Array(DiagnosticLine),
  gates: Type.Array(PublishGate),
});
export type PublishAnswer = Static<typeof PublishAnswer>;
export const PreviewRequest = Type.Object({ drafts }, strict);
export type PreviewRequest = Static<typeof PreviewRequest>;
/** What publishing would do, and what stands in its way. */
export const PublishPreview = Type.Object({
  ok: Type.Boolean(),
  gates: Type.Array(PublishGate),
  /** Another main workflow that wants an order as well; `data` names both and an order that shows it. */
  overlaps: Type.Array(DiagnosticLine),
  changes: Type.Array(
    Type.Object({
      kind: DefinitionKindSchema,
      id: T,
      name: LocalizedText,
      /** `new`: nothing of it was in force; `none`: it says the same; `words`: only names and notes; `logic`: what it does. */
      change: oneOf("new", "none", "words", "logic"),
      before: optional(Type.Integer()),
      after: Type.Integer(),
      /** Running orders keep what they started with, or follow at once. */
      binds: oneOf("at-start", "when-used"),
      /** Orders under way in it, or in what refers to it. */
      running: Type.Integer(),
      usedBy: Type.Array(Type.Object({ kind: T, id: T })),
    }),
  ),
});
export type PublishPreview = Static<typeof PublishPreview>;

export const EvaluateRequest = Type.Object(
  {
    facts: JsonObject,
    version: optional(Type.Integer({ minimum: 1 })),
    trace: optional(Type.Boolean()),
    lang: optional(Type.Unsafe<"zh-CN" | "en">({ type: "string", enum: ["zh-CN", "en"] })),
    /** Without it nothing outside is ever called (S15). */
    fetch: optional(Type.Boolean()),
  },
  strict,
);
export type EvaluateRequest = Static<typeof EvaluateRequest>;
export const EvaluateAnswer = Type.Object({
  decision: T,
  version: Type.Integer(),
  value: JsonValue,
  warnings: Type.Array(Type.Object({ code: T, message: BothLanguages })),
  trace: optional(JsonValue),
  explanation: optional(Type.Object({ sentence: T, because: Type.Array(T), whyNot: Type.Array(T) })),
});
export type EvaluateAnswer = Static<typeof EvaluateAnswer>;

export const TemplateInfo = Type.Object({
  slug: T,
  version: T,
  name: LocalizedText,
  description: optional(LocalizedText),
  solves: optional(LocalizedText),
  industry: Type.Array(T),
  parameters: Type.Array(
    Type.Object({ id: T, name: LocalizedText, schema: JsonObject, default: optional(JsonValue), unit: optional(T) }),
  ),
  definitions: Type.Array(Type.Object({ kind: T, id: T })),
});
export type TemplateInfo = Static<typeof TemplateInfo>;
export const TemplateList = Type.Object({ items: Type.Array(TemplateInfo) });
export type TemplateList = Static<typeof TemplateList>;
/** `publish` puts the template's definitions live at once and its routes at the head of the routing list. */
export const ImportTemplateRequest = Type.Object(
  { parameters: optional(JsonObject), publish: optional(Type.Boolean()), note: optional(note) },
  strict,
);
export type ImportTemplateRequest = Static<typeof ImportTemplateRequest>;
export const ImportTemplateAnswer = Type.Object({
  drafts: Type.Array(Type.Object({ kind: T, id: T })),
  changeSet: optional(ChangeSet),
  diagnostics: Type.Array(DiagnosticLine),
});
export type ImportTemplateAnswer = Static<typeof ImportTemplateAnswer>;

export const FieldInfo = Type.Object({
  path: T,
  type: T,
  name: LocalizedText,
  unit: optional(T),
  values: optional(Type.Array(Type.Object({ id: T, name: LocalizedText }))),
  personal: Type.Boolean(),
});
export const FieldCatalogueAnswer = Type.Object({ fields: Type.Array(FieldInfo) });
export const ConnectorList = Type.Object({ items: Type.Array(JsonObject) });
/** `secrets` are never shown again. */
/** Where its system stands and what lets it in; `limits` rule over those of its manifest, for systems differ in what they bear. */
export const ConnectorConfigRequest = Type.Object(
  {
    config: JsonObject,
    secrets: optional(Type.Record(T, T)),
    limits: optional(
      Type.Object(
        {
          perSecond: optional(Type.Number({ exclusiveMinimum: 0 })),
          concurrent: optional(Type.Integer({ minimum: 1 })),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type ConnectorConfigRequest = Static<typeof ConnectorConfigRequest>;
