import type { Actor } from "@orderloom/rule-dsl";
import type { Token, Turn } from "./machine.ts";
import { scrubText } from "./personal.ts";
import { refuse } from "./refusals.ts";
import { BY_HAND, completeByHand, settleAgain, settledByHand } from "./settlement.ts";
import type { Activation, IncidentState } from "./state.ts";
import { setVisits, within } from "./tokens.ts";
import { activationOf, originOf, placeOf, removeActivation } from "./turn.ts";

/** A person has seen to a call by other means: its token goes on as if it had been made. */
const DONE = "done";

export interface RemedyChoice {
  readonly activation: number;
  readonly remedy: string;
  readonly actor: Actor;
  readonly reason?: string;
}

/** A person has an incident tried again, or takes another way out that it offers. */
export function takeRemedy(turn: Turn, { activation: id, remedy, actor, reason }: RemedyChoice): void {
  const activation = activationOf(turn, id);
  if (activation?.wait.for !== "person") {
    refuse(turn, "incident-not-found", {});
    return;
  }
  const { incident } = activation.wait;
  if (!incident.remedies.includes(remedy)) {
    refuse(turn, "remedy-not-offered", { given: remedy, allowed: incident.remedies });
    return;
  }
  const said = reason !== undefined && { reason: scrubText(turn, reason) };
  const data = { nodeId: activation.nodeId, activation: id, incident: incident.incident, remedy, ...said };
  turn.events.push({ type: "incident.resolved", actor, data });
  if (activation.settles) settle(turn, activation, remedy);
  else goOn(turn, activation, incident, remedy);
}

function settle(turn: Turn, activation: Activation, remedy: string): void {
  if (remedy === BY_HAND) settledByHand(turn, activation);
  else settleAgain(turn, activation);
}

function goOn(turn: Turn, activation: Activation, incident: IncidentState, remedy: string): void {
  removeActivation(turn, activation.id);
  if (incident.code === "visits-exceeded") within(turn, activation, () => setVisits(turn, activation.nodeId, 0));
  if (remedy === DONE) byHand(turn, activation.id);
  const target = remedy === "retry" ? undefined : turn.workflow.nodes.get(activation.nodeId)?.ports[remedy];
  // A remedy that leads nowhere is tried again rather than lost.
  if (target === undefined) turn.ready.push(retryToken(turn, activation));
  else {
    const { id, nodeId } = activation;
    turn.ready.push({ nodeId: target, from: id, fromNode: nodeId, port: remedy, ...placeOf(activation) });
  }
}

/** The call that the incident is about is not asked after and not undone behind the person's back. */
function byHand(turn: Turn, activation: number): void {
  const entry = turn.state.ledger.findLast((one) => one.activation === activation);
  if (entry?.state === "failed" || entry?.state === "unknown") completeByHand(turn, entry);
}

/**
 * A `raise` is tried again where its token came from, every other node at itself (S6). A parallel that leads straight to a raise is not opened
 * anew: its other branches live on.
 */
function retryToken(turn: Turn, activation: Activation): Token {
  const { from, fromNode } = activation;
  const isRaise = turn.workflow.definition.nodes[activation.nodeId]?.type === "raise";
  if (isRaise && from !== undefined && fromNode !== undefined && from !== activation.region) {
    return {
      nodeId: fromNode,
      from: activation.id,
      fromNode: activation.nodeId,
      ...placeOf(activation),
      retryOf: from,
    };
  }
  return { nodeId: activation.nodeId, ...originOf(activation), ...placeOf(activation), retryOf: activation.id };
}
