/** What is declared, written or given, and that nobody uses. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { DecisionDefinition, ExpressionDecision, MappingDecision, ScoreDecision } from "../../schema/decision.ts";
import type { Definition } from "../../schema/definition.ts";
import type { WorkflowDefinition } from "../../schema/workflow.ts";
import type { CheckContext } from "../check-context.ts";
import { fix, removed } from "../fixes/edits.ts";
import { unreadOutputs } from "./given-outputs.ts";
import { readPathsIn, readPathsOf } from "./read-paths.ts";
import { unusedVariables } from "./variables.ts";

export function checkUnused(definition: Definition, context: CheckContext): readonly Diagnostic[] {
  if (definition.kind === "workflow") return [...unusedConditions(definition), ...unusedVariables(definition, context)];
  if (definition.kind !== "decision") return [];
  return [
    ...unusedConditions(definition),
    ...unusedFacts(definition),
    ...unusedParts(definition),
    ...unreadOutputs(definition, context),
  ];
}

function unusedConditions(definition: DecisionDefinition | WorkflowDefinition): readonly Diagnostic[] {
  const names = Object.keys(definition.conditions ?? {});
  if (names.length === 0) return [];
  const { conditions } = readPathsOf(definition);
  return names
    .filter((name) => !conditions.has(name))
    .map((name) => {
      const place = `/conditions/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      const fixes = [fix("删掉这个命名条件", "Remove the named condition", [], [removed(place)])];
      return { ...diagnostic("info", "unused-condition", place, { name }), fixes };
    });
}

/** Facts that would be fetched, and decisions that would be called, for nobody. */
function unusedFacts(decision: DecisionDefinition): readonly Diagnostic[] {
  const declared = [
    ...(decision.facts ?? []).map((one, index) => ({ ...one, place: `/facts/${String(index)}` })),
    ...(decision.calls ?? []).map((one, index) => ({ ...one, place: `/calls/${String(index)}` })),
  ];
  if (declared.length === 0) return [];
  const { facts: _facts, calls: _calls, ...body } = decision;
  const own = readPathsIn(body);
  return declared
    .filter(({ id, place }) => {
      const others = declared.filter((one) => one.place !== place);
      return !own.reads(id) && !others.some(({ input }) => readPathsIn(input).reads(id));
    })
    .map(({ id, place }) => ({
      ...diagnostic("info", "unused-fact", place, { id }),
      fixes: [fix("不取「{0}」", "Do not ask for “{0}”", [id], [removed(place)])],
    }));
}

function unusedParts(decision: DecisionDefinition): readonly Diagnostic[] {
  switch (decision.type) {
    case "expression":
      return unreadEntries(decision);
    case "score":
      return idleAdjustments(decision);
    case "mapping":
      return valuesNeverGiven(decision);
    case "rules":
    case "table":
      return [];
  }
}

/** With a result of its own, an entry is only for the entries after it and the result. */
function unreadEntries({ entries, result }: ExpressionDecision): readonly Diagnostic[] {
  if (result === undefined) return [];
  return entries.flatMap(({ id }, index) => {
    const later = entries.slice(index + 1).map(({ value }) => value);
    if (readPathsIn([...later, result]).reads(id)) return [];
    const place = `/entries/${String(index)}`;
    const fixes = [fix("删掉「{0}」", "Remove “{0}”", [id], [removed(place)])];
    return [{ ...diagnostic("info", "unused-output", place, { path: id }), fixes }];
  });
}

/** An adjustment that multiplies by one and adds nothing. */
function idleAdjustments({ adjust = [] }: ScoreDecision): readonly Diagnostic[] {
  return adjust.flatMap(({ id, name, multiply = 1, add = 0 }, index) => {
    if (multiply !== 1 || add !== 0) return [];
    const place = `/adjust/${String(index)}`;
    const what = { "zh-CN": name?.["zh-CN"] ?? id, en: name?.["en"] ?? id };
    const fixes = [fix("删掉这个调整", "Remove the adjustment", [], [removed(place)])];
    return [{ ...diagnostic("info", "changes-nothing", place, { what }), fixes }];
  });
}

function valuesNeverGiven({ to, entries, unknown }: MappingDecision): readonly Diagnostic[] {
  const given = new Set(entries.map((entry) => entry.to));
  if (typeof unknown === "object") given.add(unknown.value);
  return (to.values ?? []).flatMap((value, index) => {
    if (given.has(value)) return [];
    const place = `/to/values/${String(index)}`;
    const fixes = [fix("从可能的值里去掉「{0}」", "Take “{0}” off the list", [value], [removed(place)])];
    return [{ ...diagnostic("info", "value-never-given", place, { value }), fixes }];
  });
}
