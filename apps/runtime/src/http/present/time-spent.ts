import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import type { OrderDetail } from "@orderloom/api-contract";
import type { OrderRecord } from "../../host/queries.ts";

type EventType = OrderLoomEvent["type"];
const starting: ReadonlySet<EventType> = new Set<EventType>(["task.opened", "wait.started", "incident.raised"]);
const byPeople: ReadonlySet<EventType> = new Set<EventType>([
  "task.decided",
  "task.withdrawn",
  "task.timed-out",
  "incident.resolved",
]);

/**
 * Where the time went. Waits for people are counted from task to decision and from incident to remedy, calls by what they took, other waits by their start
 * and end; what overlaps in parallel branches counts in each, so the parts may add up to more than the whole.
 */
export function spentOf(history: readonly OrderLoomEvent[], record: OrderRecord): OrderDetail["spent"] {
  const last = history.at(-1)?.at ?? record.order.receivedAt;
  const ended = record.instances.length > 0 && record.instances.every(({ state }) => state.phase === "ended");
  const until = ended ? last : Date.now();
  const opened = new Map<string, number>();
  let people = 0;
  let systems = 0;
  let waiting = 0;
  for (const event of history) {
    const key = `${event.instanceId ?? ""}#${"activation" in event.data ? String(event.data.activation) : ""}`;
    if (starting.has(event.type)) opened.set(key, event.at);
    else if (byPeople.has(event.type)) people += since(opened, key, event.at);
    else if (event.type === "wait.ended") waiting += since(opened, key, event.at);
    else if (event.type === "call.completed" || event.type === "call.answered" || event.type === "call.failed")
      systems += event.data.tookMs;
  }
  for (const { state } of record.instances) {
    for (const { id, wait } of state.activations) {
      const key = `${state.instanceId}#${String(id)}`;
      if (wait.for === "task" || wait.for === "person") people += since(opened, key, until);
      else if (wait.for === "event" || wait.for === "time") waiting += since(opened, key, until);
    }
  }
  const total = Math.max(0, until - record.order.receivedAt);
  return {
    total,
    people: Math.round(people),
    systems: Math.round(systems),
    waiting: Math.round(waiting),
    platform: Math.max(0, Math.round(total - people - systems - waiting)),
  };
}

function since(opened: Map<string, number>, key: string, at: number): number {
  const start = opened.get(key);
  opened.delete(key);
  return start === undefined ? 0 : Math.max(0, at - start);
}
