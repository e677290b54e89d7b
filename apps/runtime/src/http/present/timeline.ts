import {
  describeEvent,
  type EventContext,
  explainEvent,
  factsOfOrder,
  type OrderLoomEvent,
  type SpokenLine,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { TimelineEntry } from "@orderloom/api-contract";
import type { HostQueries } from "../../host/queries.ts";
import type { Wording } from "./wording.ts";

/** What the words of one event are made from: the frozen definition of its instance, names, the order's facts. */
export type EventWords = (event: OrderLoomEvent) => EventContext;

/** Loads once what the words of an order's events need. */
export async function eventWords(queries: HostQueries, orderId: string, wording: Wording): Promise<EventWords> {
  const record = await queries.order(orderId);
  const definitions = new Map<string, WorkflowDefinition>(
    (record?.instances ?? []).map(({ state, definition }) => [state.instanceId, definition]),
  );
  const names = new Map([...definitions.values()].map(({ id, name }) => [id, name]));
  const shared: EventContext = {
    workflowName: (id) => names.get(id),
    decision: (id, version) => queries.decisionVersion(id, version),
    connectorName: (id) => wording.connectorName(id),
    action: (connector, action) => wording.action(connector, action),
    metricName: (id) => wording.metricName(id),
    groupName: (id) => wording.groupName(id),
    channelName: (id) => wording.channelName(id),
    ...(record === undefined ? {} : { facts: { order: factsOfOrder(record.order) } }),
  };
  return (event) => {
    const workflow = event.instanceId === undefined ? undefined : definitions.get(event.instanceId);
    return workflow === undefined ? shared : { ...shared, workflow };
  };
}

/** The timeline of an order: oldest first, each entry worded, waits with their length. */
export function timelineOf(history: readonly OrderLoomEvent[], words: EventWords): TimelineEntry[] {
  const ends = waitEnds(history);
  return history.map((event) => entryOf(event, words(event), ends));
}

function entryOf(event: OrderLoomEvent, context: EventContext, ends: ReadonlyMap<string, number>): TimelineEntry {
  const told = describeEvent(event, context);
  const decided = explainEvent(event, context);
  const { nodeId, activation } = placeOf(event);
  const waits = waitsOf(event, ends);
  return {
    id: event.id,
    seq: event.seq,
    at: event.at,
    type: event.type,
    category: categoryOf(event, context.workflow),
    ...(event.instanceId === undefined ? {} : { instanceId: event.instanceId }),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(activation === undefined ? {} : { activation }),
    title: told.title,
    ...(told.sentence === undefined ? {} : { sentence: told.sentence }),
    why: linesOf(decided?.why),
    whyNot: linesOf(decided?.whyNot),
    major: !minor.has(event.type),
    ...(waits === undefined ? {} : { waits }),
    ...(event.actor.kind === "person" ? { actor: event.actor.name } : {}),
    tone: toneOf(event),
  };
}

export function linesOf(lines: readonly SpokenLine[] = []): TimelineEntry["why"] {
  return lines.map(({ held, text, distance, of }) => ({
    held,
    text,
    ...(distance === undefined ? {} : { distance }),
    ...(of === undefined ? {} : { of }),
  }));
}

/** Steps that tell an engineer more than an order desk; the short view leaves them out. */
const minor: ReadonlySet<OrderLoomEvent["type"]> = new Set<OrderLoomEvent["type"]>([
  "order.routed",
  "instance.started",
  "call.requested",
  "call.skipped",
  "vars.assigned",
  "task.claimed",
  "task.released",
  "subworkflow.started",
]);

/** The node and the visit of it that an event is about, where it is about one. */
function placeOf({ data }: OrderLoomEvent): {
  readonly nodeId?: string | undefined;
  readonly activation?: number | undefined;
} {
  return {
    nodeId: "nodeId" in data ? data.nodeId : undefined,
    activation: "activation" in data ? data.activation : undefined,
  };
}

function categoryOf(event: OrderLoomEvent, workflow: WorkflowDefinition | undefined): TimelineEntry["category"] {
  const { nodeId } = placeOf(event);
  const node = nodeId === undefined ? undefined : workflow?.nodes[nodeId];
  switch (node?.type ?? event.type.split(".")[0]) {
    case "decision":
    case "switch":
      return "decision";
    case "action":
    case "assign":
    case "amend":
    case "emit":
    case "call":
      return "action";
    case "task":
      return "human";
    case "wait":
      return "time";
    case "parallel":
    case "foreach":
    case "join":
    case "subworkflow":
    case "handler":
    case "compensation":
      return "structure";
    default:
      return "boundary";
  }
}

function toneOf(event: OrderLoomEvent): TimelineEntry["tone"] {
  switch (event.type) {
    case "incident.raised":
    case "call.failed":
    case "call.timed-out":
    case "order.unrouted":
      return "incident";
    case "task.opened":
    case "task.escalated":
    case "task.timed-out":
      return "held";
    case "instance.ended":
    case "call.completed":
    case "task.decided":
    case "incident.resolved":
      return "good";
    default:
      return "plain";
  }
}

const keyOf = (event: OrderLoomEvent, activation: number): string => `${event.instanceId ?? ""}#${String(activation)}`;
const ending: ReadonlySet<OrderLoomEvent["type"]> = new Set<OrderLoomEvent["type"]>([
  "task.decided",
  "task.withdrawn",
  "task.timed-out",
  "wait.ended",
  "incident.resolved",
  "call.completed",
  "call.answered",
  "call.failed",
  "call.timed-out",
]);

/** When each wait ended, by instance and activation. */
function waitEnds(history: readonly OrderLoomEvent[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number>();
  for (const event of history) {
    const activation = "activation" in event.data ? event.data.activation : undefined;
    if (activation !== undefined && ending.has(event.type)) ends.set(keyOf(event, activation), event.at);
  }
  return ends;
}

/** What an entry waits for: slack thread for a person, straight for a system or the clock. `ms` is absent while it still waits. */
function waitsOf(event: OrderLoomEvent, ends: ReadonlyMap<string, number>): TimelineEntry["waits"] {
  if (
    event.type !== "task.opened" &&
    event.type !== "wait.started" &&
    event.type !== "call.requested" &&
    event.type !== "incident.raised"
  )
    return undefined;
  const { activation } = event.data;
  const end = activation === undefined ? undefined : ends.get(keyOf(event, activation));
  const ms = end === undefined ? {} : { ms: Math.max(0, end - event.at) };
  switch (event.type) {
    case "task.opened":
      return { for: "people", ...(event.data.dueAt === undefined ? {} : { dueAt: event.data.dueAt }), ...ms };
    case "incident.raised":
      return { for: "people", ...ms };
    case "wait.started":
      return { for: "time", ...(event.data.until === undefined ? {} : { until: event.data.until }), ...ms };
    case "call.requested":
      return { for: "system", ...ms };
  }
}
