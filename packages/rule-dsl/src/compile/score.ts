/**
 * Candidates ranked by weighted criteria.
 *
 * A candidate that fails a constraint, or has no number for a criterion (S10), is out. Each criterion's raw values are
 * scaled over those left in (min-max: 1 is the best, 0 the worst, 1 for all when they are equal; none: the value as it
 * is, negative where lower is better), times its share of the weights. The score is the sum, then adjusted in order.
 * Value: `{chosen, ranking: [{id, score, contributions: {<criterion>: {raw, share}}, adjustments}], out: [{id, by}]}`.
 */
import type { DecisionTrace } from "../explain/trace.ts";
import { compareTexts } from "../expression/compare.ts";
import { numberText, toDouble } from "../expression/numbers.ts";
import { type Facts, type FeelValue, fromFact, isList, isNumber } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { ScoreDecision } from "../schema/decision.ts";
import { comparable } from "./comparable.ts";
import { type CompileScope, withFacts } from "./compile-scope.ts";
import { compileTest } from "./condition.ts";
import type { DecisionBody, Verdict } from "./decision-body.ts";
import { type FeelProgram, feelProgram } from "./feel-program.ts";
import { Notes } from "./notes.ts";
import { noCandidate } from "./no-candidate.ts";
import { simplePath } from "./rules.ts";
import { askFor, type CompiledTest, type Tracer } from "./test.ts";

interface Named {
  readonly id: string;
  readonly compiled: CompiledTest;
  tracer: Tracer | undefined;
}
interface Criterion {
  readonly definition: ScoreDecision["criteria"][number];
  readonly program: FeelProgram;
  readonly share: number;
}
interface Adjustment extends Named {
  readonly multiply: number;
  readonly add: number;
}
interface Scoring {
  readonly definition: ScoreDecision;
  readonly scope: CompileScope;
  readonly list: FeelProgram;
  readonly id: FeelProgram;
  readonly constraints: readonly Named[];
  readonly criteria: readonly Criterion[];
  readonly adjustments: readonly Adjustment[];
  /** Facts that criteria and ids read; asked for together, once the constraints have been settled. */
  readonly fetched: readonly string[];
}

interface Candidate {
  readonly id: string;
  readonly place: number;
  readonly facts: Facts;
  /** Raw value of each criterion, in the definition's order. */
  readonly raw: readonly number[];
}
interface Excluded {
  readonly id: string;
  readonly by: string;
  readonly facts: Facts;
}
interface Ranked extends Candidate {
  readonly score: number;
  readonly shares: readonly number[];
  readonly adjusted: readonly string[];
}

export function compileScore(definition: ScoreDecision, scope: CompileScope): DecisionBody {
  const scoring = scoringOf(definition, scope);
  return {
    decide(facts, notes) {
      const sorted = sortOut(scoring, facts, notes);
      const ranking = sorted === undefined ? undefined : rank(scoring, sorted.left, notes);
      if (sorted === undefined || ranking === undefined) return undefined;
      return verdictOf(definition, ranking, sorted.out);
    },
    trace: (facts, notes) => traceOf(scoring, facts, notes),
  };
}

function scoringOf(definition: ScoreDecision, outer: CompileScope): Scoring {
  const { candidates, criteria } = definition;
  const scope = outer.within(candidates.as, simplePath(candidates.of));
  const total = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const id = feelProgram(candidates.id.slice(1), scope);
  const compiled = criteria.map((each) => ({
    definition: each,
    program: feelProgram(each.value.slice(1), scope),
    share: total === 0 ? 0 : each.weight / total,
  }));
  return {
    definition,
    scope,
    list: feelProgram(candidates.of.slice(1), outer),
    id,
    constraints: (definition.require ?? []).map((each) => named(each.id, compileTest(each.when, scope))),
    criteria: compiled,
    adjustments: (definition.adjust ?? []).map((each) => ({
      ...named(each.id, compileTest(each.when, scope)),
      multiply: each.multiply ?? 1,
      add: each.add ?? 0,
    })),
    fetched: [...new Set([id, ...compiled.map((each) => each.program)].flatMap((program) => program.fetched))],
  };
}

const named = (id: string, compiled: CompiledTest): Named => ({ id, compiled, tracer: undefined });

/** Who is left and who is out, by the first constraint that refused. Undefined: facts must be fetched first. */
function sortOut(
  scoring: Scoring,
  facts: Facts,
  notes: Notes,
): { readonly left: readonly Candidate[]; readonly out: readonly Excluded[] } | undefined {
  if (askFor([...scoring.list.fetched, ...scoring.fetched], facts, notes)) return undefined;
  const left: Candidate[] = [];
  const out: Excluded[] = [];
  const mark = notes.mark;
  for (const [place, item] of candidatesOf(scoring, facts, notes).entries()) {
    const own = withFacts(facts, { [scoring.definition.candidates.as]: item }, scoring.scope);
    const id = idOf(scoring.id.run(own, notes), place);
    const by = excludedBy(scoring, own, notes);
    if (by === undefined)
      left.push({
        id,
        place,
        facts: own,
        raw: scoring.criteria.map((criterion) => rawValue(scoring, criterion, own, notes) ?? 0),
      });
    else out.push({ id, by, facts: own });
  }
  return notes.mark > mark ? undefined : { left, out };
}

function idOf(value: FeelValue, place: number): string {
  return typeof value === "string" ? value : isNumber(value) ? numberText(value) : String(place);
}

function candidatesOf({ list }: Scoring, facts: Facts, notes: Notes): readonly unknown[] {
  const items = list.run(facts, notes);
  return isList(items) ? items.map(fromFact) : [];
}

