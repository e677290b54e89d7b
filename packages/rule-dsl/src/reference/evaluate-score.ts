import { compareTexts } from "../expression/compare.ts";
import { numberText, toDouble } from "../expression/numbers.ts";
import { type Facts, fromFact, isList, isNumber } from "../expression/values.ts";
import type { LocalizedText } from "../schema/common.ts";
import type { ScoreDecision } from "../schema/decision.ts";
import { evaluateCondition, inMajorUnits } from "./evaluate-condition.ts";
import type { Reached } from "./reached.ts";
import { feel, readsOfFeel, type Session, unfetched, warn, withFacts, withName } from "./session.ts";

interface Candidate {
  readonly id: string;
  readonly facts: Facts;
  readonly raw: Readonly<Record<string, number>>;
}
interface Scored extends Candidate {
  readonly score: number;
  readonly shares: Readonly<Record<string, number>>;
  readonly adjustments: readonly string[];
}
interface Out {
  readonly id: string;
  readonly by: string;
}

/** Constraints first, then each criterion scaled over who is left, weighed, summed, adjusted and ranked. */
export function evaluateScore(outer: Session, definition: ScoreDecision, facts: Facts): Reached {
  const { candidates, criteria, require = [] } = definition;
  const session = withName(outer, candidates.as, candidates.of);
  const texts = [candidates.id.slice(1), ...criteria.map((criterion) => criterion.value.slice(1))];
  const needs = [
    ...unfetched(outer, readsOfFeel(outer, candidates.of.slice(1)), facts),
    ...texts.flatMap((text) => unfetched(session, readsOfFeel(session, text), facts)),
  ];
  if (needs.length > 0) return { needs };

  const left: Candidate[] = [];
  const out: Out[] = [];
  const waiting: string[] = [];
  const list = feel(outer, candidates.of.slice(1), facts);
  for (const [place, item] of (isList(list) ? list : []).entries()) {
    const own = withFacts(facts, { [candidates.as]: fromFact(item) });
    const id = idOf(session, definition, own, place);
    const answers = untilNo(require, (constraint) => evaluateCondition(session, constraint.when, own));
    const refusedBy = answers.find((each) => each.answer.outcome === "no");
    if (refusedBy !== undefined) {
      out.push({ id, by: refusedBy.of.id });
      continue;
    }
    waiting.push(...answers.flatMap((each) => each.answer.needs));
    const raw: Record<string, number> = {};
    const without = criteria.find((criterion) => !readRaw(session, criterion, own, raw));
    if (without === undefined) left.push({ id, facts: own, raw });
    else out.push({ id, by: without.id });
  }
  if (waiting.length > 0) return { needs: waiting };
  return conclude(session, definition, left, out);
}

function untilNo<T, A extends { readonly outcome: string }>(
  items: readonly T[],
  test: (item: T) => A,
): readonly { readonly of: T; readonly answer: A }[] {
  const found: { of: T; answer: A }[] = [];
  for (const item of items) {
    const answer = test(item);
    found.push({ of: item, answer });
    if (answer.outcome === "no") break;
  }
  return found;
}

function idOf(session: Session, definition: ScoreDecision, facts: Facts, place: number): string {
  const id = feel(session, definition.candidates.id.slice(1), facts);
  if (typeof id === "string") return id;
  return isNumber(id) ? numberText(id) : String(place);
}

/** Puts the criterion's number into `raw`; false when there is none (S10). */
function readRaw(
  session: Session,
  criterion: ScoreDecision["criteria"][number],
  facts: Facts,
  raw: Record<string, number>,
): boolean {
  const amount = feel(session, criterion.value.slice(1), facts);
  const base = session.context.baseCurrency ?? "CNY";
  const isForeign = typeof amount === "object" && amount !== null && "currency" in amount && amount.currency !== base;
  const value = isForeign ? null : fromFact(inMajorUnits(amount));
  if (isNumber(value)) {
    raw[criterion.id] = toDouble(value);
    return true;
  }
  warn(session, "missing-value", { path: criterion.value });
  return false;
}

