import type { Turn } from "./machine.ts";
import { isCompensable, isUndoable, settleUnknown } from "./settlement.ts";
import type { Activation, LedgerEntry } from "./state.ts";
import { entryOf, replaceEntry } from "./turn.ts";

/*
 * Taking back a part of what a running instance has done: the calls of a loop's items, or all that came after a node. They are undone one at a
 * time in reverse order of completion, as late successes are (S8, S9), and a token may wait for it.
 */

/** Marks the calls as owed and gives their keys; those of unknown fate are asked after first. */
export function undoCalls(turn: Turn, made: readonly LedgerEntry[]): readonly string[] {
  const keys: string[] = [];
  for (const entry of made) {
    if (isUndoable(entry)) replaceEntry(turn, { ...entry, late: true });
    else if (entry.state === "unknown" && isCompensable(turn, entry)) {
      if (!isSettled(turn, entry)) settleUnknown(turn, entry);
    } else if (!isUndoing(entry)) continue;
    keys.push(entry.effectKey);
  }
  return keys;
}

/** Activations whose calls are all undone, or turned out never to have been made. */
export function undoneWaits(turn: Turn): readonly Activation[] {
  return turn.state.activations.filter(
    ({ wait }) => wait.for === "undo" && !wait.effectKeys.some((key) => isOwed(turn, entryOf(turn, key))),
  );
}

function isUndoing({ state }: LedgerEntry): boolean {
  return state === "compensating" || state === "compensation-failed";
}

function isOwed(turn: Turn, entry: LedgerEntry | undefined): boolean {
  if (!entry) return false;
  if (isUndoing(entry) || (entry.late === true && isUndoable(entry))) return true;
  return isSettled(turn, entry);
}

/** Somebody sees to it already. */
function isSettled({ state }: Turn, { effectKey }: LedgerEntry): boolean {
  return state.activations.some(({ settles }) => settles?.effectKey === effectKey);
}
