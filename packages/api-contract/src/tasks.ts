import { Type, type Static } from "typebox";
import { JsonObject } from "@orderloom/rule-dsl";
import { BothLanguages } from "./problem.ts";

const optional = Type.Optional;
const T = Type.String();

export const TaskRow = Type.Object({
  id: T,
  instanceId: T,
  orderId: optional(T),
  shortNumber: optional(T),
  nodeId: T,
  name: BothLanguages,
  group: T,
  state: Type.Unsafe<"open" | "claimed">({ type: "string", enum: ["open", "claimed"] }),
  claimedBy: optional(T),
  cause: optional(Type.Object({ key: T, name: BothLanguages })),
  form: optional(T),
  show: JsonObject,
  outcomes: Type.Array(Type.Object({ id: T, name: BothLanguages })),
  approvalsNeeded: Type.Integer(),
  approvalsGiven: Type.Integer(),
  openedAt: Type.Integer(),
  dueAt: optional(Type.Integer()),
});
export type TaskRow = Static<typeof TaskRow>;
export const TaskList = Type.Object({ items: Type.Array(TaskRow), nextCursor: optional(T) });
export type TaskList = Static<typeof TaskList>;

export const DecideRequest = Type.Object(
  { outcome: T, form: optional(JsonObject), reason: optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);
export type DecideRequest = Static<typeof DecideRequest>;
export const DecideManyRequest = Type.Object(
  {
    ids: Type.Array(T, { minItems: 1, maxItems: 20_000 }),
    outcome: T,
    form: optional(JsonObject),
    reason: optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type DecideManyRequest = Static<typeof DecideManyRequest>;
/** `duplicate`: the same person decided the same before (S11). `given` of `needed` approvals. */
export const DecideAnswer = Type.Object({
  taskId: T,
  state: Type.Unsafe<"decided" | "approved" | "duplicate">({
    type: "string",
    enum: ["decided", "approved", "duplicate"],
  }),
  outcome: T,
  given: Type.Integer(),
  needed: Type.Integer(),
});
export type DecideAnswer = Static<typeof DecideAnswer>;
export const DecideManyAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      taskId: T,
      status: Type.Integer(),
      state: optional(T),
      code: optional(T),
      message: optional(BothLanguages),
    }),
  ),
  counts: Type.Object({ decided: Type.Integer(), duplicate: Type.Integer(), refused: Type.Integer() }),
});
export type DecideManyAnswer = Static<typeof DecideManyAnswer>;

export const RemedyRequest = Type.Object(
  { activation: Type.Integer(), remedy: T, reason: optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);
export type RemedyRequest = Static<typeof RemedyRequest>;
export const CancelRequest = Type.Object(
  { reason: optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);
/** Without `activation` every open incident of the instance is tried again. */
export const RetryRequest = Type.Object(
  { activation: optional(Type.Integer()), reason: optional(Type.String({ maxLength: 1000 })) },
  { additionalProperties: false },
);
export type RetryRequest = Static<typeof RetryRequest>;
