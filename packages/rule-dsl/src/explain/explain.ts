import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { DecisionDefinition, MappingDecision } from "../schema/decision.ts";
import { catalogueFor } from "../facts/catalogue.ts";
import { type Explanation, type ExplanationLine, inSentenceCase, line } from "./explanation.ts";
import { explainRules } from "./explain-rules.ts";
import { explainScore } from "./explain-score.ts";
import { explainTable } from "./explain-table.ts";
import { sentenceOf } from "./sentence.ts";
import type { BoxedTableTrace, DecisionTrace } from "./trace.ts";
import { Voice, type VoiceOptions } from "./voice.ts";

export interface ExplainContext extends VoiceOptions {
  /** The version of the decision that was made. */
  readonly definition: DecisionDefinition;
  /** What it came to, where it is known: the sentence then ends with it. */
  readonly value?: JsonValue | undefined;
}

/**
 * A trace as a sentence with its reasons (S19), made when somebody reads it. Personal values are masked here; without
 * the order's facts they are hidden, so an erased order still has its reasons.
 */
export function explain(trace: DecisionTrace, context: ExplainContext): Explanation {
  return inSentenceCase(explanationOf(trace, context));
}

function explanationOf(trace: DecisionTrace, context: ExplainContext): Explanation {
  const { definition, value } = context;
  const facts: Facts | undefined = context.facts;
  const voice = new Voice({ ...context, catalogue: context.catalogue ?? catalogueFor(definition) });
  if (trace.type === "rules" && definition.type === "rules")
    return explainRules(trace, { definition, facts, value, voice });
  if (trace.type === "table" && definition.type === "table")
    return explainTable(trace, { definition, value, voice, facts });
  if (trace.type === "score" && definition.type === "score") return explainScore(trace, definition, voice);
  if (trace.type === "mapping" && definition.type === "mapping") return explainMapping(trace, definition, voice);
  if (trace.type === "expression") return explainEntries(trace, voice);
  return {
    sentence: voice.say("这份记录不属于这个决策", "This record belongs to another decision"),
    because: [],
    whyNot: [],
  };
}

function explainMapping(
  trace: Extract<DecisionTrace, { type: "mapping" }>,
  definition: MappingDecision,
  voice: Voice,
): Explanation {
  const entry = definition.entries.find((each) => each.id === trace.entry);
  const clauses = Object.entries(trace.key).map(([name, value]) => {
    const path = voice.field(name) === undefined ? `order.${name}` : name;
    const label = voice.field(path) === undefined ? name : voice.label(path);
    return voice.pair(label, voice.value(value, path));
  });
  const result = mappedTo(entry?.to, trace.stays, voice);
  const lines = clauses.map((text) => line(entry !== undefined, text));
  return { sentence: sentenceOf(clauses, result, voice), because: lines, whyNot: [] };
}

function mappedTo(to: string | undefined, stays: string | undefined, voice: Voice): string {
  if (to === undefined) return voice.say("没有对照，不猜", "it has no entry, and is not guessed");
  if (stays === undefined) return voice.say("对照为 {to}", "it maps to {to}", { to });
  return voice.say("对照为 {to}，比现在早，留在 {stays}", "it maps to {to}, which is behind: it stays {stays}", {
    to,
    stays,
  });
}

function explainEntries(
  { entries, tables = [] }: Extract<DecisionTrace, { type: "expression" }>,
  voice: Voice,
): Explanation {
  const lines = Object.entries(entries).map(([name, value]) => line(value !== null, `${name} = ${voice.value(value)}`));
  return {
    sentence: voice.say("算得 {results}", "Worked out: {results}", {
      results: voice.list(lines.map(({ text }) => text)),
    }),
    because: [...lines, ...tables.map((table) => explainBoxedTable(table, voice))],
    whyNot: [],
  };
}

/** Which rows of a table inside a model hit, and what it had to go by. */
function explainBoxedTable({ decision, inputs, rows }: BoxedTableTrace, voice: Voice): ExplanationLine {
  const hidden = voice.say("（已隐去）", "(hidden)");
  const given = inputs.map(
    ({ text, observed }) => `${text} = ${"ref" in observed ? hidden : voice.value(observed.value)}`,
  );
  const data = { decision, rows: voice.list(rows.map(String)), given: voice.list(given) };
  const text =
    rows.length === 0
      ? voice.say("「{decision}」没有一行符合：{given}", "No row of “{decision}” applies: {given}", data)
      : voice.say("「{decision}」第 {rows} 行符合：{given}", "Row {rows} of “{decision}” applies: {given}", data);
  return line(rows.length > 0, text, { of: decision });
}
