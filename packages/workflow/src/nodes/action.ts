import type { JsonObject } from "@orderloom/rule-dsl";
import { closeEntry, compensationOf, isUndone, queryCall, requestAgain, requestCall } from "../calls.ts";
import { compileCall } from "../compile/call.ts";
import { nullIncident, strictInput, strictValue, wrongKind } from "../compile/expressions.ts";
import { type CompileNode, headOf, type NodeTools } from "../compile/node-tools.ts";
import { sameJson } from "../json.ts";
import type { CompiledCall, IncidentDraft, Move, Turn, Visit, Worked } from "../machine.ts";
import type { LedgerEntry } from "../state.ts";
import { entryOf, leave, park } from "../turn.ts";
import { answerCall } from "./call-answers.ts";

/** Calls a connector. Each expected result is a port; faults and silence have theirs, or become an incident (S8, S10). */
export const compileAction: CompileNode<"action"> = (node, tools) => {
  const call = compileCall(node, tools);
  const input = strictInput(node.input ?? {}, "input", tools.context);
  const skips = compileSkip(node.skip, tools);
  return {
    ...headOf(node, tools),
    call,
    enter(turn, visit) {
      const { input: mended } = visit.token;
      if (mended) return make(turn, { visit, nodeId: tools.id, call, input: mended });
      const facts = turn.facts.current();
      const skip = skips(facts);
      if (!skip.ok) return halt(skip.incident);
      if (skip.value) return skipped(turn, tools.id, visit, call);
      const worked = input(facts);
      if (!worked.ok) return halt(node.mend ? { ...worked.incident, remedies: ["mend"] } : worked.incident);
      return make(turn, { visit, nodeId: tools.id, call, input: worked.value });
    },
    resume(turn, activation, signal) {
      const { wait } = activation;
      if (wait.for !== "call") return undefined;
      const entry = entryOf(turn, wait.effectKey);
      if (!entry) return undefined;
      if (signal.kind === "timer") return park(wait.asking ? ask(turn, entry, call) : requestAgain(turn, entry, call));
      return signal.kind === "answer" ? answerCall(turn, { activation, wait, entry, call }, signal) : undefined;
    },
  };
};

const halt = (incident: IncidentDraft): Move => ({ kind: "incident", incident });

function compileSkip(
  expression: string | undefined,
  tools: NodeTools,
): (facts: Readonly<Record<string, unknown>>) => Worked<boolean> {
  if (expression === undefined) return () => ({ ok: true, value: false });
  const value = strictValue(expression, "skip", tools.context);
  return (facts) => {
    const worked = value(facts);
    if (!worked.ok) return worked;
    if (typeof worked.value === "boolean") return { ok: true, value: worked.value };
    return {
      ok: false,
      incident: wrongKind("skip", { "zh-CN": "结果不是真或假", en: "it is neither true nor false" }),
    };
  };
}

function skipped(turn: Turn, nodeId: string, { id }: Visit, { reference }: CompiledCall): Move {
  const { connector, name } = reference;
  turn.events.push({ type: "call.skipped", data: { nodeId, activation: id, connector, action: name } });
  return leave("done");
}

interface Making {
  readonly visit: Visit;
  readonly nodeId: string;
  readonly call: CompiledCall;
  readonly input: JsonObject;
}

/**
 * A first try is a new call. Trying again keeps the key while the input is the same, so that the other side can recognise the call; with another
 * input it is the next generation (S28). A call that was made already is not made again: only what it owes is worked out (S9).
 */
function make(turn: Turn, { visit, nodeId, call, input }: Making): Move {
  const request = { activation: visit.id, nodeId, call, input };
  const before = earlierCall(turn, visit.token.retryOf);
  if (!before) return park(requestCall(turn, request));
  if (before.state === "completed" && !before.late) return finishMade(turn, before, call);
  if (isUndone(before) || !sameJson(before.input ?? {}, input)) {
    return park(requestCall(turn, request, nextGeneration(before.effectKey)));
  }
  const again: LedgerEntry = closeEntry(turn, before, { state: "requested", activation: visit.id, input });
  if (before.state === "unknown" && call.query !== undefined) return park(queryCall(turn, again, call.query));
  return park(requestAgain(turn, again, call));
}

function earlierCall(turn: Turn, activation: number | undefined): LedgerEntry | undefined {
  if (activation === undefined) return undefined;
  return turn.state.ledger.findLast((entry) => entry.activation === activation);
}

function nextGeneration(effectKey: string): string {
  const at = effectKey.lastIndexOf("/");
  return `${effectKey.slice(0, at)}/${Number(effectKey.slice(at + 1)) + 1}`;
}

/** The call was made; its compensation had no value and is worked out anew. */
function finishMade(turn: Turn, entry: LedgerEntry, call: CompiledCall): Move {
  const { compensationMissing, ...made } = entry;
  if (!compensationMissing) return leave("done");
  const owed = compensationOf(turn, entry, call);
  closeEntry(turn, made, owed);
  return owed.compensationMissing ? halt(nullIncident("compensate")) : leave("done");
}

function ask(turn: Turn, entry: LedgerEntry, call: CompiledCall) {
  return call.query === undefined ? requestAgain(turn, entry, call) : queryCall(turn, entry, call.query);
}
