import { Type, type Static } from "typebox";
import { LocalizedText, Order, OrderInput } from "@orderloom/rule-dsl";
import { BothLanguages } from "./problem.ts";

const optional = Type.Optional;
const T = Type.String();
const literals = <V extends string>(values: readonly V[]) => Type.Unsafe<V>({ type: "string", enum: [...values] });

/** The platform's own vocabulary: the worst of an order's instances (S3). */
export const orderStatuses = [
  "received",
  "running",
  "waiting",
  "held",
  "incident",
  "unrouted",
  "done",
  "cancelled",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];
export const OrderStatus = literals(orderStatuses);

export const InstanceReference = Type.Object({ id: T, workflow: T, version: Type.Integer() });

/** What accepting an order answers: 202, or 200 with `duplicate` for the same order again. */
export const AcceptedOrder = Type.Object({
  orderId: T,
  traceId: T,
  status: OrderStatus,
  instances: Type.Array(InstanceReference),
  duplicate: optional(Type.Literal(true)),
});
export type AcceptedOrder = Static<typeof AcceptedOrder>;

const lineError = Type.Object({ pointer: T, code: T, message: BothLanguages });
/** One line of the NDJSON answer, or one entry of a batch answer: HTTP-like status, the accepted order or what is wrong with it. */
export const IntakeResult = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  status: Type.Integer(),
  orderId: optional(T),
  traceId: optional(T),
  instances: optional(Type.Array(InstanceReference)),
  duplicate: optional(Type.Literal(true)),
  code: optional(T),
  errors: optional(Type.Array(lineError)),
});
export type IntakeResult = Static<typeof IntakeResult>;
export const IntakeCounts = Type.Object({
  accepted: Type.Integer(),
  duplicate: Type.Integer(),
  refused: Type.Integer(),
  total: Type.Integer(),
});
/** Its absence at the end of an NDJSON answer means: send again (S31). */
export const IntakeComplete = Type.Object({ complete: Type.Literal(true), counts: IntakeCounts });
export const BatchRequest = Type.Object({ orders: Type.Array(OrderInput, { maxItems: 1000 }) });
export const BatchAnswer = Type.Object({ results: Type.Array(IntakeResult), counts: IntakeCounts });

/** A remedy a person may take for an incident, or what else is open. */
export const Remedy = Type.Object({
  id: T,
  name: BothLanguages,
  /** A reason must be given: it goes past, or changes, a call that moves stock or money. */
  reasonRequired: optional(Type.Literal(true)),
  /** It can be said what the call is taken to have given. */
  output: optional(Type.Literal(true)),
  /** It must be said what is sent instead. */
  input: optional(Type.Literal(true)),
});
export type Remedy = Static<typeof Remedy>;
/** What is really open (S4): a task, a timer, a call or an incident. */
export const NextStep = Type.Object({
  kind: literals(["task", "timer", "event", "call", "incident", "none"] as const),
  text: BothLanguages,
  instanceId: optional(T),
  activation: optional(Type.Integer()),
  taskId: optional(T),
  /** UTC milliseconds: when the task is due, the timer fires or the call is tried again. */
  at: optional(Type.Integer()),
  remedies: optional(Type.Array(Remedy)),
  /** Whose the incident is to see to. */
  owner: optional(Type.Object({ group: optional(T), person: optional(T), name: BothLanguages })),
});
export type NextStep = Static<typeof NextStep>;

/** One visit of a stage on the order's way: enough to draw its thread. `slackMs`: how long it waited there for a person. */
export const StagePassage = Type.Object({ stage: T, at: Type.Integer(), slackMs: optional(Type.Integer()) });

/** One row of the orders page; personal values come masked (H10). Instants are UTC milliseconds, money in minor units. */
export const OrderRow = Type.Object({
  id: T,
  /** Channel prefix and the last six of the channel order id (S37). */
  shortNumber: T,
  channel: T,
  channelOrderId: T,
  receivedAt: Type.Integer(),
  placedAt: T,
  customer: T,
  total: Type.Object({ minorUnits: Type.Integer(), currency: T }),
  lineCount: Type.Integer(),
  status: OrderStatus,
  fulfilment: optional(T),
  /** When it has to leave, by what its channel was promised. */
  deadline: optional(Type.Integer()),
  /** The paused workflow that it waits for, and why that is paused. */
  waitsFor: optional(Type.Object({ workflow: T, version: Type.Integer(), reason: T })),
  workflow: optional(T),
  workflowVersion: optional(Type.Integer()),
  stage: optional(T),
  stages: Type.Array(StagePassage),
  /** Since when it stands where it stands. */
  since: Type.Integer(),
  /** It needs a person, or stays more than three times as long as is usual for its stage. */
  stuck: Type.Boolean(),
  next: NextStep,
});
export type OrderRow = Static<typeof OrderRow>;
export const OrderList = Type.Object({ items: Type.Array(OrderRow), nextCursor: optional(T) });
export type OrderList = Static<typeof OrderList>;

/** From counters, up to one second old (S33). */
export const OrderCounts = Type.Object({
  total: Type.Integer(),
  byStatus: Type.Record(T, Type.Integer()),
  byStage: Type.Record(T, Type.Integer()),
  byChannel: Type.Record(T, Type.Integer()),
  stuck: Type.Integer(),
  asOf: Type.Integer(),
});
export type OrderCounts = Static<typeof OrderCounts>;

