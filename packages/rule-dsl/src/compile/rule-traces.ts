import type { ConditionTrace, RuleTrace } from "../explain/trace.ts";
import type { Facts } from "../expression/values.ts";
import { Notes } from "./notes.ts";
import type { CompiledTest, Tracer } from "./test.ts";

/** How many refused rules a trace keeps, and how many that were passed over: the nearest, which are those people ask about. */
const mostKept = 20;

/** A rule on one item. */
export interface RuleRun {
  readonly rule: { readonly id: string; readonly compiled: CompiledTest; tracer: Tracer | undefined };
  readonly facts: Facts;
  /** Index of the item, where there are items. */
  readonly item: number | undefined;
  /** Its event was let through. One that holds and has not won is passed over. */
  readonly won: boolean;
}

interface Placed {
  readonly run: RuleRun;
  readonly misses: number;
  readonly passedOver: boolean;
}

/**
 * Every rule that won, and of the others the nearest, in the order they were tried. Only those are looked at whole;
 * `others` were refused from afar and are only counted.
 */
export function ruleTraces(
  runs: readonly RuleRun[],
  others = 0,
): {
  readonly rules: readonly RuleTrace[];
  readonly omitted?: number;
} {
  const notes = new Notes();
  if (runs.length <= mostKept) {
    const rules = runs.map((run) => traceOf(run, notes));
    return others > 0 ? { rules, omitted: others } : { rules };
  }
  const placed = runs.map((run) => placeOf(run, notes));
  const refused = placed.filter((each) => each.misses > 0);
  const kept = new Set([
    ...placed.filter((each) => each.misses === 0 && !each.passedOver),
    ...placed.filter((each) => each.passedOver).slice(0, mostKept),
    ...refused.toSorted((a, b) => a.misses - b.misses).slice(0, mostKept),
  ]);
  const rules = placed.filter((each) => kept.has(each)).map(({ run }) => traceOf(run, notes));
  const omitted = Math.max(0, refused.length - mostKept) + others;
  return omitted > 0 ? { rules, omitted } : { rules };
}

function placeOf(run: RuleRun, notes: Notes): Placed {
  const misses = run.rule.compiled.misses(run.facts, notes);
  return { run, misses, passedOver: misses === 0 && !run.won };
}

function traceOf({ rule, item, facts, won }: RuleRun, notes: Notes): RuleTrace {
  rule.tracer ??= rule.compiled.tracer("");
  const condition = rule.tracer(facts, notes);
  const { held } = condition;
  const trace = item === undefined ? { ruleId: rule.id, held, condition } : { ruleId: rule.id, item, held, condition };
  return held && !won ? { ...trace, passedOver: true } : trace;
}

/** How many leaves stood in the way; the fewer, the nearer it was. An `any` is as near as its nearest member. */
export function failedLeaves(trace: ConditionTrace): number {
  if (trace.held) return 0;
  const members = (trace.children ?? []).map(failedLeaves);
  if (trace.children?.[0]?.at.startsWith(`${trace.at}/any/`) === true) return Math.min(...members);
  return Math.max(
    1,
    members.reduce((sum, each) => sum + each, 0),
  );
}
