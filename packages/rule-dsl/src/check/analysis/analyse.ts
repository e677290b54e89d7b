/** What can be proven of a definition as a whole, by the values that its conditions tell apart. */
import type { Diagnostic } from "../../diagnostic.ts";
import type { DecisionDefinition } from "../../schema/decision.ts";
import type { Definition } from "../../schema/definition.ts";
import type { CheckContext } from "../check-context.ts";
import { catalogueOf } from "../known-fields.ts";
import { analyseCondition, thisCondition } from "./analyse-condition.ts";
import { analyseRules } from "./analyse-rules.ts";
import { analyseTable } from "./analyse-table.ts";
import { analyseWorkflow } from "./analyse-workflow.ts";
import type { Memo } from "./memo.ts";
import { type Reading, readingOf } from "./reading.ts";
import { bothOf } from "./table-columns.ts";
import { unitsOf } from "./units.ts";

export function analyse(definition: Definition, context: CheckContext, memo: Memo): readonly Diagnostic[] {
  if (definition.kind !== "decision" && definition.kind !== "workflow") return [];
  const reading = readingOf(catalogueOf(definition, context), definition.conditions ?? {});
  const named = Object.entries(definition.conditions ?? {}).flatMap(([name, condition]) =>
    analyseCondition(
      condition,
      {
        place: `/conditions/${name}`,
        what: { "zh-CN": `条件「${name}」`, en: `The condition “${name}”` },
        whenNever: [],
      },
      reading,
      memo,
    ),
  );
  const own =
    definition.kind === "workflow"
      ? analyseWorkflow(definition, context, reading, memo)
      : analyseDecision(definition, reading, memo);
  return [...named, ...own, ...unitsOf(definition, reading)];
}

function analyseDecision(decision: DecisionDefinition, reading: Reading, memo: Memo): readonly Diagnostic[] {
  switch (decision.type) {
    case "rules":
      return analyseRules(decision, reading, memo);
    case "table":
      return analyseTable(decision, reading, memo);
    case "score": {
      const { as, of } = decision.candidates;
      const path = of.slice(1).trim();
      const item = { alias: as, list: /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(path) ? path : undefined };
      const parts = [
        ...(decision.require ?? []).map((one, index) => ({ ...one, place: `/require/${String(index)}/when` })),
        ...(decision.adjust ?? []).map((one, index) => ({ ...one, place: `/adjust/${String(index)}/when` })),
      ];
      return parts.flatMap(({ id, name, when, place }) => {
        const called = name === undefined ? thisCondition : bothOf(name, id);
        const what = { "zh-CN": `「${called["zh-CN"]}」`, en: `“${called.en}”` };
        return analyseCondition(when, { place, what, whenNever: [], item }, reading, memo);
      });
    }
    case "mapping":
    case "expression":
      return [];
  }
}
