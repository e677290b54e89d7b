import type { BothLanguages, JsonValue } from "@orderloom/rule-dsl";
import type { Backoff, CallWait, CompiledCall, IncidentDraft, Turn } from "./machine.ts";
import type { CallAnswer } from "./message.ts";
import {
  backoffMs,
  callData,
  callFault,
  closeEntry,
  compensationOf,
  completeCall,
  queryCall,
  repeatTells,
  requestAgain,
} from "./calls.ts";
import { dropIncident, parkedIncident } from "./incidents.ts";
import { scrubText, scrubValue } from "./personal.ts";
import type { Activation, LedgerEntry } from "./state.ts";
import { addActivation, entryOf, removeActivation, replaceActivation, replaceEntry, stop, takeId } from "./turn.ts";

/*
 * Settling calls that no token waits for: asking what became of one that was never answered (S8), and undoing one that succeeded (S9).
 * Each has an activation of its own that `settles` it, with its own retries and, when they are used up, its own incident.
 */

/** A person has seen to it outside the system. */
export const BY_HAND = "settled-by-hand";
const remedies = [BY_HAND];

/** Undoing and asking are worth more patience than the call itself. */
const SETTLEMENT_BACKOFF: Backoff = {
  attempts: 5,
  firstMs: 1_000,
  mostMs: 60_000,
  exponential: true,
  on: "any",
  jitter: 0,
};

type Settling = NonNullable<Activation["settles"]>;

function callOf(turn: Turn, entry: LedgerEntry): CompiledCall | undefined {
  return turn.workflow.nodes.get(entry.nodeId)?.call;
}

export function isCompensable(turn: Turn, entry: LedgerEntry): boolean {
  return callOf(turn, entry)?.compensation !== undefined;
}

/** It was made, and something is known, or should be, to undo it by. */
export function isUndoable(entry: LedgerEntry): boolean {
  return entry.state === "completed" && (entry.compensation !== undefined || entry.compensationMissing === true);
}

export function isSettling(turn: Turn): boolean {
  return turn.state.activations.some((activation) => activation.settles !== undefined);
}

function startSettling(turn: Turn, entry: LedgerEntry, by: Settling["by"]): Activation {
  const activation: Activation = {
    id: takeId(turn),
    nodeId: entry.nodeId,
    settles: { effectKey: entry.effectKey, by, tries: 0 },
    enteredAt: turn.now,
    wait: { for: "call", effectKey: entry.effectKey, attempt: entry.attempts },
  };
  addActivation(turn, activation);
  return activation;
}

function parkOn(turn: Turn, activation: Activation, wait: Activation["wait"]): void {
  replaceActivation(turn, { ...activation, wait });
}

function raise(turn: Turn, activation: Activation, incident: IncidentDraft): void {
  parkOn(turn, activation, parkedIncident(turn, activation, incident));
}

/** Starts asking after an unknown call. One whose answer is still to come is only waited for. */
export function settleUnknown(turn: Turn, entry: LedgerEntry): void {
  const activation = startSettling(turn, entry, "ask");
  if (!entry.awaited) ask(turn, activation, entry);
}

/** One more try, counted with the activation: asking and undoing have no attempts of the call's own. */
function trying(activation: Activation): Activation & { readonly settles: Settling } {
  const settles: Settling = activation.settles ?? { effectKey: "", by: "ask", tries: 0 };
  return { ...activation, settles: { ...settles, tries: settles.tries + 1 } };
}

function ask(turn: Turn, before: Activation, entry: LedgerEntry): void {
  const activation = trying(before);
  const call = callOf(turn, entry);
  if (call?.query !== undefined) parkOn(turn, activation, queryCall(turn, entry, call.query));
  else if (call && repeatTells(call)) parkOn(turn, activation, requestAgain(turn, entry, call));
  else raise(turn, activation, unknownCall(entry));
}

function unknownCall(entry: LedgerEntry): IncidentDraft {
  return { ...stop("call-unknown", callFault(entry)).incident, remedies };
}

/** Starts undoing a completed call. */
export function startUndo(turn: Turn, entry: LedgerEntry): void {
  undo(turn, startSettling(turn, entry, "undo"), entry);
}

