import type { ScoreDecision } from "../schema/decision.ts";
import { type Explanation, type ExplanationLine, line } from "./explanation.ts";
import { turnedLines } from "./leaf-lines.ts";
import { sentenceOf } from "./sentence.ts";
import type { DecisionTrace } from "./trace.ts";
import type { Voice } from "./voice.ts";

type ScoreTrace = Extract<DecisionTrace, { type: "score" }>;
type Ranked = ScoreTrace["ranking"][number];

/** Who won and by which contributions, by how much the others lost, who was out and why. */
export function explainScore(trace: ScoreTrace, definition: ScoreDecision, voice: Voice): Explanation {
  const [best, ...others] = trace.ranking;
  const out = trace.out.flatMap((each) => outLines(each, definition, voice));
  if (best === undefined) {
    const reasons = trace.out.map(({ id, by }) => `${id} ${nameOf(definition, by, voice)}`);
    const result = voice.say("停下等人：没有候选可用", "it stops for a person: no candidate is left");
    return { sentence: sentenceOf(reasons, result, voice), because: out, whyNot: out };
  }
  return {
    sentence: wonSentence(best, others[0], voice),
    because: contributionLines(best, definition, voice),
    whyNot: [...others.map((each) => lostLine(each, best, definition, voice)), ...out],
  };
}

function nameOf(definition: ScoreDecision, id: string, voice: Voice): string {
  const part = [...(definition.require ?? []), ...definition.criteria, ...(definition.adjust ?? [])].find(
    (each) => each.id === id,
  );
  return voice.name(part?.name, id);
}

/** Two places, three where two would show nothing. */
function points(score: number): string {
  return Math.abs(score) >= 0.005 || score === 0 ? score.toFixed(2) : score.toFixed(3);
}

function wonSentence(best: Ranked, next: Ranked | undefined, voice: Voice): string {
  const result = voice.say("选 {id}", "{id} is chosen", { id: best.id });
  const own = { id: best.id, score: points(best.score) };
  if (next === undefined)
    return sentenceOf(
      [voice.say("只有 {id} 可用，得分 {score}", "only {id} is left, scoring {score}", own)],
      result,
      voice,
    );
  const more = { ...own, other: next.id, gap: points(best.score - next.score) };
  if (best.score === next.score)
    return sentenceOf(
      [
        voice.say(
          "{id} 与 {other} 同为 {score}，按并列规则比",
          "{id} and {other} both score {score}, and the tie-break decides",
          more,
        ),
      ],
      result,
      voice,
    );
  return sentenceOf(
    [voice.say("{id} 得分 {score}，比 {other} 高 {gap}", "{id} scores {score}, {gap} more than {other}", more)],
    result,
    voice,
  );
}

function contributionLines(best: Ranked, definition: ScoreDecision, voice: Voice): readonly ExplanationLine[] {
  const contributions = definition.criteria.map(({ id }) => {
    const found = best.contributions[id];
    const parts = {
      name: nameOf(definition, id, voice),
      raw: voice.value(found?.raw ?? null),
      share: points(found?.share ?? 0),
    };
    return line(true, voice.say("{name} {raw}，贡献 {share}", "{name} {raw}, worth {share}", parts), { of: best.id });
  });
  const adjustments = best.adjustments.map((id) => line(true, adjustmentText(id, definition, voice), { of: best.id }));
  return [...contributions, ...adjustments];
}

function adjustmentText(id: string, definition: ScoreDecision, voice: Voice): string {
  const adjustment = definition.adjust?.find((each) => each.id === id);
  const change = [
    adjustment?.multiply === undefined ? "" : `× ${voice.value(adjustment.multiply)}`,
    adjustment?.add === undefined ? "" : `+ ${voice.value(adjustment.add)}`,
  ];
  return `${nameOf(definition, id, voice)} ${change.filter((part) => part !== "").join(" ")}`;
}

/** Where a loser lost most against the winner. */
function lostLine(loser: Ranked, best: Ranked, definition: ScoreDecision, voice: Voice): ExplanationLine {
  const gap = ({ id }: { readonly id: string }): number =>
    (best.contributions[id]?.share ?? 0) - (loser.contributions[id]?.share ?? 0);
  const [most] = definition.criteria.toSorted((a, b) => gap(b) - gap(a));
  const adjusted = loser.adjustments.map((id) => adjustmentText(id, definition, voice));
  const reasons = [
    ...(most !== undefined && gap(most) > 0
      ? [
          voice.say("{name}少 {gap}", "{name} {gap} less", {
            name: nameOf(definition, most.id, voice),
            gap: points(gap(most)),
          }),
        ]
      : []),
    ...adjusted,
  ];
  const parts = { id: loser.id, score: points(loser.score), reasons: voice.list(reasons) };
  const text =
    reasons.length === 0
      ? voice.say("{id} 得分 {score}", "{id} scores {score}", parts)
      : voice.say("{id} 得分 {score}：{reasons}", "{id} scores {score}: {reasons}", parts);
  return line(false, text, {
    distance: voice.say("低 {gap}", "{gap} lower", { gap: points(best.score - loser.score) }),
    of: loser.id,
  });
}

function outLines(out: ScoreTrace["out"][number], definition: ScoreDecision, voice: Voice): readonly ExplanationLine[] {
  const constraint = definition.require?.find((each) => each.id === out.by);
  const name = nameOf(definition, out.by, voice);
  const parts = { id: out.id, name };
  if (constraint === undefined)
    return [line(false, voice.say("{id} 出局：{name}没有值", "{id} is out: {name} is missing", parts), { of: out.id })];
  const head = line(false, voice.say("{id} 出局：{name}", "{id} is out: {name}", parts), { of: out.id });
  return [
    head,
    ...turnedLines({ trace: out.condition, root: constraint.when, named: definition.conditions }, voice, out.id),
  ];
}
