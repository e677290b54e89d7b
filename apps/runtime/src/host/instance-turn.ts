import { type Actor, type Order, problem, type WorkingTime } from "@orderloom/rule-dsl";
import {
  advance,
  type CalendarReads,
  hasJoined,
  takesJoins,
  type CompiledWorkflow,
  type Effect,
  type InstanceMessage,
  type InstanceState,
  openTasks,
  planMigration,
  type Refusal,
  readCalendars,
  type Visited,
} from "@orderloom/workflow";
import {
  entryId,
  type InstanceDocument,
  type InstanceMail,
  type InstanceReply,
  type InstanceSeed,
  type Migration,
  type OutboxEntry,
} from "./instance-document.ts";
import type { MetricReads } from "./metric-turn.ts";
import type { Delivery } from "./order-document.ts";
import type { Measures } from "./quota/reading.ts";
import { type Step, systemActor, type TurnStep } from "./turn-record.ts";

export interface InstanceContext {
  readonly workflow: CompiledWorkflow;
  /** UTC milliseconds. */
  readonly now: number;
  /** The order as it stands on disk; never one that a batch might still lose (S27). */
  readonly order?: { readonly order: Order; readonly delivered: number };
  /** What its workflow reads beside the order. */
  readonly measures?: Measures;
  /** Metrics as this instance reads them; absent where nothing is measured. Asked for anew for each step. */
  readonly metrics?: () => MetricReads;
  /** The organisation's calendars as they are now (S23). */
  readonly calendar: (id: string) => WorkingTime | undefined;
  /** Told when the interpreter broke: a mistake of ours. */
  readonly broke: (instanceId: string, error: unknown) => void;
}

export interface InstanceOutcome {
  readonly document: InstanceDocument | undefined;
  readonly steps: readonly TurnStep[];
  readonly reply: InstanceReply;
}

/** Takes one piece of mail (H1: everything it reads is an argument). A document that did not change is the very one that came in. */
export function takeInstanceMail(
  document: InstanceDocument | undefined,
  mail: InstanceMail,
  context: InstanceContext,
): InstanceOutcome {
  if (!document) {
    if (mail.type === "start" || mail.type === "join") return begin(mail.seed, context);
    return { document: undefined, steps: [], reply: { missing: true } };
  }
  switch (mail.type) {
    case "start":
      return unchanged(document);
    case "join":
      return join(document, mail.seed.join, context);
    case "message":
      return step(document, mail.message, context, mail.depth);
    case "answer":
      return step(without(document, [mail.entry]), mail.message, context, chainOf(document, mail.entry));
    case "delivery":
      return takeDelivery(document, mail.delivery, context);
    case "starting":
      return silent(markStarted(document, mail.entry, context.now));
    case "tidy":
      return silent(without(document, mail.entries));
    case "unstall":
      return unstall(document, context);
    case "migrate":
      return migrate(document, mail.migration, mail.actor, context);
  }
}

/** One that stands elsewhere by now, or was moved before, is left as it is: each is moved once. */
function migrate(
  document: InstanceDocument,
  { from, fromVersion, to, toVersion, catalogueRevision, mapping, reason }: Migration,
  actor: Actor,
  context: InstanceContext,
): InstanceOutcome {
  const { state, stalled } = document;
  if (state.phase === "ended" || state.version !== fromVersion) return unchanged(document);
  const { nodes, problems } = planMigration(state, { from, to, mapping });
  const [first] = problems;
  if (first || stalled) {
    const data = { id: state.instanceId, node: first?.node ?? "-", why: first?.why ?? BROKEN };
    const code = "migration-not-possible";
    const refusal: Refusal = { kind: "refused", code, data, problem: problem(code, "", data) };
    return { document, steps: [], reply: { document, refusal } };
  }
  const message = { type: "migrate", version: toVersion, catalogueRevision, nodes, actor } as const;
  return step(document, { ...message, ...(reason !== undefined && { reason }) }, context);
}
const BROKEN = { "zh-CN": "它坏了，先处理", en: "it broke and is to be seen to first" };

function unchanged(document: InstanceDocument): InstanceOutcome {
  return { document, steps: [], reply: { document } };
}
const silent = unchanged;