function undo(turn: Turn, before: Activation, entry: LedgerEntry): void {
  const activation = trying(before);
  const attempt = activation.settles.tries;
  const owed = entry.compensation ? entry : { ...entry, ...compensationOf(turn, entry, callOf(turn, entry)) };
  const { compensation } = owed;
  if (!compensation) {
    raise(turn, activation, undoFailed(entry, NO_INPUT));
    return;
  }
  replaceEntry(turn, { ...owed, state: "compensating" });
  const { connector, action, version, input, effectKey, timeoutMs } = compensation;
  const name = { connector, action };
  turn.effects.push({
    type: "connector.invoke",
    key: effectKey,
    activation: activation.id,
    nodeId: entry.nodeId,
    ...name,
    ...(version !== undefined && { version }),
    input,
    attempt,
    ...(timeoutMs !== undefined && { timeoutMs }),
    compensates: entry.effectKey,
  });
  turn.events.push({
    type: "call.requested",
    data: { ...undoData(entry), attempt, input: scrubValue(turn, input) },
  });
  parkOn(turn, activation, { for: "call", effectKey, attempt });
}

const NO_INPUT: BothLanguages = { "zh-CN": "撤回要的输入算不出来", en: "its input has no value" };

function undoFailed(entry: LedgerEntry, message: BothLanguages): IncidentDraft {
  const action = entry.compensation?.action ?? entry.action;
  return { ...stop("compensation-failed", { action, message }).incident, remedies };
}

function undoData(entry: LedgerEntry) {
  const { connector, action, effectKey } = entry.compensation ?? entry;
  return { ...callData(entry), connector, action, effectKey, compensates: entry.effectKey };
}

export interface Answered {
  readonly answer: CallAnswer;
  readonly attempt?: number;
  readonly tookMs: number;
}

/** An answer for a call that is being settled. */
export function answerSettlement(turn: Turn, activation: Activation, answered: Answered): void {
  const { settles, wait } = activation;
  const entry = settles && entryOf(turn, settles.effectKey);
  if (!entry || wait.for !== "call" || isStale(wait, answered)) return;
  if (settles.by === "undo") answerUndo(turn, { activation, wait, entry }, answered);
  else answerAsk(turn, { activation, wait, entry }, answered.answer);
}

/** Bad news of an earlier attempt says nothing of the one that is out, or that waits for its turn. */
function isStale(wait: CallWait, { answer, attempt }: Answered): boolean {
  if (answer.kind === "done" || answer.kind === "outcome") return false;
  return wait.retryAt !== undefined || (attempt !== undefined && attempt !== wait.attempt);
}

interface Case {
  readonly activation: Activation;
  readonly wait: CallWait;
  readonly entry: LedgerEntry;
}

function answerUndo(turn: Turn, { activation, wait, entry }: Case, { answer, tookMs }: Answered): void {
  const { attempt } = wait;
  if (answer.kind === "done") {
    turn.events.push({ type: "call.completed", data: { ...undoData(entry), attempt, tookMs } });
    markUndone(turn, activation, entry);
    return;
  }
  const askedMs = answer.kind === "failed" ? answer.retryAfterMs : undefined;
  const delay = mayUndoAgain(entry, answer)
    ? backoffMs(SETTLEMENT_BACKOFF, { effectKey: wait.effectKey, attempt }, askedMs)
    : undefined;
  const retryAt = delay === undefined ? undefined : turn.now + delay;
  const again = retryAt !== undefined && { retryAt };
  if (answer.kind === "timeout")
    turn.events.push({ type: "call.timed-out", data: { ...undoData(entry), attempt, ...again } });
  else
    turn.events.push({
      type: "call.failed",
      data: { ...undoData(entry), attempt, tookMs, message: scrubText(turn, faultOf(answer).en), ...again },
    });
  if (retryAt !== undefined) {
    parkOn(turn, activation, { ...wait, retryAt });
    return;
  }
  replaceEntry(turn, { ...entry, state: "compensation-failed" });
  raise(turn, activation, undoFailed(entry, faultOf(answer)));
}

function mayUndoAgain(entry: LedgerEntry, answer: CallAnswer): boolean {
  const repeats = entry.compensation?.idempotency !== "never-retry";
  return (
    repeats &&
    (answer.kind === "timeout" || answer.kind === "unknown" || (answer.kind === "failed" && answer.retryable))
  );
}

