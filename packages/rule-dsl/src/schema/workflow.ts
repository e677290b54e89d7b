import { Type, type Static } from "typebox";
import { Condition, conditionDefs, NamedConditions } from "./condition.ts";
import {
  definitionHead,
  Duration,
  EventName,
  Expression,
  FactName,
  JsonObject,
  LocalizedText,
  Slug,
  Value,
  ValueMap,
  VarField,
  VarPath,
} from "./common.ts";

const strict = { additionalProperties: false } as const;
const optional = Type.Optional;

const nodeHead = {
  name: optional(LocalizedText),
  description: optional(LocalizedText),
  /** One of the organisation's stages (S4). */
  stage: optional(Slug),
};
/** Port id to node id: one target a port. Which ports a node has is fixed by its type or named by its cases, outcomes, branches, remedies. */
export const Ports = Type.Record(Slug, Slug, strict);
export type Ports = Static<typeof Ports>;

/** `{connector, name}` of an action; the connector version binds when the instance starts (S23) unless pinned. */
export const ActionReference = Type.Object({ connector: Slug, name: Slug, version: optional(Type.String()) }, strict);
export type ActionReference = Static<typeof ActionReference>;
export const Compensation = Type.Object({ action: ActionReference, input: ValueMap }, strict);
export type Compensation = Static<typeof Compensation>;
export const RetryPolicy = Type.Object(
  {
    attempts: Type.Integer({ minimum: 1, maximum: 100 }),
    backoff: optional(Type.Union([Type.Literal("fixed"), Type.Literal("exponential")], { default: "exponential" })),
    first: optional(Duration),
    most: optional(Duration),
    /** What is tried again: a fault that may pass, a silence, or both. */
    on: optional(Type.Union([Type.Literal("any"), Type.Literal("error"), Type.Literal("timeout")], { default: "any" })),
    /** How many percent a gap may be longer, so that many that failed together do not come back together. */
    jitter: optional(Type.Integer({ minimum: 0, maximum: 100, default: 0 })),
  },
  strict,
);
export type RetryPolicy = Static<typeof RetryPolicy>;

const choice = Type.Object({ id: Slug, name: optional(LocalizedText) }, strict);

