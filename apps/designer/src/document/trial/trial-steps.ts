import {
  type BothLanguages,
  describeEvent,
  type EventContext,
  explainEvent,
  factsOfOrder,
  type JsonObject,
  type JsonValue,
  type OrderLoomEvent,
  type SpokenLine,
} from "@orderloom/rule-dsl";
import type { CallAnswer, InstanceState, SimulatedTurn, SimulationRun } from "@orderloom/workflow";

/** What happened while a token stood at a node, in words. */
export interface TrialEntry {
  readonly type: OrderLoomEvent["type"];
  /** UTC milliseconds on the virtual clock. */
  readonly at: number;
  readonly title: BothLanguages;
  readonly sentence?: BothLanguages;
  readonly why: readonly SpokenLine[];
  readonly whyNot: readonly SpokenLine[];
}

/** A call to a system outside and what it was answered. */
export interface TrialCall {
  readonly connector: string;
  readonly action: string;
  readonly effectKey: string;
  readonly input: JsonObject;
  /** Which call of this action in this run, from 1: the place of its answer among the stubs. */
  readonly number: number;
  readonly attempt: number;
  readonly answer?: CallAnswer;
}

/** One visit of a node by a token. */
export interface TrialStep {
  readonly instanceId: string;
  readonly nodeId: string;
  readonly activation: number;
  /** The visit the token came from. */
  readonly from?: number;
  /** The port it left by, where that is known. */
  readonly port?: string;
  readonly at: number;
  /** When the token went on or was withdrawn; absent while it stands here. */
  readonly endedAt?: number;
  /** Its token was taken away: another branch was first, or the flow ended. */
  readonly withdrawn: boolean;
  readonly incident?: string;
  readonly entries: readonly TrialEntry[];
  readonly calls: readonly TrialCall[];
  /** Variables of its instance once the token had gone on, or as they are now. */
  readonly vars: JsonObject;
}

/** Definitions and names, by instance: what the words are made from. */
export type TrialWords = (instanceId: string) => Omit<EventContext, "facts">;

interface Building {
  readonly step: Omit<TrialStep, "withdrawn" | "vars" | "entries" | "calls">;
  readonly entries: TrialEntry[];
  readonly calls: TrialCall[];
  vars: JsonObject;
  endedAt: number | undefined;
  port: string | undefined;
  incident: string | undefined;
  hasFollower: boolean;
}

/** The steps of a run in the order their nodes were entered, those of children among them. `people`: names by id. */
export function trialSteps(
  run: SimulationRun,
  words: TrialWords,
  people: ReadonlyMap<string, string> = new Map(),
): readonly TrialStep[] {
  const building = new Map<string, Building>();
  const numbers = new Map<string, number>();
  let seq = 0;
  for (const turn of run.turns) {
    enter(turn, building);
    for (const event of turn.events) {
      seq += 1;
      note(envelope(turn, event, { seq, people }), { turn, building, words });
    }
    takeCalls(turn, building, numbers);
    takeAnswer(turn, building);
    settle(turn, building);
  }
  return [...building.values()].map(finished);
}

const keyOf = (instanceId: string, activation: number): string => `${instanceId}#${String(activation)}`;

function enter(turn: SimulatedTurn, building: Map<string, Building>): void {
  for (const { nodeId, activation, from } of turn.visited) {
    if (from !== undefined) {
      const origin = building.get(keyOf(turn.instanceId, from));
      if (origin) origin.hasFollower = true;
    }
    building.set(keyOf(turn.instanceId, activation), {
      step: {
        instanceId: turn.instanceId,
        nodeId,
        activation,
        at: turn.at,
        ...(from !== undefined && { from }),
      },
      entries: [],
      calls: [],
      vars: turn.state.vars,
      endedAt: undefined,
      port: undefined,
      incident: undefined,
      hasFollower: false,
    });
  }
}

interface Naming {
  readonly seq: number;
  readonly people: ReadonlyMap<string, string>;
}

function envelope(
  turn: SimulatedTurn,
  event: SimulatedTurn["events"][number],
  { seq, people }: Naming,
): OrderLoomEvent {
  const actor = event.actor ?? { kind: "system", id: "trial", name: "", groups: [] };
  return {
    ...event,
    id: `trial/${String(seq)}`,
    v: 1,
    at: turn.at,
    organisationId: "trial",
    instanceId: turn.instanceId,
    seq,
    actor: { ...actor, name: people.get(actor.id) ?? actor.name },
  };
}

interface Noting {
  readonly turn: SimulatedTurn;
  readonly building: ReadonlyMap<string, Building>;
  readonly words: TrialWords;
}