function begin(seed: InstanceSeed, context: InstanceContext): InstanceOutcome {
  const message: InstanceMessage = {
    type: "start",
    instanceId: seed.id,
    catalogueRevision: seed.catalogueRevision,
    ...(seed.orderId !== undefined && { orderId: seed.orderId }),
    ...(seed.input && { input: seed.input }),
    ...(seed.parent && { parent: seed.parent }),
    ...(seed.join && { join: seed.join }),
  };
  const seen = look(context, context.now);
  const { state, effects, events, visited } = advance(context.workflow, undefined, message, inputOf(context, seen));
  const document: InstanceDocument = {
    state,
    role: seed.role,
    ...(seed.label && { label: seed.label }),
    ...(seed.tick !== undefined && { tick: seed.tick }),
    ...(seed.dueBy !== undefined && { dueBy: seed.dueBy }),
    outbox: entriesOf(effects, seed.depth ?? 0),
    delivered: context.order?.delivered ?? 0,
    slack: {},
    nextSeq: 1,
  };
  return { document, steps: [stepOf(context, message, { events, visited, seen })], reply: { document } };
}

/** Whether it still takes the order is decided here, in its own turn; one that it has is told so again. */
function join(
  document: InstanceDocument,
  joining: NonNullable<InstanceSeed["join"]>,
  context: InstanceContext,
): InstanceOutcome {
  if (hasJoined(document.state, joining.parent)) return unchanged(document);
  if (document.stalled || !takesJoins(context.workflow, document.state, context.now))
    return { document, steps: [], reply: { document, closed: true } };
  return step(document, { type: "order.join", join: joining }, context);
}

/** An answer carries on the chain of what was asked. */
function chainOf({ outbox }: InstanceDocument, entry: string): number {
  return Math.max(0, (outbox.find(({ id }) => id === entry)?.depth ?? 1) - 1);
}

/** `depth`: how many events led to the message, one after the other. */
function step(
  document: InstanceDocument,
  message: InstanceMessage,
  context: InstanceContext,
  depth = 0,
): InstanceOutcome {
  if (document.stalled) return keepForLater(document, message);
  const { state: before } = document;
  const seen = look(context, Math.max(before.now, context.now));
  const input = inputOf(context, seen);
  try {
    const { state, effects, events, visited, refusal } = advance(context.workflow, before, message, input);
    const touched = state !== before || effects.length > 0 || events.length > 0;
    const after: InstanceDocument = touched
      ? {
          ...document,
          state,
          outbox: [...document.outbox, ...entriesOf(effects, depth)],
          slack: slackOf(document, before, state, context.now),
        }
      : document;
    return {
      document: after,
      steps: touched ? [stepOf(context, message, { events, visited, seen })] : [],
      reply: { document: after, ...(refusal && { refusal }) },
    };
  } catch (error) {
    context.broke(before.instanceId, error);
    return stall(document, message, error, context.now);
  }
}

/** Nothing is lost when the interpreter breaks: the message waits for a person to have it tried again. */
function stall(document: InstanceDocument, message: InstanceMessage, error: unknown, now: number): InstanceOutcome {
  const name = error instanceof Error ? error.name : "Error";
  const stalled = { at: now, error: name, kept: [message] };
  return unchanged({ ...document, stalled });
}

function keepForLater(document: InstanceDocument, message: InstanceMessage): InstanceOutcome {
  // A timer that is due fires by itself once the instance goes on.
  if (!document.stalled || message.type === "timer.fired") return unchanged(document);
  return unchanged({ ...document, stalled: { ...document.stalled, kept: [...document.stalled.kept, message] } });
}

function unstall(document: InstanceDocument, context: InstanceContext): InstanceOutcome {
  if (!document.stalled) return unchanged(document);
  const { stalled, ...rest } = document;
  let current: InstanceOutcome = unchanged(rest);
  const steps: TurnStep[] = [];
  for (const message of stalled.kept) {
    current = step(current.document ?? rest, message, context);
    steps.push(...current.steps);
  }
  return { ...current, steps };
}

/** Deduplicated by its number (at least once becomes once); what the instance said itself it does not hear. */
function takeDelivery(document: InstanceDocument, delivery: Delivery, context: InstanceContext): InstanceOutcome {
  if (delivery.seq <= document.delivered) return unchanged(document);
  const heard: InstanceDocument = { ...document, delivered: delivery.seq };
  if (delivery.from === document.state.instanceId) return silent(heard);
  const { event, at, data, actor } = delivery;
  const told = step(heard, { type: "event", event, at, data, ...(actor && { actor }) }, context, delivery.depth);
  const outcome = mustCancel(told.document ?? heard, delivery, context) ? cancelled(told, delivery, context) : told;
  return { ...outcome, steps: outcome.steps.map((one) => ({ ...one, ...causeOf(delivery) })) };
}

