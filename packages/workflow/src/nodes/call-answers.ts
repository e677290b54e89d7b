import type { JsonValue } from "@orderloom/rule-dsl";
import {
  backoffMs,
  callData,
  callFault,
  closeEntry,
  completeCall,
  mayRepeat,
  queryCall,
  repeatTells,
  requestAgain,
} from "../calls.ts";
import { nullIncident } from "../compile/expressions.ts";
import type { CallWait, CompiledCall, Move, Signal, Turn } from "../machine.ts";
import type { CallAnswer } from "../message.ts";
import { scrubText, scrubValue } from "../personal.ts";
import type { Activation, LedgerEntry } from "../state.ts";
import { leave, park, setVar, stop } from "../turn.ts";

/*
 * What an answer does to the token that waits for it (H3): it moves it once. Expected results leave by their port, faults by `error` and silence by
 * `timeout` after the retries that the node declares and the connector allows (H4).
 */

interface Waiting {
  readonly activation: Activation;
  readonly wait: CallWait;
  readonly entry: LedgerEntry;
  readonly call: CompiledCall;
}
type Answered = Extract<Signal, { kind: "answer" }>;

export function answerCall(turn: Turn, waiting: Waiting, signal: Answered): Move | undefined {
  const { answer, attempt } = signal;
  const isStale = waiting.wait.retryAt !== undefined || (attempt !== undefined && attempt !== waiting.wait.attempt);
  switch (answer.kind) {
    case "done":
      return done(turn, waiting, answer.output, signal.tookMs);
    case "outcome":
      return outcome(turn, waiting, answer, signal.tookMs);
    // An earlier attempt's bad news says nothing of the one that is out now.
    case "failed":
      return isStale ? undefined : failed(turn, waiting, answer, signal.tookMs);
    case "timeout":
      return isStale ? undefined : timedOut(turn, waiting);
    case "unknown":
      return isStale ? undefined : unknown(turn, waiting);
  }
}

function eventData({ entry, wait }: Waiting) {
  return { ...callData(entry), attempt: wait.attempt };
}

function done(turn: Turn, waiting: Waiting, output: JsonValue, tookMs: number): Move {
  const { entry, call } = waiting;
  setVar(turn, call.output, output);
  const completed = completeCall(turn, entry.effectKey, call, output);
  turn.events.push({
    type: "call.completed",
    data: { ...eventData(waiting), tookMs, output: scrubValue(turn, output) },
  });
  // The call stands, but could not be undone later: a person looks before anything builds on it (S10).
  if (completed?.compensationMissing) return { kind: "incident", incident: nullIncident("compensate") };
  return leave("done");
}

function outcome(turn: Turn, waiting: Waiting, answer: Extract<CallAnswer, { kind: "outcome" }>, tookMs: number): Move {
  const { entry, call } = waiting;
  const said = answer.output !== undefined && { output: scrubValue(turn, answer.output) };
  if (answer.output !== undefined) setVar(turn, call.output, answer.output);
  closeEntry(turn, entry, { state: "answered", outcome: answer.outcome });
  turn.events.push({
    type: "call.answered",
    data: { ...eventData(waiting), tookMs, outcome: answer.outcome, ...said },
  });
  return leave(answer.outcome);
}

function failed(turn: Turn, waiting: Waiting, answer: Extract<CallAnswer, { kind: "failed" }>, tookMs: number): Move {
  const { entry, wait, call } = waiting;
  // The question itself failed: the call is as unknown as before.
  if (wait.asking && answer.retryable) return unresolved(turn, waiting);
  const repeats = answer.retryable || wait.asking === true;
  const retryAt =
    repeats && mayRepeat(call) && call.retry.on !== "timeout"
      ? retryInstant(turn, waiting, answer.retryAfterMs)
      : undefined;
  const message = scrubText(turn, answer.message);
  turn.events.push({
    type: "call.failed",
    data: { ...eventData(waiting), tookMs, message, ...(retryAt !== undefined && { retryAt }) },
  });
  if (retryAt !== undefined) return park({ for: "call", effectKey: wait.effectKey, attempt: wait.attempt, retryAt });
  closeEntry(turn, entry, keepInput(entry, "failed"));
  return hasPort(turn, waiting, "error")
    ? leave("error")
    : stop("call-failed", callFault(entry, message), call.remedies);
}

function timedOut(turn: Turn, waiting: Waiting): Move {
  const { entry, wait, call } = waiting;
  if (wait.asking) return unresolved(turn, waiting);
  const retryAt = mayRepeat(call) && call.retry.on !== "error" ? retryInstant(turn, waiting) : undefined;
  turn.events.push({
    type: "call.timed-out",
    data: { ...eventData(waiting), ...(retryAt !== undefined && { retryAt }) },
  });
  if (retryAt !== undefined) return park({ ...wait, retryAt });
  closeEntry(turn, entry, keepInput(entry, "unknown"));
  return hasPort(turn, waiting, "timeout") ? leave("timeout") : stop("call-timed-out", callFault(entry), call.remedies);
}

/** Nobody knows whether it was made: it is asked, or sent again where that does no harm, before a person is (S8). */
function unknown(turn: Turn, waiting: Waiting): Move {
  const { entry, wait, call } = waiting;
  if (wait.asking) return unresolved(turn, waiting);
  if (call.query !== undefined) return park(queryCall(turn, entry, call.query));
  if (repeatTells(call) && wait.attempt < Math.max(call.retry.attempts, REPEATS))
    return park(requestAgain(turn, entry, call));
  return unresolved(turn, waiting);
}
/** How often a call that may safely be sent again is, where its node asks for no retries. */
const REPEATS = 3;

function unresolved(turn: Turn, { entry, call }: Waiting): Move {
  closeEntry(turn, entry, keepInput(entry, "unknown"));
  return stop("call-unknown", callFault(entry), call.remedies);
}

/** It may be made or asked about again, so its input stays. */
function keepInput(entry: LedgerEntry, state: "failed" | "unknown"): Partial<LedgerEntry> {
  return { state, ...(entry.input && { input: entry.input }), ...(entry.scope && { scope: entry.scope }) };
}

function retryInstant(turn: Turn, { wait, call }: Waiting, askedMs?: number): number | undefined {
  const delay = backoffMs(call.retry, wait, askedMs);
  return delay === undefined ? undefined : turn.now + delay;
}

function hasPort(turn: Turn, { activation }: Waiting, port: string): boolean {
  return turn.workflow.nodes.get(activation.nodeId)?.ports[port] !== undefined;
}
