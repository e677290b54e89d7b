/** Rules that never win, rules that contradict each other, and orders that no rule takes. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { holdsByReference } from "../../reference/evaluate-decision.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Rule, RulesDecision } from "../../schema/decision.ts";
import { added, fix, removed } from "../fixes/edits.ts";
import { analyseCondition } from "./analyse-condition.ts";
import { type Box, everywhere, intersectionOfBoxes } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { type Budget, meetingPairs, uncovered } from "./cover.ts";
import { describeBox, type Naming } from "./describe.ts";
import type { Memo } from "./memo.ts";
import { readCondition } from "./read-condition.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import { bothOf } from "./table-columns.ts";
import { type Item, ordersIn, type Shown } from "./witness.ts";

const BUDGET = 40_000_000;
const RULE_BUDGET = 200_000;
const MOST_FINDINGS = 50;
const MOST_CONFLICTS = 10;

interface RuleView {
  readonly rule: Rule;
  readonly index: number;
  readonly boxes: readonly Box[] | undefined;
}
interface RulesView {
  readonly decision: RulesDecision;
  readonly space: Space;
  /** In the order in which they win. */
  readonly rules: readonly RuleView[];
  readonly naming: Naming;
  readonly item: Item | undefined;
  readonly reading: Reading;
}

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

function itemOf({ each }: RulesDecision): Item | undefined {
  if (each === undefined) return undefined;
  const path = each.of.slice(1).trim();
  return { alias: each.as, list: /^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(path) ? path : undefined };
}