function faultOf(answer: Exclude<CallAnswer, { kind: "done" }>): BothLanguages {
  if (answer.kind === "timeout") return SILENCE;
  const said = answer.kind === "outcome" ? answer.outcome : answer.message;
  return { "zh-CN": said, en: said };
}
const SILENCE: BothLanguages = { "zh-CN": "没有应答", en: "no answer" };

function markUndone(turn: Turn, activation: Activation, entry: LedgerEntry): void {
  replaceEntry(turn, { ...entry, state: "compensated" });
  removeActivation(turn, activation.id);
  const { ending } = turn.state;
  if (ending) turn.state.ending = { ...ending, undone: ending.undone + 1 };
}

function answerAsk(turn: Turn, { activation, wait, entry }: Case, answer: CallAnswer): void {
  if (learn(turn, entry, answer)) {
    removeActivation(turn, activation.id);
    return;
  }
  // A first report that says nothing is no attempt of ours to find out.
  const { awaited, ...known } = entry;
  replaceEntry(turn, known);
  if (awaited) {
    ask(turn, activation, known);
    return;
  }
  const delay = backoffMs(SETTLEMENT_BACKOFF, { effectKey: wait.effectKey, attempt: activation.settles?.tries ?? 0 });
  if (delay === undefined) raise(turn, activation, unknownCall(entry));
  else parkOn(turn, activation, { ...wait, retryAt: turn.now + delay });
}

/** What an answer tells of a call whose fate was unknown; false when it is as unknown as before. */
export function learn(turn: Turn, entry: LedgerEntry, answer: CallAnswer): boolean {
  switch (answer.kind) {
    case "done":
      recordLateSuccess(turn, entry, answer.output);
      return true;
    case "outcome":
      closeEntry(turn, entry, { state: "answered", outcome: answer.outcome });
      late(turn, entry, false);
      return true;
    case "failed":
      if (answer.retryable) return false;
      closeEntry(turn, entry, { state: "failed" });
      late(turn, entry, false);
      return true;
    case "timeout":
    case "unknown":
      return false;
  }
}

function recordLateSuccess(turn: Turn, entry: LedgerEntry, output: JsonValue): void {
  const completed = completeCall(turn, entry.effectKey, callOf(turn, entry), output);
  if (completed && isCompensable(turn, completed)) replaceEntry(turn, { ...completed, late: true });
  late(turn, entry, true);
}

function late(turn: Turn, entry: LedgerEntry, succeeded: boolean): void {
  turn.events.push({ type: "call.answered-late", data: { ...callData(entry), succeeded } });
}

/** An undoing that counted as failed was done after all: nobody has to look any more. */
export function recordLateUndo(turn: Turn, effectKey: string): void {
  const entry = turn.state.ledger.find(({ compensation }) => compensation?.effectKey === effectKey);
  const activation = turn.state.activations.find(({ settles }) => settles?.effectKey === entry?.effectKey);
  if (entry?.state !== "compensation-failed" || activation?.wait.for !== "person") return;
  turn.events.push({ type: "call.answered-late", data: { ...undoData(entry), succeeded: true } });
  dropIncident(turn, activation, activation.wait.incident);
  markUndone(turn, activation, entry);
}

/** A person says that the call was made: it counts as made, and as one that only they can undo where nothing is known to undo it by. */
export function completeByHand(turn: Turn, entry: LedgerEntry): void {
  const completed = turn.state.nextCompleted;
  turn.state.nextCompleted = completed + 1;
  const owed = isCompensable(turn, entry) && { compensationMissing: true as const };
  closeEntry(turn, entry, { state: "completed", outcome: BY_HAND, completed, ...owed });
}

/** The pause is over, or a person has it tried again. */
export function settleAgain(turn: Turn, activation: Activation): void {
  const entry = activation.settles && entryOf(turn, activation.settles.effectKey);
  if (!entry) return;
  if (activation.settles.by === "undo") undo(turn, activation, entry);
  else ask(turn, activation, entry);
}

export function settledByHand(turn: Turn, activation: Activation): void {
  const entry = activation.settles && entryOf(turn, activation.settles.effectKey);
  if (!entry) return;
  closeEntry(turn, entry, { state: "compensated", outcome: BY_HAND });
  removeActivation(turn, activation.id);
}
