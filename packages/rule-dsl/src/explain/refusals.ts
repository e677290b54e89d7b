import type { Condition } from "../schema/condition.ts";
import type { DecisionDefinition } from "../schema/decision.ts";
import { factPath, parsePath } from "../compile/json-path.ts";
import { conditionAt, decidingLeaves } from "./condition-at.ts";
import { toldRows } from "./nearest-rows.ts";
import type { ConditionTrace, DecisionTrace } from "./trace.ts";

/** `<rule, row or constraint>: <fact path>` for each leaf or cell that refused, read off a trace. */
export function tracedRefusals(trace: DecisionTrace, definition: DecisionDefinition): readonly string[] {
  if (trace.type === "rules" && definition.type === "rules") {
    return trace.rules.flatMap((rule) => {
      const conditions = definition.rules.find((each) => each.id === rule.ruleId)?.conditions;
      return rule.held || conditions === undefined
        ? []
        : named(rule.ruleId, pathsOf(rule.condition, conditions, definition));
    });
  }
  if (trace.type === "table" && definition.type === "table") {
    return toldRows(definition, trace, undefined).flatMap(({ row, first }) => {
      const input = definition.inputs.find((each) => each.id === first);
      return input === undefined ? [] : named(row.id, [input.expression.trim()]);
    });
  }
  if (trace.type !== "score" || definition.type !== "score") return [];
  return trace.out.flatMap((out) => {
    const when = definition.require?.find((each) => each.id === out.by)?.when;
    return when === undefined ? [] : named(out.by, pathsOf(out.condition, when, definition));
  });
}

const named = (id: string, paths: readonly string[]): readonly string[] => paths.map((path) => `${id}: ${path}`);

function pathsOf(trace: ConditionTrace, root: Condition, definition: DecisionDefinition): readonly string[] {
  return decidingLeaves(trace).flatMap((leaf) => {
    if (leaf.reads !== undefined) return Object.keys(leaf.reads);
    const condition = conditionAt(root, leaf.at, definition.conditions);
    return condition !== undefined && "fact" in condition
      ? [factPath(condition.fact, parsePath(condition.path ?? "$") ?? [])]
      : [];
  });
}
