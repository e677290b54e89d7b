import type { Condition, NamedConditions } from "../schema/condition.ts";
import type { NodeOf, WorkflowDefinition } from "../schema/workflow.ts";
import { type Explanation, type ExplanationLine, inSentenceCase } from "./explanation.ts";
import { failedLeaves } from "../compile/rule-traces.ts";
import { foundClauses, foundLines, merged, turnedLines } from "./leaf-lines.ts";
import { catalogueOf } from "./variable-names.ts";
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
  return inSentenceCase({
    sentence: sentenceOf(foundClauses(traced, voice), context.result, voice),
    because: foundLines(traced, voice),
    whyNot: turnedLines(traced, voice),
  });
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
  /** The workflow it stands in: its variables by their names. */
  readonly workflow?: WorkflowDefinition | undefined;
}

/** The way a switch took: by what, and what would have sent it another way. */
export function explainSwitch(traces: readonly CaseTrace[], context: SwitchContext): Explanation {
  const { node, conditions: named, port } = context;
  const voice = new Voice({ ...context, catalogue: context.catalogue ?? catalogueOf(context.workflow) });
  const tracedOf = ({ case: id, condition }: CaseTrace) => ({
    trace: condition,
    root: node.cases.find((each) => each.id === id)?.when ?? { all: [] },
    named,
  });
  const nameOf = (id: string): string =>
    id === "otherwise"
      ? voice.name(node.otherwise, voice.say("其余", "otherwise"))
      : voice.name(node.cases.find((each) => each.id === id)?.name, id);
  const taken = traces.find((each) => each.case === port);
  const refused = traces
    .filter((each) => each.case !== port)
    .toSorted((a, b) => failedLeaves(a.condition) - failedLeaves(b.condition));
  const deciding = taken === undefined ? refused : [taken];
  const clauses = new Set(deciding.flatMap((each) => foundClauses(tracedOf(each), voice)));
  const result = voice.say("走「{name}」", "it takes “{name}”", { name: nameOf(port) });
  const lines = (tell: typeof turnedLines, cases: readonly CaseTrace[]): readonly ExplanationLine[] =>
    merged(
      cases.flatMap((each) => tell(tracedOf(each), voice, nameOf(each.case))),
      voice,
    );
  return inSentenceCase({
    sentence: sentenceOf([...clauses], result, voice),
    because: lines(foundLines, deciding),
    whyNot: lines(turnedLines, [...refused, ...(taken === undefined ? [] : [taken])]),
  });
}