export const InstanceSummary = Type.Object({
  id: T,
  workflow: T,
  name: LocalizedText,
  version: Type.Integer(),
  role: literals(["main", "side", "part", "own"] as const),
  status: literals(["running", "waiting", "held", "incident", "done", "cancelled"] as const),
  outcome: optional(T),
  startedAt: Type.Integer(),
  endedAt: optional(Type.Integer()),
  stage: optional(T),
  open: Type.Array(NextStep),
});
export type InstanceSummary = Static<typeof InstanceSummary>;

/** One call to the outside: what was told to whom, when, and what came back. */
export const LedgerLine = Type.Object({
  at: Type.Integer(),
  effectKey: T,
  connector: T,
  connectorName: BothLanguages,
  action: T,
  actionName: BothLanguages,
  nodeId: T,
  nodeName: BothLanguages,
  /** What was said, in short and without personal data. */
  said: optional(T),
  attempt: Type.Integer(),
  state: literals([
    "requested",
    "completed",
    "answered",
    "failed",
    "timed-out",
    "unknown",
    "compensating",
    "compensated",
    "skipped",
  ] as const),
  answer: optional(BothLanguages),
  tookMs: optional(Type.Number()),
  compensates: optional(T),
});
export type LedgerLine = Static<typeof LedgerLine>;

export const AmendmentLine = Type.Object({
  at: Type.Integer(),
  revision: Type.Integer(),
  change: T,
  text: BothLanguages,
  by: T,
  reason: optional(T),
});
export const TaskLine = Type.Object({
  id: T,
  nodeId: T,
  name: BothLanguages,
  group: T,
  state: literals(["open", "decided", "withdrawn", "timed-out"] as const),
  openedAt: Type.Integer(),
  closedAt: optional(Type.Integer()),
  dueAt: optional(Type.Integer()),
  /** What it may be decided to be. */
  outcomes: Type.Array(Type.Object({ id: T, name: BothLanguages })),
  /** The form that is filled in when deciding. */
  form: optional(T),
  outcome: optional(BothLanguages),
  approvalsNeeded: Type.Integer(),
  claimedBy: optional(T),
  approvals: Type.Array(Type.Object({ by: T, outcome: BothLanguages, at: Type.Integer(), reason: optional(T) })),
  excluded: Type.Boolean(),
});
export type TaskLine = Static<typeof TaskLine>;

/** One order with all that hangs on it. The order's personal values are masked unless revealed. */
export const OrderDetail = Type.Object({
  order: Order,
  row: OrderRow,
  instances: Type.Array(InstanceSummary),
  ledger: Type.Array(LedgerLine),
  amendments: Type.Array(AmendmentLine),
  tasks: Type.Array(TaskLine),
  /** Where the time went, in milliseconds. */
  spent: Type.Object({
    total: Type.Integer(),
    people: Type.Integer(),
    systems: Type.Integer(),
    waiting: Type.Integer(),
    platform: Type.Integer(),
  }),
  /** Nodes and ports it took, in order, for drawing its way. */
  path: Type.Array(Type.Object({ instanceId: T, nodeId: T, port: optional(T), at: Type.Integer() })),
});
export type OrderDetail = Static<typeof OrderDetail>;

/** One line of an explanation: a condition in words, whether it held, and how far it was from the other result. */
export const WhyLine = Type.Object({
  held: Type.Boolean(),
  text: BothLanguages,
  distance: optional(BothLanguages),
  /** The rule, row or case it belongs to. */
  of: optional(BothLanguages),
});
export type WhyLine = Static<typeof WhyLine>;
export const TimelineEntry = Type.Object({
  id: T,
  seq: Type.Integer(),
  at: Type.Integer(),
  type: T,
  /** Bead shape: boundary, decision, action, human, time, structure. */
  category: literals(["boundary", "decision", "action", "human", "time", "structure"] as const),
  instanceId: optional(T),
  nodeId: optional(T),
  activation: optional(Type.Integer()),
  title: BothLanguages,
  sentence: optional(BothLanguages),
  why: Type.Array(WhyLine),
  whyNot: Type.Array(WhyLine),
  /** Shown in the short view; the rest only in “all”. */
  major: Type.Boolean(),
  /** The wait that follows: `people` is drawn slack. */
  waits: optional(
    Type.Object({
      for: literals(["people", "system", "time"] as const),
      until: optional(Type.Integer()),
      dueAt: optional(Type.Integer()),
      ms: optional(Type.Integer()),
    }),
  ),
  actor: optional(T),
  tone: literals(["plain", "good", "held", "incident"] as const),
});
export type TimelineEntry = Static<typeof TimelineEntry>;
export const Timeline = Type.Object({ orderId: T, entries: Type.Array(TimelineEntry) });
export type Timeline = Static<typeof Timeline>;

export const OrderEventAnswer = Type.Object({
  orderId: T,
  revision: Type.Integer(),
  duplicate: optional(Type.Literal(true)),
});
export type OrderEventAnswer = Static<typeof OrderEventAnswer>;
/** The channel has not sent the order yet: the event is kept until then, and told to it when it comes. */
export const ParkedEventAnswer = Type.Object({
  parked: Type.Literal(true),
  /** UTC milliseconds. */
  until: Type.Integer(),
  duplicate: optional(Type.Literal(true)),
});
export type ParkedEventAnswer = Static<typeof ParkedEventAnswer>;
