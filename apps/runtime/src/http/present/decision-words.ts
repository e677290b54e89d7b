import {
  type BothLanguages,
  type CaseTrace,
  type DecisionTrace,
  type EventContext,
  explain,
  type Explanation,
  type ExplanationLine,
  explainSwitch,
  type Language,
  type OrderLoomEvent,
} from "@orderloom/rule-dsl";
import type { WhyLine } from "@orderloom/api-contract";

export interface DecisionWords {
  readonly sentence: BothLanguages;
  readonly why: WhyLine[];
  readonly whyNot: WhyLine[];
}

/** The reasons of a decision or a switch, from its trace, in both languages; undefined for every other event. */
export function decisionWords(event: OrderLoomEvent, context: EventContext): DecisionWords | undefined {
  const zh = explanationOf(event, context, "zh-CN");
  const en = explanationOf(event, context, "en");
  if (zh === undefined || en === undefined) return undefined;
  return {
    sentence: { "zh-CN": zh.sentence, en: en.sentence },
    why: linesOf(zh.because, en.because),
    whyNot: linesOf(zh.whyNot, en.whyNot),
  };
}

function explanationOf(event: OrderLoomEvent, context: EventContext, lang: Language): Explanation | undefined {
  if (event.type === "decision.made") {
    const { decision, version, value, trace } = event.data;
    const definition = context.decision?.(decision, version);
    // The interpreter writes the trace of the decision it names (S19).
    return definition === undefined || trace === undefined
      ? undefined
      : explain(trace as unknown as DecisionTrace, { definition, value, lang, facts: context.facts });
  }
  if (event.type !== "switch.taken") return undefined;
  const node = context.workflow?.nodes[event.data.nodeId];
  if (node?.type !== "switch" || !Array.isArray(event.data.trace)) return undefined;
  const traces = event.data.trace as unknown as readonly CaseTrace[]; // as written by the interpreter's switch
  return explainSwitch(traces, {
    node,
    conditions: context.workflow?.conditions,
    port: event.data.port,
    lang,
    facts: context.facts,
  });
}

/** The same lines in both languages: they come from one trace in one order. */
function linesOf(zh: readonly ExplanationLine[], en: readonly ExplanationLine[]): WhyLine[] {
  return zh.map((line, index) => ({
    held: line.held,
    text: { "zh-CN": line.text, en: en[index]?.text ?? line.text },
    ...(line.distance === undefined
      ? {}
      : { distance: { "zh-CN": line.distance, en: en[index]?.distance ?? line.distance } }),
  }));
}
