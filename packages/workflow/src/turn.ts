import type { Code, CodeData, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import { factSource } from "./facts.ts";
import type { ItemPlace } from "./item-facts.ts";
import type { CompiledWorkflow, Move, Token, Turn } from "./machine.ts";
import type { AdvanceInput } from "./message.ts";
import type { Activation, ActivationWait, InstanceState, ItemState, LedgerEntry } from "./state.ts";

export function openTurn(workflow: CompiledWorkflow, state: InstanceState, input: AdvanceInput): Turn {
  const now = Math.max(state.now, input.now);
  const visits = { ...state.visits };
  const draft: Turn["state"] = { ...state, now, visits };
  const inside = {};
  return {
    workflow,
    reads: input.reads,
    now,
    state: draft,
    visits,
    facts: factSource(draft, { reads: input.reads, factsOf: workflow.factsOf, inside }),
    inside,
    ready: [],
    effects: [],
    events: [],
    visited: [],
    steps: 0,
  };
}

export const leave = (port: string): Move => ({ kind: "leave", port });
export const park = (wait: ActivationWait): Move => ({ kind: "park", wait });
export const consumed: Move = { kind: "consumed" };
export const stop = (
  code: Code,
  data: CodeData,
  remedies?: readonly string[],
): Extract<Move, { kind: "incident" }> => ({
  kind: "incident",
  incident: { incident: code, code, data, ...(remedies && { remedies }) },
});

/** `<instance>/<n>`: names of tasks, children and effects follow from the history (H1, S37). */
export function idOf(turn: Turn, activation: number): string {
  return `${turn.state.instanceId}/${activation}`;
}
export function effectKeyOf(turn: Turn, activation: number, generation: number | string = 1): string {
  return `${turn.state.instanceId}/${activation}/${generation}`;
}

export function takeId(turn: Turn): number {
  const id = turn.state.nextId;
  turn.state.nextId = id + 1;
  return id;
}

/** `path` is that of an `output` or `set`, such as `vars.credit`. */
export function nameOfVar(path: string): string {
  return path.slice("vars.".length);
}
export function setVar(turn: Turn, path: string | undefined, value: JsonValue): void {
  if (path !== undefined) setVars(turn, { [nameOfVar(path)]: value });
}
/** Inside a loop what is written belongs to the item. */
export function setVars(turn: Turn, values: JsonObject): void {
  const { item } = turn.inside;
  if (item) changeItem(turn, item, (state) => ({ ...state, vars: { ...state.vars, ...values } }));
  else turn.state.vars = { ...turn.state.vars, ...values };
}

export function changeItem(
  { state }: Turn,
  { region, index }: ItemPlace,
  change: (item: ItemState) => ItemState,
): void {
  state.regions = state.regions.map((open) => {
    const item = open.id === region ? open.items?.[index] : undefined;
    return item && open.items ? { ...open, items: open.items.with(index, change(item)) } : open;
  });
}

export function activationOf(turn: Turn, id: number): Activation | undefined {
  return turn.state.activations.find((activation) => activation.id === id);
}
export function addActivation(turn: Turn, activation: Activation): void {
  turn.state.activations = [...turn.state.activations, activation];
}
export function replaceActivation(turn: Turn, changed: Activation): void {
  turn.state.activations = turn.state.activations.map((one) => (one.id === changed.id ? changed : one));
}
export function removeActivation(turn: Turn, id: number): void {
  turn.state.activations = turn.state.activations.filter((activation) => activation.id !== id);
}

export function entryOf(turn: Turn, effectKey: string): LedgerEntry | undefined {
  return turn.state.ledger.find((entry) => entry.effectKey === effectKey);
}
export function addEntry(turn: Turn, entry: LedgerEntry): void {
  turn.state.ledger = [...turn.state.ledger, entry];
}
export function replaceEntry(turn: Turn, changed: LedgerEntry): void {
  turn.state.ledger = turn.state.ledger.map((entry) => (entry.effectKey === changed.effectKey ? changed : entry));
}

type Place = Pick<Token, "region" | "branch" | "handler">;

/** Where a token stands, without the fields that do not apply: snapshots hold no `undefined`. */
export function placeOf(of: Place): Place {
  return {
    ...(of.region !== undefined && { region: of.region }),
    ...(of.branch !== undefined && { branch: of.branch }),
    ...(of.handler !== undefined && { handler: of.handler }),
  };
}
/** Where it came from, likewise. */
export function originOf(of: Pick<Token, "from" | "fromNode">): Pick<Token, "from" | "fromNode"> {
  return {
    ...(of.from !== undefined && { from: of.from }),
    ...(of.fromNode !== undefined && { fromNode: of.fromNode }),
  };
}
