import type { BothLanguages } from "../codes/codes.ts";
import type { JsonValue } from "../schema/common.ts";
import type { OrderLoomEvent } from "../schema/event.ts";
import type { EventContext } from "./event-words.ts";
import { explain } from "./explain.ts";
import { type CaseTrace, explainSwitch } from "./explain-condition.ts";
import type { Explanation, ExplanationLine } from "./explanation.ts";
import type { DecisionTrace } from "./trace.ts";
import type { VoiceOptions } from "./voice.ts";

/** A line of an explanation in both languages. */
export interface SpokenLine {
  readonly held: boolean;
  readonly text: BothLanguages;
  readonly distance?: BothLanguages;
  readonly of?: BothLanguages;
}

export interface SpokenExplanation {
  readonly sentence: BothLanguages;
  readonly why: readonly SpokenLine[];
  readonly whyNot: readonly SpokenLine[];
}

/** Why a decision or a switch went as it did; undefined for every other event, and where the trace was not kept. */
export function explainEvent(event: OrderLoomEvent, context: EventContext): SpokenExplanation | undefined {
  const told = tellerOf(event, context);
  if (told === undefined) return undefined;
  const { facts, timeZone } = context;
  const zh = told({ lang: "zh-CN", facts, timeZone });
  const en = told({ lang: "en", facts, timeZone });
  return {
    sentence: { "zh-CN": zh.sentence, en: en.sentence },
    why: bothLines(zh.because, en.because),
    whyNot: bothLines(zh.whyNot, en.whyNot),
  };
}

function tellerOf(event: OrderLoomEvent, context: EventContext): ((voice: VoiceOptions) => Explanation) | undefined {
  if (event.type === "decision.made") {
    const { decision, version, trace, value } = event.data;
    const definition = context.decision?.(decision, version);
    return definition === undefined || !isDecisionTrace(trace)
      ? undefined
      : (voice) => explain(trace, { ...voice, definition, value });
  }
  if (event.type !== "switch.taken") return undefined;
  const { nodeId, port, trace } = event.data;
  const node = context.workflow?.nodes[nodeId];
  if (node?.type !== "switch" || !isCaseTraces(trace)) return undefined;
  return (voice) =>
    explainSwitch(trace, {
      ...voice,
      node,
      conditions: context.workflow?.conditions,
      port,
      workflow: context.workflow,
    });
}

/** Traces are ours: what the kind and the form say is taken at its word. */
function isDecisionTrace(trace: unknown): trace is DecisionTrace {
  return typeof trace === "object" && trace !== null && "type" in trace;
}

function isCaseTraces(trace: unknown): trace is readonly CaseTrace[] {
  return (
    Array.isArray(trace) &&
    trace.every((each: JsonValue) => typeof each === "object" && each !== null && "case" in each)
  );
}

function bothLines(zh: readonly ExplanationLine[], en: readonly ExplanationLine[]): readonly SpokenLine[] {
  return zh.map((line, index) => {
    const other = en[index] ?? line; // the same trace gives the same lines in each language
    return {
      held: line.held,
      text: { "zh-CN": line.text, en: other.text },
      ...spoken("distance", line.distance, other.distance),
      ...spoken("of", line.of, other.of),
    };
  });
}

function spoken<K extends "distance" | "of">(
  key: K,
  zh: string | undefined,
  en: string | undefined,
): { readonly [P in K]?: BothLanguages } {
  return zh === undefined ? {} : ({ [key]: { "zh-CN": zh, en: en ?? zh } } as { readonly [P in K]: BothLanguages }); // the one key given
}