function causeOf({ causedBy }: Delivery): { readonly causedBy?: string } {
  return causedBy === undefined ? {} : { causedBy };
}

/** An order that is cancelled must not go on being fulfilled because its workflow did not think of it. */
function mustCancel(
  { role, state }: InstanceDocument,
  { event, amends }: Delivery,
  { workflow }: InstanceContext,
): boolean {
  if (event !== "order.cancelled" || !amends || role !== "main" || state.phase !== "running") return false;
  return !workflow.awaited.has(event) && !workflow.handlers.some(({ definition }) => definition.event === event);
}

function cancelled(told: InstanceOutcome, delivery: Delivery, context: InstanceContext): InstanceOutcome {
  if (!told.document) return told;
  const reason = delivery.data["reason"];
  const message: InstanceMessage = {
    type: "cancel",
    actor: delivery.actor ?? systemActor,
    ...(typeof reason === "string" && { reason }),
  };
  const ended = step(told.document, message, context, delivery.depth);
  return { ...ended, steps: [...told.steps, ...ended.steps] };
}

/** Effects become entries of the outbox; each is one link more of the chain that led to it (S39). */
function entriesOf(effects: readonly Effect[], depth: number): OutboxEntry[] {
  return effects.map((effect) => ({ id: entryId(effect), effect, depth: depth + 1 }));
}

function without(document: InstanceDocument, entries: readonly string[]): InstanceDocument {
  const outbox = document.outbox.filter((entry) => !entries.includes(entry.id));
  return outbox.length === document.outbox.length ? document : { ...document, outbox };
}

function markStarted(document: InstanceDocument, entry: string, now: number): InstanceDocument {
  return {
    ...document,
    outbox: document.outbox.map((one) => (one.id === entry ? { ...one, startedAt: now } : one)),
  };
}

/** What is worked out when a step asks for it. */
interface Seen {
  readonly metrics: MetricReads | undefined;
  readonly calendars: CalendarReads | undefined;
}

/** `from`: what working time counts from, as the step will see the clock. */
function look({ workflow, metrics, calendar }: InstanceContext, from: number): Seen {
  return { metrics: metrics?.(), calendars: readCalendars(workflow.workingTimes, calendar, from) };
}

function inputOf({ now, order, measures }: InstanceContext, { metrics, calendars }: Seen) {
  return {
    now,
    reads: {
      ...(order && { order: order.order }),
      ...measures,
      ...(metrics && { metrics: metrics.metrics }),
      ...(calendars && { calendars: calendars.calendars }),
    },
  };
}

interface Stepped {
  readonly events: TurnStep["events"];
  readonly visited: readonly Visited[];
  readonly seen: Seen;
}

function stepOf(context: InstanceContext, input: InstanceMessage, { events, visited, seen }: Stepped): TurnStep {
  const { measures } = context;
  const orderRevision = context.order?.order.revision;
  const reads = {
    ...(orderRevision !== undefined && { orderRevision }),
    ...measures,
    ...seen.metrics?.taken(),
    ...seen.calendars?.taken(),
  };
  return {
    at: context.now,
    input,
    ...(Object.keys(reads).length > 0 && { reads }),
    events,
    ...(visited.length > 0 && { path: visited.map(walked) }),
  };
}

function walked({ nodeId, fromNode, port, handler }: Visited): Step {
  if (handler !== undefined) return [nodeId, `on/${handler}`, "next"];
  return fromNode === undefined || port === undefined ? [nodeId] : [nodeId, fromNode, port];
}

/** A task that is no longer open adds the time it waited for a person to the stage it waited in. */
function slackOf(
  { slack }: InstanceDocument,
  before: InstanceState,
  after: InstanceState,
  now: number,
): InstanceDocument["slack"] {
  const open = new Set(openTasks(after).map(({ task }) => task.id));
  const closed = openTasks(before).filter(({ task }) => !open.has(task.id));
  if (closed.length === 0) return slack;
  const sum: Record<string, number> = { ...slack };
  for (const { task } of closed) {
    const passage = String(before.stages.findLastIndex(({ at }) => at <= task.openedAt));
    sum[passage] = (sum[passage] ?? 0) + Math.max(0, now - task.openedAt);
  }
  return sum;
}
