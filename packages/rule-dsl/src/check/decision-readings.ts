import type { Diagnostic } from "../diagnostic.ts";
import type { DecisionDefinition, RulesDecision, ScoreDecision, TableDecision } from "../schema/decision.ts";
import { isPlainCell } from "./analysis/read-cell.ts";
import type { Memo } from "./analysis/memo.ts";
import { checkBoxed } from "./boxed.ts";
import type { CheckContext } from "./check-context.ts";
import { checkCondition, checkNamedConditions } from "./conditions.ts";
import { checkFeel, checkUnaryTests, checkValues } from "./expressions.ts";
import { catalogueOf } from "./known-fields.ts";
import { type ReadingScope, scopeOf, withRoots } from "./reading-scope.ts";
import { eachAnew } from "./settled.ts";

/** Whether all that a decision's conditions, cells and expressions read exists and has the type they want. */
export function checkDecisionReadings(
  decision: DecisionDefinition,
  context: CheckContext,
  memo: Memo,
): readonly Diagnostic[] {
  const conditions = decision.conditions ?? {};
  const roots = [...(decision.facts ?? []), ...(decision.calls ?? [])].map(({ id }) => id);
  const scope = scopeOf(catalogueOf(decision, context), { conditions, roots });
  return [
    ...(decision.facts ?? []).flatMap(({ input }, index) => checkValues(input, `/facts/${String(index)}/input`, scope)),
    ...(decision.calls ?? []).flatMap(({ input }, index) => checkValues(input, `/calls/${String(index)}/input`, scope)),
    ...checkNamedConditions(conditions, "/conditions", withRoots(scope, itemOf(decision))),
    ...checkBody(decision, scope, memo),
  ];
}

/** The name that stands for one item while a decision goes through a list. */
function itemOf(decision: DecisionDefinition): readonly string[] {
  if (decision.type === "score") return [decision.candidates.as];
  return decision.type === "rules" && decision.each !== undefined ? [decision.each.as] : [];
}

function checkBody(decision: DecisionDefinition, scope: ReadingScope, memo: Memo): readonly Diagnostic[] {
  switch (decision.type) {
    case "rules":
      return checkRules(decision, scope);
    case "table":
      return checkCells(decision, scope, memo);
    case "score":
      return checkScore(decision, scope);
    case "mapping":
      return [];
    case "expression": {
      const names = decision.entries.map(({ id }) => id);
      const entries = decision.entries.flatMap(({ value }, index) =>
        checkValues(value, `/entries/${String(index)}/value`, withRoots(scope, names.slice(0, index))),
      );
      const result = checkValues(decision.result, "/result", withRoots(scope, names));
      return [...entries, ...result, ...checkBoxed(decision, scope)];
    }
  }
}

function checkRules(decision: RulesDecision, scope: ReadingScope): readonly Diagnostic[] {
  const each = decision.each;
  const inner = withRoots(scope, itemOf(decision));
  return [
    ...(each === undefined ? [] : checkValues(each.of, "/each/of", scope)),
    ...decision.rules.flatMap((rule, index) => [
      ...checkCondition(rule.conditions, `/rules/${String(index)}/conditions`, inner),
      ...checkValues(rule.event.params, `/rules/${String(index)}/event/params`, inner),
    ]),
  ];
}

function checkCells(table: TableDecision, scope: ReadingScope, memo: Memo): readonly Diagnostic[] {
  const inputs = new Set(table.inputs.map(({ id }) => id));
  const outputs = new Set(table.outputs.map(({ id }) => id));
  const checkCell = onceClean((text, place) => checkUnaryTests(text, place, scope));
  const checkResult = onceClean((text, place) => checkFeel(text, place, scope));
  const results = (cells: Readonly<Record<string, string>>, place: string): readonly Diagnostic[] =>
    Object.entries(cells).flatMap(([column, text]) =>
      outputs.has(column) ? checkResult(text, `${place}/${column}`) : [],
    );
  const { rows, name: _name, description: _description, ...head } = table;
  const right = memo.rightParts("readings", JSON.stringify([head, scope.catalogue.fields]));
  return [
    ...table.inputs.flatMap(({ expression }, index) =>
      checkFeel(expression, `/inputs/${String(index)}/expression`, scope),
    ),
    ...eachAnew(rows, right, (row, index) => [
      ...Object.entries(row.when).flatMap(([column, text]) =>
        inputs.has(column) ? checkCell(text, `/rows/${String(index)}/when/${column}`) : [],
      ),
      ...results(row.then, `/rows/${String(index)}/then`),
    ]),
    ...(table.default === undefined ? [] : results(table.default, "/default")),
  ];
}

type CellCheck = (text: string, place: string) => readonly Diagnostic[];

/** Of thousands of cells most are literals, and many are alike: what was right once is right again. */
function onceClean(look: CellCheck): CellCheck {
  const clean = new Set<string>();
  return (text, place) => {
    if (clean.has(text) || isPlainCell(text)) return [];
    const found = look(text, place);
    if (found.length === 0) clean.add(text);
    return found;
  };
}

function checkScore(score: ScoreDecision, scope: ReadingScope): readonly Diagnostic[] {
  const inner = withRoots(scope, itemOf(score));
  return [
    ...checkValues(score.candidates.of, "/candidates/of", scope),
    ...checkValues(score.candidates.id, "/candidates/id", inner),
    ...(score.require ?? []).flatMap(({ when }, index) =>
      checkCondition(when, `/require/${String(index)}/when`, inner),
    ),
    ...score.criteria.flatMap(({ value }, index) => checkValues(value, `/criteria/${String(index)}/value`, inner)),
    ...(score.adjust ?? []).flatMap(({ when }, index) => checkCondition(when, `/adjust/${String(index)}/when`, inner)),
  ];
}
