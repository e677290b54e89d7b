import type { CodeData, JsonObject, JsonValue } from "@orderloom/rule-dsl";
import type { Backoff, CallWait, CompiledCall, Turn } from "./machine.ts";
import { scrubValue } from "./personal.ts";
import type { LedgerEntry } from "./state.ts";
import { itemKeys, itemScope, withScope, withVars } from "./item-facts.ts";
import { addEntry, effectKeyOf, entryOf, nameOfVar, replaceEntry } from "./turn.ts";

/*
 * Calls to the outside and the ledger of what became of them (H3, H4, S8, S9).
 */

export interface CallRequest {
  readonly activation: number;
  readonly nodeId: string;
  readonly call: CompiledCall;
  readonly input: JsonObject;
}

/** Makes a call for the first time. */
export function requestCall(
  turn: Turn,
  { activation, nodeId, call, input }: CallRequest,
  effectKey?: string,
): CallWait {
  const entry: LedgerEntry = {
    effectKey: effectKey ?? effectKeyOf(turn, activation),
    activation,
    nodeId,
    connector: call.reference.connector,
    action: call.reference.name,
    ...(call.reference.version !== undefined && { version: call.reference.version }),
    state: "requested",
    requestedAt: turn.now,
    input,
    attempts: 0,
    ...madeInside(turn),
  };
  addEntry(turn, entry);
  return requestAgain(turn, entry, call);
}

/** Makes the same call once more, under the same key: the other side can recognise it (S28). */
export function requestAgain(turn: Turn, entry: LedgerEntry, call: CompiledCall | undefined): CallWait {
  const attempt = entry.attempts + 1;
  const { awaited: _, ...rest } = entry;
  const input = entry.input ?? {};
  replaceEntry(turn, { ...rest, attempts: attempt });
  turn.effects.push({
    type: "connector.invoke",
    key: entry.effectKey,
    activation: entry.activation,
    nodeId: entry.nodeId,
    ...connectorOf(entry),
    input,
    attempt,
    ...(call?.timeoutMs !== undefined && { timeoutMs: call.timeoutMs }),
  });
  turn.events.push({ type: "call.requested", data: { ...callData(entry), attempt, input: scrubValue(turn, input) } });
  return { for: "call", effectKey: entry.effectKey, attempt };
}

/** Asks the other side what became of a call (S8). */
export function queryCall(turn: Turn, entry: LedgerEntry, query: string): CallWait {
  turn.effects.push({
    type: "connector.query",
    key: entry.effectKey,
    activation: entry.activation,
    ...connectorOf(entry),
    action: query,
    input: entry.input ?? {},
  });
  return { for: "call", effectKey: entry.effectKey, attempt: entry.attempts, asking: true };
}

function connectorOf({ connector, action, version }: Pick<LedgerEntry, "connector" | "action" | "version">) {
  return { connector, action, ...(version !== undefined && { version }) };
}

/** What every event about a call says of it. */
export function callData(entry: Pick<LedgerEntry, "nodeId" | "activation" | "connector" | "action" | "effectKey">) {
  const { nodeId, activation, connector, action, effectKey } = entry;
  return { nodeId, activation, connector, action, effectKey };
}

/** A call made inside a loop is worked with after its item is gone, too. */
function madeInside(turn: Turn): Partial<LedgerEntry> {
  const { item } = turn.inside;
  return item ? { scope: itemScope(turn.state, item), inItems: itemKeys(turn.state, item) } : {};
}

/** Where the call stands after an answer that ends it; its input is not needed any more. */
export function closeEntry(turn: Turn, entry: LedgerEntry, change: Partial<LedgerEntry>): LedgerEntry {
  const { input: _input, awaited: _awaited, scope: _scope, ...kept } = entry;
  const closed: LedgerEntry = { ...kept, ...change };
  replaceEntry(turn, closed);
  return closed;
}

/**
 * The call was made. Its compensation is worked out now and kept (S9), with the output under the variable it goes to, also when the token has
 * moved on and that variable is not written any more.
 */
export function completeCall(
  turn: Turn,
  effectKey: string,
  call: CompiledCall | undefined,
  output: JsonValue,
): LedgerEntry | undefined {
  const entry = entryOf(turn, effectKey);
  if (!entry) return undefined;
  const completed = turn.state.nextCompleted;
  turn.state.nextCompleted = completed + 1;
  return closeEntry(turn, entry, { state: "completed", completed, ...compensationOf(turn, entry, call, output) });
}

type Owed = Pick<LedgerEntry, "compensation" | "compensationMissing" | "scope">;

export function compensationOf(
  turn: Turn,
  { effectKey, scope }: Pick<LedgerEntry, "effectKey" | "scope">,
  call: CompiledCall | undefined,
  output?: JsonValue,
): Owed {
  const declared = call?.compensation;
  if (!declared) return {};
  const seen = turn.inside.item || !scope ? turn.facts.current() : withScope(turn.facts.current(), scope);
  const input = declared.input(
    call.output === undefined || output === undefined ? seen : withVars(seen, { [nameOfVar(call.output)]: output }),
  );
  if (!input.ok) return { compensationMissing: true, ...(scope && { scope }) };
  const { connector, name, version } = declared.reference;
  return {
    compensation: {
      connector,
      action: name,
      ...(version !== undefined && { version }),
      input: input.value,
      effectKey: `${effectKey}/undo`,
      idempotency: declared.idempotency,
      ...(declared.timeoutMs !== undefined && { timeoutMs: declared.timeoutMs }),
    },
  };
}

/** It succeeded and was, or is being, undone: trying again is another call. */
export function isUndone({ state, late }: LedgerEntry): boolean {
  return late === true || state === "compensating" || state === "compensated" || state === "compensation-failed";
}

/** True when the same call may be sent again by the machine itself (H4). */
export function mayRepeat(call: Pick<CompiledCall, "idempotency">): boolean {
  return call.idempotency !== "never-retry";
}
/** True when sending the same call again under its key does no harm and tells what became of the first. */
export function repeatTells(call: Pick<CompiledCall, "idempotency">): boolean {
  return call.idempotency === "idempotent" || call.idempotency === "idempotency-key";
}

/** How long to wait before the attempt after this one; undefined when there is none left. */
export function backoffMs(
  policy: Backoff,
  { effectKey, attempt }: Pick<CallWait, "effectKey" | "attempt">,
  askedMs = 0,
): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  const delay = policy.exponential ? policy.firstMs * 2 ** (attempt - 1) : policy.firstMs;
  const least = Math.max(Math.min(delay, policy.mostMs), askedMs);
  return policy.jitter === 0
    ? least
    : least + Math.round(least * policy.jitter * fractionOf(`${effectKey}/${attempt}`));
}

/** A number from 0 to 1 that follows from the text alone, so that replay comes to the same one (H1). FNV-1a, 32 bits. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0) / 0x1_0000_0000;
}

/** What the incident of a failed call says. */
export function callFault(entry: LedgerEntry, message?: string): CodeData {
  return { connector: entry.connector, action: entry.action, ...(message !== undefined && { message }) };
}