function conclude(
  session: Session,
  definition: ScoreDecision,
  left: readonly Candidate[],
  out: readonly Out[],
): Reached {
  const needs: string[] = [];
  const scored = left.map((candidate) => {
    const shares = sharesOf(definition, candidate, left);
    let score = Object.values(shares).reduce((sum, share) => sum + share, 0);
    const adjustments: string[] = [];
    for (const adjustment of definition.adjust ?? []) {
      const answer = evaluateCondition(session, adjustment.when, candidate.facts);
      needs.push(...answer.needs);
      if (answer.outcome !== "yes") continue;
      score = score * (adjustment.multiply ?? 1) + (adjustment.add ?? 0);
      adjustments.push(adjustment.id);
    }
    return { ...candidate, shares, adjustments, score: twelvePlaces(score) };
  });
  if (needs.length > 0) return { needs };
  const ranking = scored.toSorted((a, b) => inRanking(definition, a, b));
  const [best] = ranking;
  if (best === undefined) return nobody(definition, out);
  return {
    value: {
      chosen: best.id,
      ranking: ranking.map((each) => shown(definition, each)),
      out: out.map(({ id, by }) => ({ id, by })),
    },
  };
}

function sharesOf(
  definition: ScoreDecision,
  candidate: Candidate,
  left: readonly Candidate[],
): Readonly<Record<string, number>> {
  const weights = definition.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const shares: Record<string, number> = {};
  for (const { id, better, weight, scale = "min-max" } of definition.criteria) {
    const goodness = (raw: number | undefined): number => (better === "higher" ? (raw ?? 0) : -(raw ?? 0));
    const all = left.map((each) => goodness(each.raw[id]));
    const worst = Math.min(...all);
    const span = Math.max(...all) - worst;
    const own = goodness(candidate.raw[id]);
    const scaled = scale === "none" ? own : span === 0 ? 1 : (own - worst) / span;
    shares[id] = weights === 0 ? 0 : (weight / weights) * scaled;
  }
  return shares;
}

function inRanking(definition: ScoreDecision, a: Scored, b: Scored): number {
  if (a.score !== b.score) return b.score - a.score;
  for (const id of definition.tieBreak ?? []) {
    if (id === "id" && a.id !== b.id) return compareTexts(a.id, b.id);
    const criterion = definition.criteria.find((each) => each.id === id);
    const difference = (a.raw[id] ?? 0) - (b.raw[id] ?? 0);
    if (id !== "id" && criterion !== undefined && difference !== 0)
      return criterion.better === "higher" ? -difference : difference;
  }
  return 0;
}

function twelvePlaces(value: number): number {
  const rounded = Math.round(value * 1e12) / 1e12;
  return Number.isFinite(rounded) ? rounded + 0 : value;
}

function shown(
  { criteria }: ScoreDecision,
  { id, score, raw, shares, adjustments }: Scored,
): {
  id: string;
  score: number;
  contributions: Record<string, { raw: number; share: number }>;
  adjustments: readonly string[];
} {
  const contributions = Object.fromEntries(
    criteria.map((criterion) => [
      criterion.id,
      { raw: raw[criterion.id] ?? 0, share: twelvePlaces(shares[criterion.id] ?? 0) },
    ]),
  );
  return { id, score, contributions, adjustments };
}

function nobody(definition: ScoreDecision, out: readonly Out[]): Reached {
  const parts: readonly { readonly id: string; readonly name?: LocalizedText }[] = [
    ...(definition.require ?? []),
    ...definition.criteria,
  ];
  const name = (id: string, language: string): string => {
    const names = parts.find((part) => part.id === id)?.name;
    return names?.[language] ?? names?.["en"] ?? id;
  };
  const reasons = out.map(({ id, by }) => ({ "zh-CN": `${id}：${name(by, "zh-CN")}`, en: `${id}: ${name(by, "en")}` }));
  const data = { reasons: reasons.length === 0 ? [{ "zh-CN": "没有候选", en: "there were none" }] : reasons, out };
  return { incident: definition.none?.incident ?? "no-candidate", code: "no-candidate", data };
}
