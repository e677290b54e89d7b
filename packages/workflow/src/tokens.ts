import type { NewEvent } from "@orderloom/rule-dsl";
import type { Visited } from "./effect.ts";
import { parkedIncident } from "./incidents.ts";
import { itemAround, type ItemPlace } from "./item-facts.ts";
import { failItem, startItems } from "./loop.ts";
import type { Move, NodeBehaviour, Signal, Token, Turn, Visit } from "./machine.ts";
import { notePassed, notePlanned } from "./planned.ts";
import type { Activation } from "./state.ts";
import {
  addActivation,
  changeItem,
  originOf,
  placeOf,
  removeActivation,
  replaceActivation,
  stop,
  takeId,
} from "./turn.ts";

/** How many nodes one message may walk before it counts as going round in circles. */
export const MAX_STEPS = 10_000;
/** How often one instance may visit a node (S7). */
export const MAX_VISITS = 1_000;
/** Loops end by themselves, so that their items may walk more nodes between them. */
const MAX_ITEM_STEPS = 200_000;

/** Walks every ready token until it is parked, first come first served. */
export function runReady(turn: Turn): void {
  for (let token = turn.ready.shift(); token; token = turn.ready.shift()) step(turn, token);
}

function step(turn: Turn, token: Token): void {
  if (token.region === undefined) visitNode(turn, token);
  else within(turn, token, () => visitNode(turn, token));
}

function visitNode(turn: Turn, token: Token): void {
  const node = turn.workflow.nodes.get(token.nodeId);
  const visit: Visit = { id: takeId(turn), token };
  if (!node) {
    rest(turn, token.nodeId, visit, stop("outcome-without-port", { node: token.nodeId, outcome: "next" }));
    return;
  }
  turn.visited.push({ nodeId: node.id, activation: visit.id, ...cameFrom(token) });
  if (turn.state.planned) notePassed(turn, node.id);
  const halt = bound(turn, node);
  if (!halt && node.stage !== undefined && node.stage !== turn.state.stage) enterStage(turn, node.stage);
  follow(turn, node, visit, halt ?? node.enter(turn, visit));
}

function cameFrom({ from, fromNode, port, handler }: Token): Partial<Visited> {
  if (from === undefined) return handler === undefined ? {} : { handler };
  return { from, ...(fromNode !== undefined && port !== undefined && { fromNode, port }) };
}

function bound(turn: Turn, node: NodeBehaviour): Move | undefined {
  const { item } = turn.inside;
  const limit = item ? MAX_ITEM_STEPS : MAX_STEPS;
  turn.steps += 1;
  if (turn.steps > limit) return stop("steps-exceeded", { limit });
  const visits = (visitsOf(turn, item)[node.id] ?? 0) + 1;
  if (visits > MAX_VISITS) return stop("visits-exceeded", { node: node.id, limit: MAX_VISITS });
  setVisits(turn, node.id, visits);
  return undefined;
}

function visitsOf(turn: Turn, item: ItemPlace | undefined): Readonly<Record<string, number>> {
  if (!item) return turn.visits;
  return turn.state.regions.find(({ id }) => id === item.region)?.items?.[item.index]?.visits ?? {};
}

/** Inside a loop visits are counted for the item. */
export function setVisits(turn: Turn, nodeId: string, visits: number): void {
  const { item } = turn.inside;
  if (item) changeItem(turn, item, (state) => ({ ...state, visits: { ...state.visits, [nodeId]: visits } }));
  else turn.visits[nodeId] = visits;
}

function enterStage(turn: Turn, stage: string): void {
  turn.state.stage = stage;
  turn.state.stages = [...turn.state.stages, { stage, at: turn.now }];
}

function follow(turn: Turn, node: NodeBehaviour, visit: Visit, move: Move): void {
  if (move.kind !== "leave") {
    rest(turn, node.id, visit, move);
    return;
  }
  if (node.replan) notePlanned(turn, node.id, node.replan);
  const target = node.ports[move.port];
  if (target === undefined) rest(turn, node.id, visit, withoutPort(node.id, move.port));
  else turn.ready.push({ nodeId: target, from: visit.id, fromNode: node.id, port: move.port, ...placeOf(visit.token) });
}

function rest(turn: Turn, nodeId: string, visit: Visit, move: Exclude<Move, { kind: "leave" }>): void {
  if (move.kind === "consumed") return;
  if (move.kind === "incident" && failItem(turn, visit.token, move.incident)) return;
  const wait = move.kind === "park" ? move.wait : parkedIncident(turn, { id: visit.id, nodeId }, move.incident);
  addActivation(turn, {
    id: visit.id,
    nodeId,
    ...originOf(visit.token),
    ...placeOf(visit.token),
    enteredAt: turn.now,
    wait,
  });
  if (wait.for === "branches") startItems(turn, visit.id);
}

/** Gives a parked activation what has reached it. False when it means nothing there. */
export function signal(turn: Turn, activation: Activation, what: Signal): boolean {
  if (activation.region === undefined) return resume(turn, activation, what);
  let moved = false;
  within(turn, activation, () => (moved = resume(turn, activation, what)));
  return moved;
}

function resume(turn: Turn, activation: Activation, what: Signal): boolean {
  const node = turn.workflow.nodes.get(activation.nodeId);
  const move = node?.resume?.(turn, activation, what);
  if (!node || !move) return false;
  carryOn(turn, node, activation, move);
  return true;
}

/** Works on behalf of a token: inside a loop expressions see its item, and events say which it is. */
export function within(turn: Turn, place: Pick<Token, "region" | "branch">, work: () => void): void {
  const item = itemAround(turn.state, place);
  if (!item) {
    work();
    return;
  }
  const of = turn.state.regions.find(({ id }) => id === item.region)?.items?.length ?? 0;
  const first = turn.events.length;
  turn.inside.item = item;
  work();
  delete turn.inside.item;
  for (const [offset, event] of turn.events.slice(first).entries()) {
    if (!("nodeId" in event.data) || event.type.startsWith("foreach.")) continue;
    // The same event with a field more that every event about a node may have.
    turn.events[first + offset] = {
      ...event,
      data: { ...event.data, inItem: { item: item.index + 1, of } },
    } as NewEvent;
  }
}

/** What becomes of a parked activation after a signal. */
function carryOn(turn: Turn, node: NodeBehaviour, activation: Activation, move: Move): void {
  if (move.kind === "consumed") {
    removeActivation(turn, activation.id);
    return;
  }
  if (move.kind === "leave") {
    carryOut(turn, node, activation, move.port);
    return;
  }
  if (move.kind === "incident" && failItem(turn, activation, move.incident, activation.id)) return;
  const wait = move.kind === "park" ? move.wait : parkedIncident(turn, activation, move.incident);
  replaceActivation(turn, { ...activation, wait });
}

function carryOut(turn: Turn, node: NodeBehaviour, activation: Activation, port: string): void {
  const target = node.ports[port];
  if (target === undefined) {
    carryOn(turn, node, activation, withoutPort(node.id, port));
    return;
  }
  if (node.replan) notePlanned(turn, node.id, node.replan);
  removeActivation(turn, activation.id);
  turn.ready.push({ nodeId: target, from: activation.id, fromNode: node.id, port, ...placeOf(activation) });
}

function withoutPort(node: string, outcome: string): Extract<Move, { kind: "incident" }> {
  return stop("outcome-without-port", { node, outcome });
}
