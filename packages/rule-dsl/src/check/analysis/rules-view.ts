/** The rules of a decision as boxes, in the order in which they win. */
import { evaluateByReference, holdsByReference } from "../../reference/evaluate-decision.ts";
import type { Rule, RulesDecision } from "../../schema/decision.ts";
import type { Box } from "./box.ts";
import type { Naming } from "./describe.ts";
import { readCondition } from "./read-condition.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import type { Item, Shown } from "./witness.ts";

export interface RuleView {
  readonly rule: Rule;
  readonly index: number;
  readonly boxes: readonly Box[] | undefined;
}
export interface RulesView {
  readonly decision: RulesDecision;
  readonly space: Space;
  /** In the order in which they win. */
  readonly rules: readonly RuleView[];
  readonly naming: Naming;
  readonly item: Item | undefined;
  readonly reading: Reading;
}

export function itemOf({ each }: RulesDecision): Item | undefined {
  if (each === undefined) return undefined;
  const path = each.of.slice(1).trim();
  return { alias: each.as, list: /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(path) ? path : undefined };
}

export function viewOf(decision: RulesDecision, reading: Reading, item: Item | undefined): RulesView {
  const formulas = decision.rules.map(({ conditions }) => readCondition(conditions, reading));
  const space = Space.of(formulas);
  const rules = decision.rules
    .map((rule, index): RuleView => {
      const formula = formulas[index];
      return { rule, index, boxes: formula === undefined ? undefined : space.boxesOf(formula) };
    })
    .sort((a, b) => (b.rule.priority ?? 1) - (a.rule.priority ?? 1) || a.index - b.index);
  return { decision, space, rules, naming: { catalogue: reading.catalogue }, item, reading };
}

/** Names that are given, or have no answer: fetched facts, calls, the item. */
function namesOf({ decision, item }: RulesView): readonly string[] {
  const fetched = [...(decision.facts ?? []), ...(decision.calls ?? [])].map(({ id }) => id);
  return item === undefined ? fetched : [...fetched, item.alias];
}

export function holds(view: RulesView, rule: Rule, { facts }: Shown): boolean {
  return holdsByReference(rule.conditions, facts, { conditions: view.reading.conditions, names: namesOf(view) });
}

/** Whether some rules come to the same with and without another one. */
export function isIdle(view: RulesView, own: Rule, others: readonly RuleView[], { facts }: Shown): boolean {
  const { facts: fetched = [], calls = [], ...plain } = view.decision;
  const names = [...fetched, ...calls].map(({ id }) => id);
  const answers = Object.fromEntries(names.map((id) => [id, null]));
  const without = new Set(others.map(({ rule }) => rule.id));
  const [first, second] = [without, new Set(without).add(own.id)].map((ids) => {
    const rules = plain.rules.filter(({ id }) => ids.has(id));
    return JSON.stringify(evaluateByReference({ ...plain, rules }, { ...answers, ...facts }, { names }));
  });
  return first === second;
}