const StartNode = Type.Object({ type: Type.Literal("start"), ...nodeHead, ports: Ports }, strict);
const EndNode = Type.Object(
  {
    type: Type.Literal("end"),
    ...nodeHead,
    outcome: Slug,
    compensate: optional(Type.Boolean({ default: false })),
    /** `handler`: ends only the token that an `on` handler started; the instance goes on. */
    ends: optional(Type.Union([Type.Literal("instance"), Type.Literal("handler")], { default: "instance" })),
  },
  strict,
);
const DecisionNode = Type.Object(
  {
    type: Type.Literal("decision"),
    ...nodeHead,
    decision: Slug,
    version: optional(Type.Integer({ minimum: 1 })),
    output: optional(VarPath),
    /** Taken anew when this happens, what was done since undone, as long as `until` was not entered (S14). */
    replan: optional(Type.Object({ on: EventName, until: Slug }, strict)),
    ports: Ports,
  },
  strict,
);
export const SwitchNode = Type.Object(
  {
    type: Type.Literal("switch"),
    ...nodeHead,
    cases: Type.Array(Type.Object({ id: Slug, name: optional(LocalizedText), when: Condition }, strict), {
      minItems: 1,
    }),
    /** What the way is called that is taken when no case holds. */
    otherwise: optional(LocalizedText),
    ports: Ports,
  },
  strict,
);
const AssignNode = Type.Object(
  { type: Type.Literal("assign"), ...nodeHead, set: Type.Record(VarPath, Value, strict), ports: Ports },
  strict,
);
/** Changes the order (S1). `add`: lines; a line with `boundTo` is a gift. `cancel`: line ids. */
const AmendNode = Type.Object(
  {
    type: Type.Literal("amend"),
    ...nodeHead,
    add: optional(Value),
    cancel: optional(Value),
    attributes: optional(ValueMap),
    tags: optional(Type.Object({ add: optional(Value), remove: optional(Value) }, strict)),
    fulfilment: optional(Value),
    hold: optional(Type.Union([Type.Object({ reason: Value }, strict), Type.Literal(false)])),
    cancelOrder: optional(Type.Object({ reason: optional(Value) }, strict)),
    reason: optional(Value),
    ports: Ports,
  },
  strict,
);
const ActionNode = Type.Object(
  {
    type: Type.Literal("action"),
    ...nodeHead,
    action: ActionReference,
    input: optional(ValueMap),
    output: optional(VarPath),
    /** When true the call is not made and `done` is taken. */
    skip: optional(Expression),
    /** How long one attempt may take; the connector's own limit when absent. */
    timeout: optional(Duration),
    retry: optional(RetryPolicy),
    /** Whether a person may change what is sent when the call has failed (S10). */
    mend: optional(Type.Boolean({ default: false })),
    compensate: optional(Compensation),
    ports: Ports,
  },
  strict,
);
export const TaskDue = Type.Object(
  {
    after: Duration,
    calendar: optional(Slug),
    escalate: optional(Type.Array(Type.Object({ after: Duration, to: Slug }, strict))),
    timeout: optional(Type.Object({ after: Duration }, strict)),
  },
  strict,
);
const TaskNode = Type.Object(
  {
    type: Type.Literal("task"),
    ...nodeHead,
    group: Slug,
    form: optional(Slug),
    show: optional(ValueMap),
    cause: optional(Type.Object({ key: Value, name: LocalizedText }, strict)),
    priority: optional(Value),
    outcomes: Type.Array(choice, { minItems: 1 }),
    approvals: optional(
      Type.Object(
        {
          /** How many different people must choose the same outcome. */
          count: Type.Union([Type.Integer({ minimum: 1, maximum: 9 }), Expression]),
          /** Fact paths of people who may not decide, such as `order.placedBy`. */
          excluding: optional(Type.Array(Type.String())),
          /** Outcomes that one person may decide whatever the count, such as a refusal. */
          alone: optional(Type.Array(Slug)),
        },
        strict,
      ),
    ),
    due: optional(TaskDue),
    output: optional(VarPath),
    ports: Ports,
  },
  strict,
);
/** What a wait ends by (S12). */
export const WaitUntil = Type.Union([
  Type.Object({ instant: Expression }, strict),
  Type.Object({ event: EventName, when: optional(Condition) }, strict),
  Type.Object({ metric: Slug, state: Type.Union([Type.Literal("normal"), Type.Literal("held")]) }, strict),
  Type.Object({ quota: Slug }, strict),
]);
export type WaitUntil = Static<typeof WaitUntil>;
const WaitNode = Type.Object(
  {
    type: Type.Literal("wait"),
    ...nodeHead,
    for: optional(Type.Union([Duration, Expression])),
    until: optional(WaitUntil),
    timeout: optional(Duration),
    output: optional(VarPath),
    ports: Ports,
  },
  strict,
);
const ParallelNode = Type.Object(
  { type: Type.Literal("parallel"), ...nodeHead, branches: Type.Array(choice, { minItems: 2 }), ports: Ports },
  strict,
);
const JoinNode = Type.Object(
  {
    type: Type.Literal("join"),
    ...nodeHead,
    of: Slug,
    when: optional(
      Type.Union([Type.Literal("all"), Type.Literal("any"), Type.Integer({ minimum: 1 })], { default: "all" }),
    ),
    ports: Ports,
  },
  strict,
);
/** Runs the region up to its join once for each item of a list; what its nodes write belongs to the item (S6, S18). */
const ForeachNode = Type.Object(
  {
    type: Type.Literal("foreach"),
    ...nodeHead,
    items: Expression,
    /** What expressions inside call the item. */
    as: FactName,
    /** How many items may be under way at once. */
    atOnce: optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })),
    /** A longer list is an incident. */
    maxItems: optional(Type.Integer({ minimum: 1, maximum: 1000, default: 1000 })),
    /**
     * What an incident inside does. `wait`: it waits for a person, the other items go on. `leave-out`: what the item has done is undone, the others go
     * on. `stop`: what all items have done is undone, and the way on is `error`.
     */
    onFault: optional(
      Type.Union([Type.Literal("wait"), Type.Literal("leave-out"), Type.Literal("stop")], { default: "wait" }),
    ),
    /** What of each item `output` lists, in the order of the items; all its variables when absent. */
    collect: optional(Value),
    output: optional(VarPath),
    ports: Ports,
  },
  strict,
);
const SubworkflowNode = Type.Object(
  {
    type: Type.Literal("subworkflow"),
    ...nodeHead,
    workflow: Slug,
    version: optional(Type.Integer({ minimum: 1 })),
    /** Of a keyed workflow: orders with the same key join one instance of it (S13). */
    key: optional(Expression),
    input: optional(ValueMap),
    output: optional(VarPath),
    timeout: optional(Duration),
    ports: Ports,
  },
  strict,
);
const EmitNode = Type.Object(
  {
    type: Type.Literal("emit"),
    ...nodeHead,
    event: EventName,
    data: optional(ValueMap),
    ports: Ports,
  },
  strict,
);
/** Suspends its token for a person. Remedies are ports they may choose; trying again what led here is always one. */
const RaiseNode = Type.Object(
  {
    type: Type.Literal("raise"),
    ...nodeHead,
    incident: Slug,
    message: optional(LocalizedText),
    remedies: optional(Type.Array(choice)),
    ports: optional(Ports),
  },
  strict,
);