function note(event: OrderLoomEvent, { turn, building, words }: Noting): void {
  const activation = "activation" in event.data ? event.data.activation : undefined;
  const at = activation === undefined ? endOf(event, turn) : building.get(keyOf(turn.instanceId, activation));
  const found = typeof at === "number" ? building.get(keyOf(turn.instanceId, at)) : at;
  if (!found) return;
  const context: EventContext = {
    ...words(turn.instanceId),
    facts: { ...(turn.reads.order && { order: factsOfOrder(turn.reads.order) }), vars: turn.state.vars },
  };
  const told = describeEvent(event, context);
  const explained = explainEvent(event, context);
  const sentence = explained?.sentence ?? told.sentence;
  found.entries.push({
    type: event.type,
    at: event.at,
    title: told.title,
    ...(sentence && { sentence }),
    why: explained?.why ?? [],
    whyNot: explained?.whyNot ?? [],
  });
  found.port = portOf(event) ?? found.port;
  if (event.type === "incident.raised") found.incident = event.data.incident;
  if (event.type === "incident.resolved") found.incident = undefined;
}

/** An end says which node it was, not which visit: it is the newest one. */
function endOf(event: OrderLoomEvent, turn: SimulatedTurn): number | undefined {
  if (event.type !== "instance.ended") return undefined;
  return turn.visited.findLast(({ nodeId }) => nodeId === event.data.nodeId)?.activation;
}

function portOf(event: OrderLoomEvent): string | undefined {
  switch (event.type) {
    case "switch.taken":
      return event.data.port;
    case "task.decided":
    case "call.answered":
      return event.data.outcome;
    case "task.timed-out":
      return "timeout";
    case "incident.resolved":
      return event.data.remedy;
    default:
      return undefined;
  }
}

function takeCalls(turn: SimulatedTurn, building: ReadonlyMap<string, Building>, numbers: Map<string, number>): void {
  for (const effect of turn.effects) {
    if (effect.type !== "connector.invoke" && effect.type !== "fact.fetch") continue;
    const name = `${effect.connector}.${effect.action}`;
    const number = (numbers.get(name) ?? 0) + 1;
    numbers.set(name, number);
    building.get(keyOf(turn.instanceId, effect.activation))?.calls.push({
      connector: effect.connector,
      action: effect.action,
      effectKey: effect.key,
      input: effect.input,
      number,
      attempt: effect.type === "connector.invoke" ? effect.attempt : 1,
    });
  }
}

function takeAnswer({ message }: SimulatedTurn, building: ReadonlyMap<string, Building>): void {
  if (message.type !== "effect.completed") return;
  for (const { calls } of building.values()) {
    const at = calls.findIndex(({ effectKey, answer }) => effectKey === message.effectKey && answer === undefined);
    const call = calls[at];
    if (call) {
      calls[at] = { ...call, answer: message.answer };
      return;
    }
  }
}

/** What the turn left behind at each visit of its instance: who still stands, and what the variables are. */
function settle({ at, instanceId, state }: SimulatedTurn, building: ReadonlyMap<string, Building>): void {
  const standing = new Set(state.activations.map(({ id }) => id));
  for (const one of building.values()) {
    if (one.step.instanceId !== instanceId || one.endedAt !== undefined) continue;
    one.vars = state.vars;
    if (!standing.has(one.step.activation)) one.endedAt = at;
  }
}

function finished({ step, entries, calls, vars, endedAt, port, incident, hasFollower }: Building): TrialStep {
  const told = new Set(entries.map(({ type }) => type));
  const ended = told.has("instance.ended") || told.has("join.passed");
  return {
    ...step,
    entries,
    calls,
    vars,
    withdrawn: endedAt !== undefined && !hasFollower && !ended && entries.some(isWithdrawal),
    ...(endedAt !== undefined && { endedAt }),
    ...(port !== undefined && { port }),
    ...(incident !== undefined && { incident }),
  };
}

const isWithdrawal = ({ type }: TrialEntry): boolean =>
  type === "task.withdrawn" || type === "wait.started" || type === "call.requested";

/** What changed between two steps' variables, by name; `undefined` for what is gone. */
export function changedVars(before: JsonObject, after: JsonObject): ReadonlySet<string> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return new Set([...names].filter((name) => !isSame(before[name], after[name])));
}

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** The instances of a run that still stand somewhere. */
export const openStates = (run: SimulationRun): readonly InstanceState[] =>
  Object.values(run.states).filter(({ phase }) => phase !== "ended");