function viewOf(decision: RulesDecision, reading: Reading, item: Item | undefined): RulesView {
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

function between(view: RulesView): readonly Diagnostic[] {
  const { decision, rules } = view;
  const beyond = rules.filter(({ boxes }) => boxes === undefined);
  const [first] = beyond;
  if (first !== undefined)
    return [cannotDecide(`/rules/${String(first.index)}/conditions`, reasons.rules, reasons.tooMany)];
  if ((decision.policy ?? "first") !== "first") return conflicts(view);
  // A rule whose group is used up leaves to others what it would take.
  const { groups = [], caps = [], stacking } = decision;
  const isLimited = groups.length > 0 || caps.length > 0 || stacking !== undefined;
  return isLimited ? untaken(view) : [...shadowed(view), ...untaken(view)];
}

function holds(view: RulesView, rule: Rule, { facts }: Shown): boolean {
  const { reading, item, decision } = view;
  const fetched = [...(decision.facts ?? []), ...(decision.calls ?? [])].map(({ id }) => id);
  const names = item === undefined ? fetched : [...fetched, item.alias];
  return holdsByReference(rule.conditions, facts, { conditions: reading.conditions, names });
}

function shadowed(view: RulesView): readonly Diagnostic[] {
  const { rules, space } = view;
  const budget: Budget = { looks: BUDGET };
  const met = new Map<number, number[]>();
  const isWhole = meetingPairs(
    rules.map(({ boxes }) => boxes ?? []),
    space.axes,
    budget,
    (a, b) => {
      met.set(b, [...(met.get(b) ?? []), a]);
      return true;
    },
  );
  if (!isWhole) return [cannotDecide("/rules", reasons.rules, reasons.tooMuch)];
  const found = [...met].sort((a, b) => a[0] - b[0]).flatMap(([later, earlier]) => shadowOf(view, later, earlier));
  const more = found.length - MOST_FINDINGS;
  return more > 0
    ? [...found.slice(0, MOST_FINDINGS), diagnostic("info", "findings-left-out", "/rules", { count: more })]
    : found;
}

function shadowOf(view: RulesView, later: number, earlier: readonly number[]): readonly Diagnostic[] {
  const { rules, space, naming, item } = view;
  const own = rules[later];
  if (own?.boxes === undefined || own.boxes.length === 0) return [];
  const before = earlier.toSorted((a, b) => a - b).flatMap((place) => rules[place] ?? []);
  const inOne = (one: RuleView): boolean =>
    (own.boxes ?? []).every((box) => (one.boxes ?? []).some((outer) => outer.includes(box)));
  const alone = before.find(inOne);
  const budget: Budget = { looks: RULE_BUDGET };
  const taken = before.flatMap(({ boxes }) => boxes ?? []);
  if (alone === undefined && own.boxes.some((box) => uncovered(box, taken, space.axes, budget).kind !== "covered"))
    return [];
  const by = alone === undefined ? before : [alone];
  const orders = own.boxes
    .slice(0, 4)
    .flatMap((box) => ordersIn(box, space.axes, item))
    .filter((shown) => holds(view, own.rule, shown));
  // The evaluator has the last word: an order the rule does win is no shadow.
  if (orders.some((shown) => !by.some(({ rule }) => holds(view, rule, shown)))) return [];
  const [shown] = orders;
  const names = by.slice(0, 3).map(({ rule }) => bothOf(rule.name, rule.id));
  const example = describeBox(own.boxes[0] ?? everywhere, space.axes, naming);
  const data = {
    rule: bothOf(own.rule.name, own.rule.id),
    by: {
      "zh-CN": names.map((name) => `「${name["zh-CN"]}」`).join("、") + (by.length > 3 ? "等" : ""),
      en: names.map((name) => `“${name.en}”`).join(", ") + (by.length > 3 ? " and others" : ""),
    },
    example,
  };
  const place = `/rules/${String(own.index)}`;
  const found = diagnostic(shown === undefined ? "info" : "warning", "rule-shadowed", place, data);
  const first = Math.min(...by.map(({ index }) => index));
  const raise = Math.max(...by.map(({ rule }) => rule.priority ?? 1)) + 1;
  const isLower = by.some(({ rule }) => (rule.priority ?? 1) > (own.rule.priority ?? 1));
  const earlierFix = isLower
    ? fix("优先级提到 {0}", "Raise its priority to {0}", [raise], [added(`${place}/priority`, raise)])
    : fix(
        "移到「{0}」前面",
        "Move it before “{0}”",
        [by[0]?.rule.id ?? ""],
        [removed(place), added(`/rules/${String(first)}`, asJson(own.rule))],
      );
  const fixes = [earlierFix, fix("删掉这条规则", "Remove the rule", [], [removed(place)])];
  return [shown === undefined ? { ...found, fixes } : { ...found, fixes, witness: shown.witness }];
}

const asJson = (rule: Rule): JsonValue => rule as unknown as JsonValue; // a part of a JSON document

/** With a single answer wanted, an order that no rule takes gets none: worth knowing, seldom wrong. */
function untaken(view: RulesView): readonly Diagnostic[] {
  const { decision, rules, space, naming } = view;
  if (decision.each !== undefined || rules.length === 0) return [];
  const taken = rules.flatMap(({ boxes }) => boxes ?? []);
  const rest = uncovered(everywhere, taken, space.axes, { looks: RULE_BUDGET });
  if (rest.kind !== "found") return [];
  const shown = ordersIn(rest.box, space.axes, undefined).find(
    (one) => !rules.some(({ rule }) => holds(view, rule, one)),
  );
  if (shown === undefined) return [];
  const found = diagnostic("info", "no-rule-takes", "/rules", { example: describeBox(rest.box, space.axes, naming) });
  return [{ ...found, witness: shown.witness }];
}

/** Two rules that hold at once and say different things of the same. */
function conflicts(view: RulesView): readonly Diagnostic[] {
  const { rules, space, naming, item } = view;
  const found: Diagnostic[] = [];
  const boxes = rules.map((one) => one.boxes ?? []);
  meetingPairs(boxes, space.axes, { looks: BUDGET }, (a, b) => {
    const [one, other] = [rules[a], rules[b]];
    const field = one === undefined || other === undefined ? undefined : differentParam(one.rule, other.rule);
    if (one === undefined || other === undefined || field === undefined) return true;
    const both = (one.boxes ?? []).flatMap((box) =>
      (other.boxes ?? []).flatMap((own) => intersectionOfBoxes(box, own) ?? []),
    );
    for (const box of both.slice(0, 3)) {
      const shown = ordersIn(box, space.axes, item).find(
        (order) => holds(view, one.rule, order) && holds(view, other.rule, order),
      );
      if (shown === undefined) continue;
      const names = { rule: bothOf(one.rule.name, one.rule.id), other: bothOf(other.rule.name, other.rule.id) };
      const data = { ...names, field, example: describeBox(box, space.axes, naming) };
      found.push({
        ...diagnostic("info", "rules-conflict", `/rules/${String(other.index)}/event/params/${field}`, data),
        witness: shown.witness,
      });
      break;
    }
    return found.length < MOST_CONFLICTS;
  });
  return found;
}

function differentParam(a: Rule, b: Rule): string | undefined {
  if (a.event.type !== b.event.type || (a.group !== undefined && a.group === b.group)) return undefined;
  const isPlain = (value: JsonValue | undefined): boolean =>
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && !value.startsWith("="));
  const [own, theirs] = [a.event.params ?? {}, b.event.params ?? {}];
  const keys = Object.keys(own).filter((key) => isPlain(own[key]) && isPlain(theirs[key]));
  // Where nothing is the same the two speak of different things, such as two gifts.
  return keys.some((key) => own[key] === theirs[key]) ? keys.find((key) => own[key] !== theirs[key]) : undefined;
}