export const WorkflowNode = Type.Union([
  StartNode,
  EndNode,
  DecisionNode,
  SwitchNode,
  AssignNode,
  AmendNode,
  ActionNode,
  TaskNode,
  WaitNode,
  ParallelNode,
  JoinNode,
  ForeachNode,
  SubworkflowNode,
  EmitNode,
  RaiseNode,
]);
export type WorkflowNode = Static<typeof WorkflowNode>;
export type NodeType = WorkflowNode["type"];
export type NodeOf<T extends NodeType> = Extract<WorkflowNode, { type: T }>;

/** Starts a token when an event comes, wherever the instance stands; `interrupts` withdraws the others first. */
export const EventHandler = Type.Object(
  {
    id: Slug,
    name: optional(LocalizedText),
    event: EventName,
    when: optional(Condition),
    interrupts: optional(Type.Boolean({ default: false })),
    output: optional(VarPath),
    ports: Ports,
  },
  strict,
);
export type EventHandler = Static<typeof EventHandler>;

/** When a workflow starts by the clock (S23: followed as it stands by then). */
export const Schedule = Type.Object(
  {
    /** Five fields (minute, hour, day, month, weekday), such as `0 9 * * 1-5` for nine on weekdays. */
    cron: Type.String({ minLength: 9, maxLength: 120, examples: ["0 9 * * 1-5"] }),
    /** IANA; the organisation's zone when absent. */
    timeZone: optional(Type.String({ examples: ["Asia/Shanghai"] })),
    /** While a run still goes on: leave this one out, start it when that ends, or let both run. */
    overlap: optional(
      Type.Union([Type.Literal("skip"), Type.Literal("after"), Type.Literal("alongside")], { default: "skip" }),
    ),
    /** One run for each of these orders instead of one run; one that still runs for an order is never started twice. */
    each: optional(
      Type.Object(
        {
          stages: optional(Type.Array(Slug)),
          channels: optional(Type.Array(Type.String())),
          when: optional(Condition),
        },
        strict,
      ),
    ),
  },
  strict,
);
export type Schedule = Static<typeof Schedule>;

/** One running instance a key, which orders join (S13): a day and 500 orders at most, then the next generation begins. */
export const Keyed = Type.Object(
  {
    /** The node from whose first entry on nobody joins any more. */
    until: optional(Slug),
    lasts: optional(Duration),
    most: optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  strict,
);
export type Keyed = Static<typeof Keyed>;

export const WorkflowDefinition = Type.Object(
  {
    kind: Type.Literal("workflow"),
    ...definitionHead,
    /**
     * `main`: at most one per order, by the routing list; `side`: beside it, without actions that commit; `part`: only as a subworkflow (S2);
     * `own`: belongs to no order and is started by the clock, a person or a call.
     */
    role: Type.Union([Type.Literal("main"), Type.Literal("side"), Type.Literal("part"), Type.Literal("own")]),
    takes: optional(Condition),
    /** With `each` for a `side` workflow, which then does not start with an order; without for an `own` one. */
    schedule: optional(Schedule),
    /** Of a `part`: several orders share one instance, and it sees them as `orders`. */
    keyed: optional(Keyed),
    /** For an `own` workflow: an event that another one emits starts it, once for each value of `once`; its data become variables. */
    startedBy: optional(Type.Object({ event: EventName, once: Value }, strict)),
    conditions: optional(NamedConditions),
    on: optional(Type.Array(EventHandler, { default: [] })),
    nodes: Type.Record(Slug, WorkflowNode, strict),
    /** What variables and their parts are called in sentences; by the node that writes them where nothing is said. */
    variables: optional(
      Type.Record(VarField, Type.Object({ name: LocalizedText, unit: optional(Type.String()) }, strict), strict),
    ),
    attributes: optional(JsonObject),
  },
  { ...strict, ...conditionDefs },
);
export type WorkflowDefinition = Static<typeof WorkflowDefinition>;
