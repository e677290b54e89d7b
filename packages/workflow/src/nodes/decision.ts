import { compile, type CompiledDecision, type FactNeed, type FetchedFact } from "@orderloom/rule-dsl";
import { durationMs } from "../compile/duration.ts";
import { type CompileNode, headOf } from "../compile/node-tools.ts";
import type { ResolvedDecision } from "../compile/resolver.ts";
import type { IncidentDraft, Move, Signal, Turn } from "../machine.ts";
import { scrubTrace, scrubValue } from "../personal.ts";
import type { Activation, ActivationWait } from "../state.ts";
import { effectKeyOf, leave, park, setVar, stop } from "../turn.ts";

type FactsWait = Extract<ActivationWait, { for: "facts" }>;
type Fetched = FactsWait["fetched"];

/** Decides. Facts that are still missing are fetched, and it starts over from the top with what came (S15). */
export const compileDecision: CompileNode<"decision"> = (node, tools) => {
  const resolved = tools.resolver.decision(node.decision, node.version);
  if (!resolved) {
    const missing = stop("version-missing", { kind: DECISION, id: node.decision });
    return { ...headOf(node, tools), ...(node.replan && { replan: node.replan }), enter: () => missing };
  }
  const called = (id: string, version?: number) => tools.resolver.decision(id, version)?.definition;
  const decision = resolved.compiled ?? compile(resolved.definition, { ...tools.context, decision: called });
  const place = {
    nodeId: tools.id,
    resolved,
    decision,
    output: node.output,
    hasErrorPort: node.ports["error"] !== undefined,
  };
  return {
    ...headOf(node, tools),
    ...(node.replan && { replan: node.replan }),
    enter: (turn, { id }) => decide(turn, place, id, {}),
    resume(turn, activation, signal) {
      const { wait } = activation;
      if (wait.for !== "facts" || signal.kind !== "answer") return undefined;
      return receive(turn, place, activation, { wait, signal });
    },
  };
};

const DECISION = { "zh-CN": "决策", en: "decision" };

interface Place {
  readonly nodeId: string;
  readonly resolved: ResolvedDecision;
  readonly decision: CompiledDecision;
  readonly output: string | undefined;
  readonly hasErrorPort: boolean;
}

function decide(turn: Turn, place: Place, activation: number, fetched: Fetched): Move {
  const result = place.decision.evaluate(turn.facts.with(fetched), { trace: true });
  if (result.kind === "needs") return fetch(turn, place, activation, { fetched, needs: result.needs });
  if (result.kind === "incident") {
    const { incident, code, data } = result;
    return fault(place, { incident, code, data });
  }
  setVar(turn, place.output, result.value);
  turn.events.push({
    type: "decision.made",
    data: {
      nodeId: place.nodeId,
      activation,
      decision: place.resolved.definition.id,
      version: place.resolved.version,
      value: scrubValue(turn, result.value),
      ...(result.trace && { trace: scrubTrace(turn, result.trace) }),
    },
  });
  return leave("done");
}

function fault({ hasErrorPort }: Place, incident: IncidentDraft): Move {
  return hasErrorPort ? leave("error") : { kind: "incident", incident };
}

interface Fetching {
  readonly fetched: Fetched;
  readonly needs: readonly FactNeed[];
}

function fetch(turn: Turn, place: Place, activation: number, { fetched, needs }: Fetching): Move {
  const asked = needs.map((need) => ({ factId: need.factId, effectKey: effectKeyOf(turn, activation, need.factId) }));
  for (const need of needs) {
    const fact = place.decision.facts.find((one) => one.id === need.factId);
    if (!fact || Object.hasOwn(fetched, need.factId)) {
      return fault(place, factFailed(need.factId, "-"));
    }
    askFor(turn, activation, { fact, need });
  }
  return park({ for: "facts", fetched, asked });
}

function askFor(turn: Turn, activation: number, { fact, need }: { fact: FetchedFact; need: FactNeed }): void {
  const { connector, name, version } = fact.action;
  const timeoutMs = durationMs(fact.timeout ?? "");
  const maxAgeMs = durationMs(fact.maxAge ?? "");
  turn.effects.push({
    type: "fact.fetch",
    key: effectKeyOf(turn, activation, need.factId),
    activation,
    factId: need.factId,
    connector,
    action: name,
    ...(version !== undefined && { version }),
    input: need.input,
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(maxAgeMs !== undefined && { maxAgeMs }),
  });
}

type Answered = Extract<Signal, { kind: "answer" }>;

function receive(
  turn: Turn,
  place: Place,
  activation: Activation,
  { wait, signal }: { wait: FactsWait; signal: Answered },
): Move | undefined {
  const asked = wait.asked.find((one) => one.effectKey === signal.effectKey);
  if (!asked) return undefined;
  const { answer } = signal;
  if (answer.kind !== "done" && answer.kind !== "outcome") {
    const message = answer.kind === "timeout" ? { "zh-CN": "没有应答", en: "no answer" } : answer.message;
    return fault(place, factFailed(asked.factId, message));
  }
  // A result that carries nothing is an answer too: the fact is null, and no condition on it holds (S10).
  const fetched = { ...wait.fetched, [asked.factId]: answer.output ?? null };
  const left = wait.asked.filter((one) => one !== asked);
  if (left.length > 0) return park({ for: "facts", fetched, asked: left });
  return decide(turn, place, activation.id, fetched);
}

function factFailed(fact: string, message: unknown): IncidentDraft {
  return { incident: "fact-failed", code: "fact-failed", data: { fact, message } };
}
