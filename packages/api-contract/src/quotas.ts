import { Instant, LocalizedText } from "@orderloom/rule-dsl";
import { Type, type Static } from "typebox";

const T = Type.String();
const instant = Type.Integer({ description: "UTC milliseconds" });
const optional = Type.Optional;

const limitHead = {
  id: T,
  name: optional(LocalizedText),
  /** How much may be out under one key. */
  amount: Type.Integer(),
  /** One for all, or one for each key. */
  shared: Type.Boolean(),
  /** How much is out, of all keys together. */
  taken: Type.Integer(),
  /** Of a shared one. */
  left: optional(Type.Integer()),
  /** Keys that have something out. */
  keys: Type.Integer(),
};

export const QuotaLimitRow = Type.Object(limitHead);
export type QuotaLimitRow = Static<typeof QuotaLimitRow>;

const quotaHead = {
  id: T,
  name: LocalizedText,
  description: optional(LocalizedText),
  version: Type.Integer(),
  period: optional(Type.Object({ from: Instant, until: Instant })),
  state: Type.Union([Type.Literal("upcoming"), Type.Literal("open"), Type.Literal("over")]),
  /** Instances that wait until there is room; 500 stands for that many or more. */
  waiting: Type.Integer(),
};

export const QuotaRow = Type.Object({ ...quotaHead, limits: Type.Array(QuotaLimitRow) });
export type QuotaRow = Static<typeof QuotaRow>;
export const QuotaList = Type.Object({ items: Type.Array(QuotaRow) });
export type QuotaList = Static<typeof QuotaList>;

/** Whose, masked where it is personal. */
export const QuotaKey = Type.Object({ key: Type.Array(T), taken: Type.Integer() });
export type QuotaKey = Static<typeof QuotaKey>;

export const QuotaTake = Type.Object({
  id: T,
  orderId: optional(T),
  instanceId: T,
  amount: Type.Integer(),
  /** `open`: its instance may not have the answer yet. */
  state: Type.Union([Type.Literal("open"), Type.Literal("settled"), Type.Literal("given-back")]),
  at: instant,
  changedAt: instant,
  /** Of the definition it was taken by. */
  version: Type.Integer(),
});
export type QuotaTake = Static<typeof QuotaTake>;

export const QuotaDetail = Type.Object({
  ...quotaHead,
  limits: Type.Array(
    Type.Object({
      ...limitHead,
      /** Keys with most out, ten at most. */
      top: Type.Array(QuotaKey),
    }),
  ),
  /** What was taken last, newest first, fifty at most. */
  takes: Type.Array(QuotaTake),
});
export type QuotaDetail = Static<typeof QuotaDetail>;
