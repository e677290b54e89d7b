import type { JsonValue } from "@orderloom/rule-dsl";
import { itemAround, type ItemPlace } from "./item-facts.ts";
import type { CompiledLoop, IncidentDraft, Move, Token, Turn } from "./machine.ts";
import { scrub } from "./personal.ts";
import type { Activation, LedgerEntry, Region } from "./state.ts";
import { activationOf, changeItem, park, placeOf, removeActivation, replaceActivation, setVar } from "./turn.ts";
import { undoCalls } from "./undoing.ts";
import { closeItem, closeRegion } from "./withdraw.ts";

/*
 * The life of a loop's items: started so many at once, done when they come to the join, or failed as the loop says. The list of what they came to
 * is in the order of the items, whichever was done first.
 */

/** How many items must come through before the loop is done: as its join says. */
type Wanted = "all" | "any" | number;

interface Opening {
  readonly id: number;
  readonly nodeId: string;
  readonly loop: CompiledLoop;
  readonly items: readonly JsonValue[];
}

export function openLoop(turn: Turn, { id, nodeId, loop, items }: Opening): Move {
  const region: Region = { id, nodeId, arrived: [], as: loop.as, items: items.map((value) => ({ value })) };
  turn.state.regions = [...turn.state.regions, region];
  return park({ for: "branches" });
}

/** Starts items until as many as the loop allows are under way. Called once the loop's own activation stands. */
export function startItems(turn: Turn, region: number): void {
  const { open, loop, opened } = loopOf(turn, region) ?? {};
  if (!open?.items || !loop || !opened) return;
  const target = turn.workflow.nodes.get(open.nodeId)?.ports["each"] ?? "";
  const { handler } = placeOf(opened);
  let free = loop.atOnce - open.items.filter(({ started }) => started).length + open.arrived.length;
  for (const [index, item] of open.items.entries()) {
    if (free <= 0) return;
    if (item.started) continue;
    free -= 1;
    changeItem(turn, { region, index }, (state) => ({ ...state, started: true }));
    turn.events.push({ type: "foreach.item-started", data: counted(open, index) });
    const place = { region, branch: String(index + 1), ...(handler !== undefined && { handler }) };
    turn.ready.push({ nodeId: target, from: region, fromNode: open.nodeId, port: "each", ...place });
  }
}

/** An item has come to the join. True when it was the last that the loop waits for, and the loop is closed. */
export function finishItem(turn: Turn, place: ItemPlace, wanted?: Wanted): boolean {
  const { open, loop } = loopOf(turn, place.region) ?? {};
  if (!open || !loop) return false;
  const facts = turn.facts.current();
  // Variables are a map wherever they are kept.
  const result = loop.collect ? loop.collect(facts) : (open.items?.[place.index]?.vars ?? {});
  changeItem(turn, place, (item) => ({ ...item, result }));
  turn.events.push({ type: "foreach.item-ended", data: counted(open, place.index) });
  return settleItem(turn, place, wanted);
}

/**
 * What an incident inside a loop does where the loop does not leave it to a person; false when it does. `stopped`: the activation it befell, where
 * that stands already.
 */
export function failItem(
  turn: Turn,
  token: Pick<Token, "region" | "branch">,
  incident: IncidentDraft,
  stopped?: number,
): boolean {
  const place = token.region === undefined ? undefined : itemAround(turn.state, token);
  const around = place && loopOf(turn, place.region);
  if (!around || around.loop.onFault === "wait") return false;
  if (stopped !== undefined) removeActivation(turn, stopped);
  if (around.loop.onFault === "stop") stopLoop(turn, place, around, incident);
  else leaveOut(turn, place, around, incident);
  return true;
}

/** All that the items have done is undone, then the loop is left by `error`. */
function stopLoop(turn: Turn, { region, index }: ItemPlace, { open, opened }: OpenLoop, incident: IncidentDraft): void {
  closeRegion(turn, region, "keep");
  const effectKeys = undoCalls(
    turn,
    madeIn(turn, (key) => key.startsWith(`${region}/`)),
  );
  tellFailed(turn, counted(open, index), incident, effectKeys.length);
  replaceActivation(turn, { ...opened, wait: { for: "undo", effectKeys, port: "error" } });
}

/** What the item has done is undone, the others go on. */
function leaveOut(turn: Turn, place: ItemPlace, { open, loop, opened }: OpenLoop, incident: IncidentDraft): void {
  const { region, index } = place;
  closeItem(turn, region, String(index + 1));
  const undone = undoCalls(
    turn,
    madeIn(turn, (key) => key === `${region}/${index + 1}`),
  );
  tellFailed(turn, counted(open, index), incident, undone.length);
  changeItem(turn, place, (item) => ({ ...item, fault: incident.incident, result: { fault: incident.incident } }));
  const join = turn.workflow.definition.nodes[loop.join];
  if (settleItem(turn, place, join?.type === "join" ? join.when : "all"))
    turn.ready.push({ nodeId: loop.join, from: region, ...placeOf(opened) });
}

function madeIn(turn: Turn, isIn: (item: string) => boolean): readonly LedgerEntry[] {
  return turn.state.ledger.filter(({ inItems = [] }) => inItems.some(isIn));
}

function tellFailed(
  turn: Turn,
  item: ReturnType<typeof counted>,
  { incident, code, data }: IncidentDraft,
  undone: number,
): void {
  const said = { ...(code !== undefined && { code }), ...(data && { data: scrub(turn, data) }) };
  turn.events.push({ type: "foreach.item-failed", data: { ...item, incident, ...said, undone } });
}

function settleItem(turn: Turn, { region, index }: ItemPlace, wanted: Wanted = "all"): boolean {
  turn.state.regions = turn.state.regions.map((one) =>
    one.id === region ? { ...one, arrived: [...one.arrived, String(index + 1)] } : one,
  );
  const { open, loop, opened } = loopOf(turn, region) ?? {};
  if (!open?.items || !loop || !opened) return false;
  const { items } = open;
  const failed = items.filter(({ fault }) => fault !== undefined).length;
  const arrived = open.arrived.length;
  const enough = wanted === "all" ? items.length : wanted === "any" ? 1 : wanted;
  if (arrived < items.length && arrived - failed < enough) {
    startItems(turn, region);
    return false;
  }
  const results = items.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const withdrawn = closeRegion(turn, region);
  const data = { nodeId: open.nodeId, activation: region, items: items.length, failed, withdrawn: [...withdrawn] };
  turn.events.push({ type: "foreach.ended", data });
  standAt(turn, placeOf(opened));
  setVar(turn, loop.output, results);
  return true;
}

/** From here on what is written is written where the loop stands. */
function standAt(turn: Turn, place: Pick<Token, "region" | "branch">): void {
  const item = place.region === undefined ? undefined : itemAround(turn.state, place);
  if (item) turn.inside.item = item;
  else delete turn.inside.item;
}

interface OpenLoop {
  readonly open: Region;
  readonly loop: CompiledLoop;
  readonly opened: Activation;
}

function loopOf(turn: Turn, region: number): OpenLoop | undefined {
  const open = turn.state.regions.find(({ id }) => id === region);
  const opened = activationOf(turn, region);
  const loop = open && turn.workflow.nodes.get(open.nodeId)?.loop;
  return open && opened && loop ? { open, loop, opened } : undefined;
}

function counted({ id, nodeId, items = [] }: Region, index: number) {
  return { nodeId, activation: id, item: index + 1, of: items.length };
}
