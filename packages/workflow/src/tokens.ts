import type { Visited } from "./effect.ts";
import { parkedIncident } from "./incidents.ts";
import type { Move, NodeBehaviour, Token, Turn, Visit } from "./machine.ts";
import type { Activation } from "./state.ts";
import { addActivation, originOf, placeOf, removeActivation, replaceActivation, stop, takeId } from "./turn.ts";

/** How many nodes one message may walk before it counts as going round in circles. */
export const MAX_STEPS = 10_000;
/** How often one instance may visit a node (S7). */
export const MAX_VISITS = 1_000;

/** Walks every ready token until it is parked, first come first served. */
export function runReady(turn: Turn): void {
  for (let token = turn.ready.shift(); token; token = turn.ready.shift()) step(turn, token);
}

function step(turn: Turn, token: Token): void {
  const node = turn.workflow.nodes.get(token.nodeId);
  const visit: Visit = { id: takeId(turn), token };
  if (!node) {
    rest(turn, token.nodeId, visit, stop("outcome-without-port", { node: token.nodeId, outcome: "next" }));
    return;
  }
  turn.visited.push({ nodeId: node.id, activation: visit.id, ...cameFrom(token) });
  const halt = bound(turn, node);
  if (!halt && node.stage !== undefined && node.stage !== turn.state.stage) enterStage(turn, node.stage);
  follow(turn, node, visit, halt ?? node.enter(turn, visit));
}

function cameFrom({ from, fromNode, port, handler }: Token): Partial<Visited> {
  if (from === undefined) return handler === undefined ? {} : { handler };
  return { from, ...(fromNode !== undefined && port !== undefined && { fromNode, port }) };
}

function bound(turn: Turn, node: NodeBehaviour): Move | undefined {
  turn.steps += 1;
  if (turn.steps > MAX_STEPS) return stop("steps-exceeded", { limit: MAX_STEPS });
  const visits = (turn.visits[node.id] ?? 0) + 1;
  if (visits > MAX_VISITS) return stop("visits-exceeded", { node: node.id, limit: MAX_VISITS });
  turn.visits[node.id] = visits;
  return undefined;
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
  const target = node.ports[move.port];
  if (target === undefined) rest(turn, node.id, visit, withoutPort(node.id, move.port));
  else turn.ready.push({ nodeId: target, from: visit.id, fromNode: node.id, port: move.port, ...placeOf(visit.token) });
}

function rest(turn: Turn, nodeId: string, visit: Visit, move: Exclude<Move, { kind: "leave" }>): void {
  if (move.kind === "consumed") return;
  const wait = move.kind === "park" ? move.wait : parkedIncident(turn, { id: visit.id, nodeId }, move.incident);
  addActivation(turn, {
    id: visit.id,
    nodeId,
    ...originOf(visit.token),
    ...placeOf(visit.token),
    enteredAt: turn.now,
    wait,
  });
}

/** What becomes of a parked activation after a signal. */
export function carryOn(turn: Turn, node: NodeBehaviour, activation: Activation, move: Move): void {
  if (move.kind === "consumed") {
    removeActivation(turn, activation.id);
    return;
  }
  if (move.kind === "leave") {
    carryOut(turn, node, activation, move.port);
    return;
  }
  const wait = move.kind === "park" ? move.wait : parkedIncident(turn, activation, move.incident);
  replaceActivation(turn, { ...activation, wait });
}

function carryOut(turn: Turn, node: NodeBehaviour, activation: Activation, port: string): void {
  const target = node.ports[port];
  if (target === undefined) {
    carryOn(turn, node, activation, withoutPort(node.id, port));
    return;
  }
  removeActivation(turn, activation.id);
  turn.ready.push({ nodeId: target, from: activation.id, fromNode: node.id, port, ...placeOf(activation) });
}

function withoutPort(node: string, outcome: string): Extract<Move, { kind: "incident" }> {
  return stop("outcome-without-port", { node, outcome });
}
