import { receiveAnswer } from "./answers.ts";
import { receiveChild } from "./children.ts";
import type { Advance } from "./effect.ts";
import { cancelInstance, continueEnding, undoLate } from "./ending.ts";
import { receiveEvent } from "./events.ts";
import { noteJoined, receiveJoin, receiveLeave } from "./joined.ts";
import type { CompiledWorkflow, Turn } from "./machine.ts";
import type { AdvanceInput, InstanceMessage } from "./message.ts";
import { migrated } from "./migrate.ts";
import { refusal, refuse } from "./refusals.ts";
import { assignIncident, takeRemedy } from "./remedies.ts";
import { receiveChange } from "./replan.ts";
import { restartAt } from "./restart.ts";
import { type InstanceState, STATE_VERSION } from "./state.ts";
import { claimTask, closedTaskRefusal, decideTask } from "./tasks.ts";
import { fireTimers } from "./timers.ts";
import { runReady, signal } from "./tokens.ts";
import { openTurn, removeActivation } from "./turn.ts";
import { undoneWaits } from "./undoing.ts";

/**
 * Takes one message and walks every token until it is parked. Pure (H1): the same history of messages and reads gives the same state. A message
 * that changes nothing gives back the very state it was given; one whose sender should know why comes with a `refusal`.
 *
 * `state` is undefined for the first message, which must be `start`; a `start` for an instance that exists changes nothing.
 */
export function advance(
  workflow: CompiledWorkflow,
  state: InstanceState | undefined,
  message: InstanceMessage,
  input: AdvanceInput,
): Advance {
  if (!state) return begin(workflow, message, input);
  if (state.phase === "ended") return { state, effects: [], events: [], visited: [], ...afterEnd(state, message) };
  if (message.type === "migrate") return migrated(state, message, input.now);
  const turn = openTurn(workflow, state, input);
  deliver(turn, message);
  drive(turn);
  return close(turn, state);
}

type Start = Extract<InstanceMessage, { type: "start" }>;

function begin(workflow: CompiledWorkflow, message: InstanceMessage, input: AdvanceInput): Advance {
  if (message.type !== "start")
    throw new TypeError(`The first message of an instance is "start", not "${message.type}"`);
  const turn = openTurn(workflow, firstState(workflow, message, input.now), input);
  const parent = message.parent && { parent: message.parent.instanceId };
  turn.events.push({ type: "instance.started", data: { workflow: workflow.id, version: workflow.version, ...parent } });
  if (message.join) noteJoined(turn, message.join);
  turn.ready.push({ nodeId: workflow.start });
  drive(turn);
  return { state: turn.state, effects: turn.effects, events: turn.events, visited: turn.visited };
}

function firstState(workflow: CompiledWorkflow, start: Start, now: number): InstanceState {
  return {
    stateVersion: STATE_VERSION,
    instanceId: start.instanceId,
    ...(start.orderId !== undefined && { orderId: start.orderId }),
    workflow: workflow.id,
    version: workflow.version,
    catalogueRevision: start.catalogueRevision,
    startedAt: now,
    now,
    ...(start.parent && { parent: start.parent }),
    ...(start.join && { joined: [{ ...start.join, at: now }] }),
    phase: "running",
    vars: start.input ?? {},
    activations: [],
    nextId: 1,
    nextCompleted: 1,
    visits: {},
    regions: [],
    ledger: [],
    closedTasks: [],
    kept: [],
    stopping: [],
    stages: [],
  };
}

function deliver(turn: Turn, message: InstanceMessage): void {
  switch (message.type) {
    case "start":
    case "migrate":
      return;
    case "effect.completed":
      receiveAnswer(turn, message);
      return;
    case "order.amended":
      receiveAmended(turn, message);
      return;
    case "timer.fired":
      fireTimers(turn);
      return;
    case "task.claim":
      claimTask(turn, message);
      return;
    case "task.decide":
      decideTask(turn, message);
      return;
    case "event":
      if (turn.state.phase === "running") receiveHappening(turn, message);
      return;
    case "incident.remedy":
      takeRemedy(turn, message);
      return;
    case "incident.assign":
      assignIncident(turn, message);
      return;
    case "restart":
      restartAt(turn, message);
      return;
    case "cancel":
      if (!cancelInstance(turn, message.actor, message.reason)) refuseEnded(turn);
      return;
    case "order.join":
      receiveJoin(turn, message.join);
      return;
    case "order.leave":
      receiveLeave(turn, message.parent, message.actor);
      return;
    case "child.ended":
      receiveChild(turn, message);
  }
}

function receiveHappening(turn: Turn, message: Extract<InstanceMessage, { type: "event" }>): void {
  const event = { type: message.event, at: message.at, data: message.data };
  receiveChange(turn, event);
  receiveEvent(turn, event);
}

function receiveAmended(turn: Turn, message: Extract<InstanceMessage, { type: "order.amended" }>): void {
  const { effectKey, problems } = message;
  for (const activation of turn.state.activations) {
    if (activation.wait.for !== "amend" || activation.wait.effectKey !== effectKey) continue;
    signal(turn, activation, { kind: "amended", effectKey, problems });
    return;
  }
}

function refuseEnded(turn: Turn): void {
  refuse(turn, "instance-ended", { id: turn.state.instanceId }, "duplicate");
}

/** Walks, settles and ends until nothing is left to do in this turn. */
function drive(turn: Turn): void {
  do {
    runReady(turn);
    if (turn.state.phase !== "running") {
      continueEnding(turn);
      return;
    }
    undoLate(turn);
  } while (goOnUndone(turn));
}

/** What had to be undone first is undone: its token goes on. */
function goOnUndone(turn: Turn): boolean {
  for (const activation of undoneWaits(turn)) {
    if (signal(turn, activation, { kind: "undone" })) continue;
    // It waited to begin again where it stands.
    removeActivation(turn, activation.id);
    turn.ready.push({ nodeId: activation.nodeId });
  }
  return turn.ready.length > 0;
}

/** A turn that touched nothing gives back what came in, so that its reader sees that there is nothing to write. */
function close(turn: Turn, before: InstanceState): Advance {
  const { state, effects, events, visited, refusal: refused } = turn;
  const isTouched =
    turn.steps > 0 || (Object.keys(state) as (keyof InstanceState)[]).some((key) => isChanged(key, state, before));
  return { state: isTouched ? state : before, effects, events, visited, ...(refused && { refusal: refused }) };
}

function isChanged(key: keyof InstanceState, state: InstanceState, before: InstanceState): boolean {
  return key !== "now" && key !== "visits" && state[key] !== before[key];
}

/** An ended instance never changes. */
function afterEnd(state: InstanceState, message: InstanceMessage): Partial<Pick<Advance, "refusal">> {
  const { instanceId: id } = state;
  switch (message.type) {
    case "cancel":
      return { refusal: refusal("instance-ended", { id }, state.ending?.cancelled ? "duplicate" : "refused") };
    case "incident.remedy":
    case "incident.assign":
      return { refusal: refusal("incident-not-found", {}) };
    case "restart":
    case "migrate":
      return { refusal: refusal("instance-ended", { id }) };
    case "task.claim":
      return { refusal: closedTaskRefusal(state.closedTasks, message.taskId) };
    case "task.decide":
      return { refusal: closedTaskRefusal(state.closedTasks, message.taskId, message) };
    default:
      return {};
  }
}
