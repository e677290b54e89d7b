import { Type, type Static } from "typebox";
import { JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { OrderStatus, WhyLine } from "./orders.ts";
import { BothLanguages } from "./problem.ts";

const optional = Type.Optional;
const T = Type.String();

const literals = <V extends string>(values: readonly V[]) => Type.Unsafe<V>({ type: "string", enum: [...values] });

/** What the inbox shows of a task's order; personal values come masked (H10). */
const TaskOrder = Type.Object({
  channel: T,
  customer: T,
  total: Type.Object({ minorUnits: Type.Integer(), currency: T }),
  lineCount: Type.Integer(),
  pieces: optional(Type.Integer()),
  province: optional(T),
  city: optional(T),
});

export const TaskRow = Type.Object({
  id: T,
  instanceId: T,
  orderId: optional(T),
  shortNumber: optional(T),
  workflow: T,
  nodeId: T,
  name: BothLanguages,
  group: T,
  /** Groups it was escalated to, who may decide as well. */
  escalatedTo: Type.Array(T),
  state: literals(["open", "claimed"] as const),
  claimedBy: optional(T),
  claimedByMe: Type.Boolean(),
  /** `key` names the cause for `?cause=`; `name` is what its author calls it, where it was given one. */
  cause: Type.Object({ key: T, name: optional(BothLanguages) }),
  order: optional(TaskOrder),
  form: optional(T),
  show: JsonObject,
  /** `people`: how many different people have to choose it. */
  outcomes: Type.Array(Type.Object({ id: T, name: BothLanguages, people: Type.Integer() })),
  approvalsNeeded: Type.Integer(),
  approvalsGiven: Type.Integer(),
  /** The asker may not decide it, such as the order's own author. */
  excluded: Type.Boolean(),
  openedAt: Type.Integer(),
  dueAt: optional(Type.Integer()),
  /** When its order has to leave, by what was promised. */
  deadline: optional(Type.Integer()),
});
export type TaskRow = Static<typeof TaskRow>;
export const TaskList = Type.Object({ items: Type.Array(TaskRow), nextCursor: optional(T) });
export type TaskList = Static<typeof TaskList>;

/** Tasks of one cause, or equally near their date. */
export const TaskGroup = Type.Object({
  /** A cause, or `overdue`, `hour`, `day`, `later`, `never`. */
  key: T,
  name: optional(BothLanguages),
  detail: optional(BothLanguages),
  group: optional(T),
  outcomes: optional(TaskRow.properties.outcomes),
  form: optional(T),
  count: Type.Integer(),
  oldestAt: optional(Type.Integer()),
  nextDueAt: optional(Type.Integer()),
  /** How many need more than one person, and how many somebody has claimed. */
  several: Type.Integer(),
  claimed: Type.Integer(),
});
export type TaskGroup = Static<typeof TaskGroup>;
export const TaskGroups = Type.Object({
  by: literals(["cause", "deadline"] as const),
  items: Type.Array(TaskGroup),
  total: Type.Integer(),
  asOf: Type.Integer(),
});
export type TaskGroups = Static<typeof TaskGroups>;

/** Everything that matches, in short, so that many can be decided without having seen each. */
export const TaskSelection = Type.Object({
  ids: Type.Array(T),
  /** Of these, those that more than one person has to decide: a batch leaves them. */
  several: Type.Array(T),
  /** Of these, those that somebody else holds. */
  held: Type.Array(T),
  asOf: Type.Integer(),
});
export type TaskSelection = Static<typeof TaskSelection>;

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
/** `set-aside`: it takes several people, so a batch leaves it for a decision of its own. */
export const DecideManyResult = Type.Object({
  taskId: T,
  status: Type.Integer(),
  state: optional(literals(["decided", "duplicate", "set-aside"] as const)),
  code: optional(T),
  message: optional(BothLanguages),
});
export type DecideManyResult = Static<typeof DecideManyResult>;
export const DecideManyCounts = Type.Object({
  decided: Type.Integer(),
  duplicate: Type.Integer(),
  refused: Type.Integer(),
  setAside: Type.Integer(),
});
export type DecideManyCounts = Static<typeof DecideManyCounts>;
export const DecideManyAnswer = Type.Object({ results: Type.Array(DecideManyResult), counts: DecideManyCounts });
export type DecideManyAnswer = Static<typeof DecideManyAnswer>;
/** A line of the streamed answer: what the latest slice came to. The last one says `complete`; its absence means send again. */
export const DecideManyLine = Type.Object({
  done: Type.Integer(),
  total: Type.Integer(),
  results: Type.Array(DecideManyResult),
  counts: DecideManyCounts,
  complete: optional(Type.Literal(true)),
});
export type DecideManyLine = Static<typeof DecideManyLine>;

/** What one task's decision rests on. What the store cannot tell is left out. */
export const TaskEvidence = Type.Object({
  task: TaskRow,
  state: literals(["open", "claimed", "decided", "withdrawn", "timed-out"] as const),
  ended: optional(Type.Object({ at: Type.Integer(), outcome: optional(BothLanguages), by: Type.Array(T) })),
  /** Who may decide it. */
  groups: Type.Array(BothLanguages),
  mayDecide: Type.Boolean(),
  /** The decision that led here, as the order's own timeline tells it. */
  reason: optional(
    Type.Object({ name: BothLanguages, sentence: BothLanguages, why: Type.Array(WhyLine), at: Type.Integer() }),
  ),
  shown: Type.Array(Type.Object({ name: BothLanguages, text: BothLanguages })),
  approvals: Type.Array(
    Type.Object({ by: T, outcome: BothLanguages, at: Type.Integer(), reason: optional(Type.String()) }),
  ),
  deadline: Type.Object({
    dueAt: optional(Type.Integer()),
    escalations: Type.Array(Type.Object({ at: Type.Integer(), to: BothLanguages })),
    escalatedTo: Type.Array(BothLanguages),
    /** When nobody decides: when, and where the order goes then. */
    timeout: optional(Type.Object({ at: Type.Integer(), leadsTo: optional(BothLanguages) })),
    /** It ends by itself as soon as this is over. */
    untilOver: optional(BothLanguages),
  }),
  order: optional(
    Type.Object({
      id: T,
      customer: T,
      level: optional(T),
      total: Type.Object({ minorUnits: Type.Integer(), currency: T }),
      shipTo: T,
      placedAt: T,
      payment: Type.Object({ method: T, status: T }),
      lines: Type.Array(Type.Object({ sku: T, name: T, quantity: Type.Integer(), gift: Type.Boolean() })),
    }),
  ),
  /** The steps that follow each outcome, the usual way where it forks. */
  ways: Type.Array(Type.Object({ outcome: T, name: BothLanguages, steps: Type.Array(BothLanguages) })),
  /** How tasks of the same cause and channel ended, the latest first, those of one person and day together. */
  past: Type.Array(
    Type.Object({
      from: Type.Integer(),
      to: Type.Integer(),
      count: Type.Integer(),
      state: literals(["decided", "withdrawn", "timed-out"] as const),
      outcome: optional(BothLanguages),
      by: Type.Array(T),
      /** How their orders stand now. */
      cancelled: Type.Integer(),
      inTrouble: Type.Integer(),
    }),
  ),
  /** What the open tasks of the cause have in common, as shares between 0 and 1. */
  likeness: Type.Array(
    Type.Object({
      kind: literals(["sku", "province"] as const),
      value: T,
      share: Type.Number(),
      usual: Type.Number(),
    }),
  ),
});
export type TaskEvidence = Static<typeof TaskEvidence>;

/** What somebody decided. */
export const DecidedTask = Type.Object({
  id: T,
  orderId: optional(T),
  shortNumber: optional(T),
  name: BothLanguages,
  cause: TaskRow.properties.cause,
  order: optional(TaskOrder),
  outcome: optional(BothLanguages),
  by: Type.Array(T),
  openedAt: Type.Integer(),
  endedAt: Type.Integer(),
  orderStatus: optional(OrderStatus),
});
export type DecidedTask = Static<typeof DecidedTask>;
export const DecidedTaskList = Type.Object({ items: Type.Array(DecidedTask), nextCursor: optional(T) });
export type DecidedTaskList = Static<typeof DecidedTaskList>;

/** What a board frame tells of a task: clients ask for the rest. */
export const TaskChange = Type.Object({
  id: T,
  orderId: optional(T),
  change: literals([
    "opened",
    "claimed",
    "released",
    "approved",
    "escalated",
    "decided",
    "withdrawn",
    "timed-out",
  ] as const),
  by: optional(T),
  /** Its id: the words are in the row that the client has. */
  outcome: optional(T),
});
export type TaskChange = Static<typeof TaskChange>;

export const RemedyRequest = Type.Object(
  {
    activation: Type.Integer(),
    remedy: T,
    reason: optional(Type.String({ maxLength: 1000 })),
    /** With `done`: what the call is taken to have given. */
    output: optional(JsonValue),
    /** With `mend`: what is sent instead. */
    input: optional(JsonObject),
  },
  { additionalProperties: false },
);
export type RemedyRequest = Static<typeof RemedyRequest>;
/** `mapping`: nodes that go by another name there. `dryRun`: tells what would happen and changes nothing. */
export const MigrateRequest = Type.Object(
  {
    from: Type.Integer({ minimum: 1 }),
    to: Type.Integer({ minimum: 1 }),
    mapping: optional(Type.Record(T, T)),
    instances: optional(Type.Array(T, { maxItems: 10_000 })),
    reason: optional(Type.String({ maxLength: 1000 })),
    dryRun: optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type MigrateRequest = Static<typeof MigrateRequest>;
export type MigrateAnswer = Static<typeof MigrateAnswer>;
export const MigrateAnswer = Type.Object({
  moved: optional(Type.Integer()),
  /** Not possible, or ended meanwhile. */
  left: optional(Type.Integer()),
  preview: optional(
    Type.Object({
      nodes: Type.Array(Type.Object({ node: T, to: T, count: Type.Integer() })),
      possible: Type.Integer(),
      impossible: Type.Array(Type.Object({ instance: T, node: T, why: BothLanguages })),
      impossibleCount: Type.Integer(),
    }),
  ),
});

/** Whose an incident is to see to. */
export const AssignRequest = Type.Object(
  {
    activation: Type.Integer(),
    owner: Type.Union([
      Type.Object({ group: T }, { additionalProperties: false }),
      Type.Object({ person: T }, { additionalProperties: false }),
    ]),
    reason: optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type AssignRequest = Static<typeof AssignRequest>;
/** `compensate`: what was done at the node and behind it is undone first. `dryRun`: tells what would happen and changes nothing; with an empty `node`, at the first where it could. */
export const RestartRequest = Type.Object(
  {
    node: T,
    compensate: Type.Boolean(),
    reason: Type.String({ minLength: 1, maxLength: 1000 }),
    dryRun: optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RestartRequest = Static<typeof RestartRequest>;
const restartCall = Type.Object({ node: T, connector: T, action: T, name: BothLanguages });
/** What beginning again takes back and what not. */
export const RestartPreview = Type.Object({
  node: T,
  /** Nodes where it could begin again. */
  points: Type.Array(Type.Object({ id: T, name: BothLanguages })),
  withdrawn: Type.Array(Type.Object({ id: T, name: BothLanguages })),
  /** Undone first, the last call first. */
  undone: Type.Array(restartCall),
  /** Stand as they are, and may be made again. */
  standing: Type.Array(restartCall),
});
export type RestartPreview = Static<typeof RestartPreview>;
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