/** The first constraint that does not hold, else the first criterion without a number. */
function excludedBy(scoring: Scoring, facts: Facts, notes: Notes): string | undefined {
  const mark = notes.mark;
  for (const constraint of scoring.constraints) {
    if (constraint.compiled.test(facts, notes) !== false) continue;
    notes.forget(mark);
    return constraint.id;
  }
  return scoring.criteria.find((criterion) => rawValue(scoring, criterion, facts, notes) === undefined)?.definition.id;
}

function rawValue(
  { scope }: Scoring,
  { definition, program }: Criterion,
  facts: Facts,
  notes: Notes,
): number | undefined {
  const value = fromFact(comparable(program.run(facts, notes), scope.baseCurrency));
  if (isNumber(value)) return toDouble(value);
  notes.warn(scope.warning("missing-value", { path: definition.value }));
  return undefined;
}

function rank(scoring: Scoring, left: readonly Candidate[], notes: Notes): readonly Ranked[] | undefined {
  const mark = notes.mark;
  const scales = scoring.criteria.map((criterion, index) =>
    scaleOf(
      criterion,
      left.map((candidate) => candidate.raw[index] ?? 0),
    ),
  );
  const ranked = left.map((candidate) => {
    const shares = scoring.criteria.map(
      (criterion, index) => criterion.share * (scales[index]?.(candidate.raw[index] ?? 0) ?? 0),
    );
    return adjust(
      scoring,
      { ...candidate, shares, adjusted: [], score: shares.reduce((sum, share) => sum + share, 0) },
      notes,
    );
  });
  if (notes.mark > mark) return undefined;
  return ranked
    .map((candidate) => ({ ...candidate, score: steady(candidate.score) }))
    .toSorted((a, b) => b.score - a.score || breakTie(scoring.definition, a, b));
}

function scaleOf({ definition }: Criterion, values: readonly number[]): (raw: number) => number {
  const sign = definition.better === "higher" ? 1 : -1;
  if (definition.scale === "none") return (raw) => sign * raw;
  const worst = Math.min(...values.map((value) => sign * value));
  const span = Math.max(...values.map((value) => sign * value)) - worst;
  return (raw) => (span === 0 ? 1 : (sign * raw - worst) / span);
}

function adjust({ adjustments }: Scoring, candidate: Ranked, notes: Notes): Ranked {
  return adjustments.reduce((ranked, { id, compiled, multiply, add }) => {
    if (compiled.test(candidate.facts, notes) !== true) return ranked;
    return { ...ranked, score: ranked.score * multiply + add, adjusted: [...ranked.adjusted, id] };
  }, candidate);
}

/** Twelve places: what binary fractions add in noise must not decide a tie. */
function steady(value: number): number {
  const scaled = Math.round(value * 1e12) / 1e12;
  return Number.isFinite(scaled) ? scaled + 0 : value;
}

/** Equal scores: by the tie-break's criteria in their better direction, `id` by the candidate's id, then by place. */
function breakTie(definition: ScoreDecision, a: Ranked, b: Ranked): number {
  for (const id of definition.tieBreak ?? []) {
    const difference = id === "id" ? compareTexts(a.id, b.id) : rawDifference(definition, id, a, b);
    if (difference !== 0) return difference;
  }
  return a.place - b.place;
}

function rawDifference(definition: ScoreDecision, id: string, a: Ranked, b: Ranked): number {
  const index = definition.criteria.findIndex((criterion) => criterion.id === id);
  const difference = (a.raw[index] ?? 0) - (b.raw[index] ?? 0);
  return definition.criteria[index]?.better === "higher" ? -difference : difference;
}

function verdictOf(definition: ScoreDecision, ranking: readonly Ranked[], out: readonly Excluded[]): Verdict {
  const [best] = ranking;
  const excluded = out.map(({ id, by }) => ({ id, by }));
  if (best === undefined) return noCandidate(definition, excluded);
  return { value: { chosen: best.id, ranking: ranking.map((each) => rankedJson(definition, each)), out: excluded } };
}

function rankedJson(
  definition: ScoreDecision,
  ranked: Ranked,
): {
  readonly id: string;
  readonly score: number;
  readonly contributions: Readonly<Record<string, { readonly raw: JsonValue; readonly share: number }>>;
  readonly adjustments: readonly string[];
} {
  const contributions = Object.fromEntries(
    definition.criteria.map(({ id }, index) => [
      id,
      { raw: ranked.raw[index] ?? null, share: steady(ranked.shares[index] ?? 0) },
    ]),
  );
  return { id: ranked.id, score: ranked.score, contributions, adjustments: ranked.adjusted };
}

function traceOf(scoring: Scoring, facts: Facts, notes: Notes): DecisionTrace {
  const sorted = sortOut(scoring, facts, notes) ?? { left: [], out: [] };
  const ranking = rank(scoring, sorted.left, new Notes()) ?? [];
  return {
    type: "score",
    ranking: ranking.map((each) => rankedJson(scoring.definition, each)),
    out: sorted.out.map(({ id, by, facts: own }) => ({ id, by, condition: whyOut(scoring, by, own) })),
  };
}

function whyOut(scoring: Scoring, by: string, facts: Facts): ReturnType<Tracer> {
  const constraint = scoring.constraints.find((each) => each.id === by);
  if (constraint === undefined) return { at: "", held: false, missing: true };
  constraint.tracer ??= constraint.compiled.tracer("");
  return constraint.tracer(facts, new Notes());
}
