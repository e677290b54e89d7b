import { closeEntry } from "./calls.ts";
import type { Turn } from "./machine.ts";
import type { CallAnswer, InstanceMessage } from "./message.ts";
import { answerSettlement, learn, recordLateUndo } from "./settlement.ts";
import type { Activation, LedgerEntry } from "./state.ts";
import { signal } from "./tokens.ts";
import { entryOf } from "./turn.ts";

type Completed = Extract<InstanceMessage, { type: "effect.completed" }>;

/** An answer goes to whoever waits for it; one that nobody waits for moves no token (H3, S8). */
export function receiveAnswer(turn: Turn, message: Completed): void {
  const waiting = turn.state.activations.find((activation) => waitsFor(activation, message.effectKey));
  if (!waiting) {
    const entry = entryOf(turn, message.effectKey);
    if (entry) recordLate(turn, entry, message.answer);
    else if (message.answer.kind === "done") recordLateUndo(turn, message.effectKey);
  } else if (waiting.settles) {
    answerSettlement(turn, waiting, message);
  } else {
    signal(turn, waiting, { kind: "answer", ...message });
  }
}

function waitsFor({ wait }: Activation, effectKey: string): boolean {
  if (wait.for === "call") return wait.effectKey === effectKey;
  return wait.for === "facts" && wait.asked.some((asked) => asked.effectKey === effectKey);
}

/** A call that counted as failed or unknown may turn out to have been made; one that is known already says nothing new. */
function recordLate(turn: Turn, entry: LedgerEntry, answer: CallAnswer): void {
  const isOpen = entry.state === "unknown" || (entry.state === "failed" && answer.kind === "done");
  if (!isOpen || learn(turn, entry, answer)) return;
  // The host has reported: nothing more will come by itself.
  if (entry.awaited)
    closeEntry(turn, entry, {
      state: "unknown",
      ...(entry.input && { input: entry.input }),
      ...(entry.scope && { scope: entry.scope }),
    });
}
