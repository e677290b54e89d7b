/** Rules that never win, rules that contradict each other, and orders that no rule takes. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { Rule, RulesDecision } from "../../schema/decision.ts";
import { fix, removed } from "../fixes/edits.ts";
import { analyseCondition } from "./analyse-condition.ts";
import { everywhere } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { uncovered } from "./cover.ts";
import { describeBox } from "./describe.ts";
import type { Memo } from "./memo.ts";
import type { Reading } from "./reading.ts";
import { ruleConflicts } from "./rule-conflicts.ts";
import { usedUpBy } from "./rule-rivals.ts";
import { ruleShadows, takenBy } from "./rule-shadows.ts";
import { holds, itemOf, type RulesView, viewOf } from "./rules-view.ts";
import { bothOf } from "./table-columns.ts";
import { ordersIn } from "./witness.ts";

const UNTAKEN_BUDGET = 200_000;

export function analyseRules(decision: RulesDecision, reading: Reading, memo: Memo): readonly Diagnostic[] {
  const item = itemOf(decision);
  const own = decision.rules.flatMap((rule, index) =>
    analyseCondition(
      rule.conditions,
      {
        place: `/rules/${String(index)}/conditions`,
        what: nameOf(rule),
        whenNever: [fix("删掉这条规则", "Remove the rule", [], [removed(`/rules/${String(index)}`)])],
        item,
      },
      reading,
      memo,
    ),
  );
  const { id: _id, name: _name, description: _description, tags: _tags, ...logic } = decision;
  return [...own, ...memo.get(`rules ${JSON.stringify(logic)}`, () => between(viewOf(decision, reading, item)))];
}

const nameOf = (rule: Rule): { "zh-CN": string; en: string } => {
  const name = bothOf(rule.name, rule.id);
  return { "zh-CN": `规则「${name["zh-CN"]}」`, en: `The rule “${name.en}”` };
};

function between(view: RulesView): readonly Diagnostic[] {
  const { decision, rules } = view;
  const beyond = rules.filter(({ boxes }) => boxes === undefined);
  const [first] = beyond;
  if (first !== undefined)
    return [cannotDecide(`/rules/${String(first.index)}/conditions`, reasons.rules, reasons.tooMany)];
  if ((decision.policy ?? "first") === "first") return [...ruleShadows(view, takenBy), ...untaken(view)];
  const { groups = [], caps = [], stacking } = decision;
  const isLimited = groups.length > 0 || caps.length > 0 || stacking !== undefined;
  return [...(isLimited ? ruleShadows(view, usedUpBy) : []), ...ruleConflicts(view)];
}

/** With a single answer wanted, an order that no rule takes gets none: worth knowing, seldom wrong. */
function untaken(view: RulesView): readonly Diagnostic[] {
  const { decision, rules, space, naming } = view;
  if (decision.each !== undefined || rules.length === 0) return [];
  const taken = rules.flatMap(({ boxes }) => boxes ?? []);
  const rest = uncovered(everywhere, taken, space.axes, { looks: UNTAKEN_BUDGET });
  if (rest.kind !== "found") return [];
  const shown = ordersIn(rest.box, space.axes, undefined).find(
    (one) => !rules.some(({ rule }) => holds(view, rule, one)),
  );
  if (shown === undefined) return [];
  const found = diagnostic("info", "no-rule-takes", "/rules", { example: describeBox(rest.box, space.axes, naming) });
  return [{ ...found, witness: shown.witness }];
}
