import { eventFact, keepEvent } from "./kept-events.ts";
import type { CompiledHandler, Turn } from "./machine.ts";
import type { KeptEvent } from "./state.ts";
import { signal } from "./tokens.ts";
import { activationOf, setVar } from "./turn.ts";
import { withdrawAll } from "./withdraw.ts";

/** An event reaches handlers, then the tokens that wait for it; one that nobody takes is kept for a later wait (S1, S5). */
export function receiveEvent(turn: Turn, event: KeptEvent): void {
  const handled = turn.workflow.handlers.filter((handler) => handles(turn, handler, event));
  for (const handler of handled) startHandler(turn, handler, event);
  const taken = wakeWaits(turn, event);
  if (handled.length === 0 && !taken && turn.workflow.awaited.has(event.type)) keepEvent(turn, event);
}

function handles(turn: Turn, { definition, when }: CompiledHandler, event: KeptEvent): boolean {
  if (definition.event !== event.type) return false;
  return when?.evaluate(turn.facts.with({ event: eventFact(event) })).held ?? true;
}

function startHandler(turn: Turn, { definition }: CompiledHandler, event: KeptEvent): void {
  if (definition.interrupts) withdrawAll(turn, definition.id);
  setVar(turn, definition.output, event.data);
  const nodeId = definition.ports["next"];
  turn.events.push({
    type: "handler.started",
    data: { handlerId: definition.id, event: event.type, activation: turn.state.nextId },
  });
  turn.ready.push({ nodeId: nodeId ?? "", handler: definition.id });
}

function wakeWaits(turn: Turn, event: KeptEvent): boolean {
  let taken = false;
  for (const { id, wait } of turn.state.activations) {
    if (wait.for !== "event" && wait.for !== "metric" && wait.for !== "quota") continue;
    // An earlier one may have withdrawn it.
    const activation = activationOf(turn, id);
    if (activation && signal(turn, activation, { kind: "event", event })) taken = true;
  }
  return taken;
}
