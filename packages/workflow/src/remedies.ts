import type { Actor, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Token, Turn } from "./machine.ts";
import type { InstanceMessage } from "./message.ts";
import { scrubText } from "./personal.ts";
import { refuse } from "./refusals.ts";
import { BY_HAND, completeByHand, settleAgain, settledByHand } from "./settlement.ts";
import type { Activation, IncidentState } from "./state.ts";
import { setVisits, within } from "./tokens.ts";
import { activationOf, originOf, placeOf, removeActivation, replaceActivation, setVar } from "./turn.ts";

/** A person has seen to a call by other means: its token goes on as if it had been made. */
const DONE = "done";

/** What is sent is written by a person. */
const MEND = "mend";

export interface RemedyChoice {
  readonly activation: number;
  readonly remedy: string;
  readonly actor: Actor;
  readonly reason?: string;
  readonly output?: JsonValue;
  readonly input?: JsonObject;
}

/** Whose an incident is to see to: shown in lists, and it keeps nobody else from seeing to it. */
export function assignIncident(
  turn: Turn,
  { activation: id, owner, actor, reason }: Extract<InstanceMessage, { type: "incident.assign" }>,
): void {
  const activation = activationOf(turn, id);
  if (activation?.wait.for !== "person") {
    refuse(turn, "incident-not-found", {});
    return;
  }
  const { incident } = activation.wait;
  replaceActivation(turn, { ...activation, wait: { for: "person", incident: { ...incident, owner } } });
  const said = reason !== undefined && { reason: scrubText(turn, reason) };
  const data = { nodeId: activation.nodeId, activation: id, incident: incident.incident, ...owner, ...said };
  turn.events.push({ type: "incident.assigned", actor, data });
}

/** A person has an incident tried again, or takes another way out that it offers. */
export function takeRemedy(turn: Turn, choice: RemedyChoice): void {
  const { activation: id, remedy, actor, reason } = choice;
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
  if (!activation.settles && isUnsaid(turn, activation, choice)) return;
  const said = reason !== undefined && { reason: scrubText(turn, reason) };
  const data = { nodeId: activation.nodeId, activation: id, incident: incident.incident, remedy, ...said };
  turn.events.push({ type: "incident.resolved", actor, data });
  if (activation.settles) settle(turn, activation, remedy);
  else goOn(turn, activation, incident, choice);
}

/** Going past a call that moves stock or money, or changing what it says, takes a reason (S10). */
function isUnsaid(turn: Turn, { nodeId }: Activation, { remedy, reason, input }: RemedyChoice): boolean {
  const call = turn.workflow.nodes.get(nodeId)?.call;
  if (remedy === MEND && !input) refuse(turn, "input-required", {});
  else if ((remedy === DONE || remedy === MEND) && call?.commits && (reason ?? "").trim() === "")
    refuse(turn, "reason-required", { action: call.reference.name });
  else return false;
  return true;
}

function settle(turn: Turn, activation: Activation, remedy: string): void {
  if (remedy === BY_HAND) settledByHand(turn, activation);
  else settleAgain(turn, activation);
}

function goOn(turn: Turn, activation: Activation, incident: IncidentState, choice: RemedyChoice): void {
  const { remedy, output, input } = choice;
  removeActivation(turn, activation.id);
  if (incident.code === "visits-exceeded") within(turn, activation, () => setVisits(turn, activation.nodeId, 0));
  if (remedy === DONE) {
    const written = turn.workflow.nodes.get(activation.nodeId)?.call?.output;
    if (output !== undefined) within(turn, activation, () => setVar(turn, written, output));
    byHand(turn, activation.id);
  }
  const target =
    remedy === "retry" || remedy === MEND ? undefined : turn.workflow.nodes.get(activation.nodeId)?.ports[remedy];
  // A remedy that leads nowhere is tried again rather than lost.
  if (target === undefined)
    turn.ready.push({ ...retryToken(turn, activation), ...(remedy === MEND && input && { input }) });
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
