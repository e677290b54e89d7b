import type { ConditionTrace, RuleTrace } from "../explain/trace.ts";

/** How many refused rules a trace keeps: those that came nearest, which are the ones people ask about. */
const mostRefused = 100;

/** All rules that held, and the refused ones that failed by the fewest leaves, in their own order. */
export function leanRuleTraces(traces: readonly RuleTrace[]): {
  readonly rules: readonly RuleTrace[];
  readonly omitted?: number;
} {
  const refused = traces.filter((trace) => !trace.held);
  if (refused.length <= mostRefused) return { rules: traces };
  const nearest = new Set(
    refused.toSorted((a, b) => failedLeaves(a.condition) - failedLeaves(b.condition)).slice(0, mostRefused),
  );
  return { rules: traces.filter((trace) => trace.held || nearest.has(trace)), omitted: refused.length - mostRefused };
}

/** How many leaves stood in the way; the fewer, the nearer the rule was. */
export function failedLeaves(trace: ConditionTrace): number {
  if (trace.children === undefined) return trace.held ? 0 : 1;
  return trace.children.reduce((sum, child) => sum + failedLeaves(child), 0);
}
