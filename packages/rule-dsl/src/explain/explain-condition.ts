import type { Condition, NamedConditions } from "../schema/condition.ts";
import type { NodeOf } from "../schema/workflow.ts";
import type { Explanation } from "./explanation.ts";
import { failedLeaves } from "../compile/rule-traces.ts";
import { foundClauses, foundLines, turnedLines } from "./leaf-lines.ts";
import { sentenceOf } from "./sentence.ts";
import type { ConditionTrace } from "./trace.ts";
import { Voice, type VoiceOptions } from "./voice.ts";

export interface ConditionContext extends VoiceOptions {
  readonly condition: Condition;
  readonly conditions?: NamedConditions;
  /** What came of it, as the end of the sentence: `送人工复核`. */
  readonly result: string;
}

/** One condition alone: what it found, and what would have to be so for the other outcome. */
export function explainCondition(trace: ConditionTrace, context: ConditionContext): Explanation {
  const voice = new Voice(context);
  const traced = { trace, root: context.condition, named: context.conditions };
  return {
    sentence: sentenceOf(foundClauses(traced, voice), context.result, voice),
    because: foundLines(traced, voice),
    whyNot: turnedLines(traced, voice),
  };
}

/** The cases a switch looked at, in order: the last is the one taken, unless none held. */
export interface CaseTrace {
  readonly case: string;
  readonly condition: ConditionTrace;
}

export interface SwitchContext extends VoiceOptions {
  readonly node: NodeOf<"switch">;
  readonly conditions?: NamedConditions | undefined;
  readonly port: string;
}

/** The way a switch took: by what, and what would have sent it another way. */
export function explainSwitch(traces: readonly CaseTrace[], context: SwitchContext): Explanation {
  const { node, conditions: named, port } = context;
  const voice = new Voice(context);
  const tracedOf = ({ case: id, condition }: CaseTrace) => ({
    trace: condition,
    root: node.cases.find((each) => each.id === id)?.when ?? { all: [] },
    named,
  });
  const nameOf = (id: string): string =>
    id === "otherwise"
      ? voice.say("其余", "otherwise")
      : voice.name(node.cases.find((each) => each.id === id)?.name, id);
  const taken = traces.find((each) => each.case === port);
  const refused = traces
    .filter((each) => each.case !== port)
    .toSorted((a, b) => failedLeaves(a.condition) - failedLeaves(b.condition));
  const nearest = taken ?? refused[0];
  const result = voice.say("走「{name}」", "it takes “{name}”", { name: nameOf(port) });
  return {
    sentence: sentenceOf(nearest === undefined ? [] : foundClauses(tracedOf(nearest), voice), result, voice),
    because: (taken === undefined ? refused : [taken]).flatMap((each) =>
      foundLines(tracedOf(each), voice, nameOf(each.case)),
    ),
    whyNot: [...refused, ...(taken === undefined ? [] : [taken])].flatMap((each) =>
      turnedLines(tracedOf(each), voice, nameOf(each.case)),
    ),
  };
}
