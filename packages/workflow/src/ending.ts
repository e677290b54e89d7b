import type { Actor, JsonObject } from "@orderloom/rule-dsl";
import { tellJoined } from "./tell-joined.ts";
import type { Turn } from "./machine.ts";
import { scrubText } from "./personal.ts";
import { isCompensable, isSettling, isUndoable, settleUnknown, startUndo } from "./settlement.ts";
import type { LedgerEntry } from "./state.ts";
import { withdrawAll } from "./withdraw.ts";

export interface Ending {
  readonly outcome: string;
  readonly cancelled: boolean;
  readonly compensate: boolean;
  readonly nodeId?: string;
  readonly reason?: string;
  readonly by?: Actor;
}

/** Withdraws what is open; the instance is final when every compensable call is settled (S6, S8). */
export function beginEnding(turn: Turn, ending: Ending): void {
  withdrawAll(turn, ending.reason);
  turn.state.phase = "compensating";
  turn.state.ending = { ...ending, undone: 0 };
  const owed = turn.state.ledger.filter(isUndoable).length;
  if (!ending.compensate || owed === 0) return;
  turn.events.push({ type: "compensation.started", ...(ending.by && { actor: ending.by }), data: { calls: owed } });
}

/** Goes on with what the ending still owes, one undoing at a time in reverse order of completion (S9). */
export function continueEnding(turn: Turn): void {
  for (const entry of turn.state.ledger) if (isOpenQuestion(turn, entry)) settleUnknown(turn, entry);
  if (isSettling(turn) || turn.state.stopping.length > 0) return;
  const next = lastToUndo(turn, turn.state.ending?.compensate ?? false);
  if (next) startUndo(turn, next);
  else finish(turn);
}

/** Undoes a call that succeeded after its token had moved on, whatever the instance does meanwhile (S8). */
export function undoLate(turn: Turn): void {
  const isUndoing = turn.state.activations.some((activation) => activation.settles?.by === "undo");
  const next = isUndoing ? undefined : lastToUndo(turn, false);
  if (next) startUndo(turn, next);
}

function isOpenQuestion(turn: Turn, entry: LedgerEntry): boolean {
  const isAsked = (): boolean =>
    turn.state.activations.some((activation) => activation.settles?.effectKey === entry.effectKey);
  return entry.state === "unknown" && isCompensable(turn, entry) && !isAsked();
}

function lastToUndo(turn: Turn, all: boolean): LedgerEntry | undefined {
  let last: LedgerEntry | undefined;
  for (const entry of turn.state.ledger) {
    if (!isUndoable(entry) || !(all || entry.late)) continue;
    if (last === undefined || (entry.completed ?? 0) > (last.completed ?? 0)) last = entry;
  }
  return last;
}

function finish(turn: Turn): void {
  const { state } = turn;
  const { ending } = state;
  if (!ending) return;
  if (ending.undone > 0) turn.events.push({ type: "compensation.ended", data: { calls: ending.undone } });
  state.phase = "ended";
  state.outcome = ending.outcome;
  state.endedAt = turn.now;
  if (ending.cancelled) {
    turn.events.push({
      type: "instance.cancelled",
      ...(ending.by && { actor: ending.by }),
      data: { ...(ending.reason !== undefined && { reason: scrubText(turn, ending.reason) }) },
    });
  } else {
    turn.events.push({
      type: "instance.ended",
      data: { outcome: ending.outcome, ...(ending.nodeId !== undefined && { nodeId: ending.nodeId }) },
    });
  }
  if (state.parent) tellParent(turn, state.parent, ending);
  tellJoined(turn, ending);
}

function tellParent(turn: Turn, parent: NonNullable<Turn["state"]["parent"]>, ending: Ending): void {
  const output: JsonObject = turn.state.vars;
  turn.effects.push({
    type: "workflow.ended",
    key: `${turn.state.instanceId}/ended`,
    parent,
    outcome: ending.outcome,
    cancelled: ending.cancelled,
    output,
    ledger: turn.state.ledger.filter(isUndoable),
  });
}

/** A person stops the instance; what it has done is always undone (S9). False when that is under way already. */
export function cancelInstance(turn: Turn, by: Actor, reason?: string): boolean {
  const { ending } = turn.state;
  if (ending?.cancelled) return false;
  const said = reason !== undefined && { reason };
  const cancel = { outcome: "cancelled", cancelled: true, compensate: true, by, ...said };
  if (ending) turn.state.ending = { ...ending, ...cancel };
  else beginEnding(turn, cancel);
  return true;
}
