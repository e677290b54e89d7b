import type { JsonObject } from "@orderloom/rule-dsl";
import type { Turn } from "./machine.ts";
import type { KeptEvent } from "./state.ts";

/** How conditions see an event. */
export function eventFact({ type, at, data }: KeptEvent): JsonObject {
  return { type, at: new Date(at).toISOString(), data };
}

/** Keeps an event that came before anybody waited for it, in source-time order (S5). */
export function keepEvent(turn: Turn, event: KeptEvent): void {
  const { kept } = turn.state;
  const at = kept.findIndex((other) => other.at > event.at);
  turn.state.kept = at < 0 ? [...kept, event] : [...kept.slice(0, at), event, ...kept.slice(at)];
}

/** Takes the earliest kept event that fits. */
export function takeKept(turn: Turn, fits: (event: KeptEvent) => boolean): KeptEvent | undefined {
  const event = turn.state.kept.find(fits);
  if (event) turn.state.kept = turn.state.kept.filter((other) => other !== event);
  return event;
}
