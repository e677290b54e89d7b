/** Rules that never win: all that they take is taken before by others, or what limits them is used up by others. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Rule } from "../../schema/decision.ts";
import { added, fix, removed } from "../fixes/edits.ts";
import { everywhere } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { type Budget, meetingPairs, uncovered } from "./cover.ts";
import { describeBox } from "./describe.ts";
import { holds, isIdle, type RulesView, type RuleView } from "./rules-view.ts";
import { bothOf } from "./table-columns.ts";
import { ordersIn } from "./witness.ts";

const BUDGET = 40_000_000;
const RULE_BUDGET = 200_000;
const MOST_FINDINGS = 50;

/** Which of the rules before it use up what a rule needs; undefined where something is left for it. */
export type Rivals = (view: RulesView, rule: RuleView, before: readonly RuleView[]) => readonly RuleView[] | undefined;

export function ruleShadows(view: RulesView, rivals: Rivals): readonly Diagnostic[] {
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
  const found = [...met]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([later, earlier]) => shadowOf(view, { later, earlier }, rivals));
  const more = found.length - MOST_FINDINGS;
  return more > 0
    ? [...found.slice(0, MOST_FINDINGS), diagnostic("info", "findings-left-out", "/rules", { count: more })]
    : found;
}

function shadowOf(
  view: RulesView,
  { later, earlier }: { readonly later: number; readonly earlier: readonly number[] },
  rivals: Rivals,
): readonly Diagnostic[] {
  const { rules, space, naming, item } = view;
  const own = rules[later];
  if (own?.boxes === undefined || own.boxes.length === 0) return [];
  const before = earlier.toSorted((a, b) => a - b).flatMap((place) => rules[place] ?? []);
  const by = rivals(view, own, before);
  if (by === undefined) return [];
  const orders = own.boxes
    .slice(0, 4)
    .flatMap((box) => ordersIn(box, space.axes, item))
    .filter((shown) => holds(view, own.rule, shown));
  // The evaluator has the last word: an order on which the rule makes a difference is no shadow.
  const isWon = orders.some(
    (shown) => !by.some(({ rule }) => holds(view, rule, shown)) || !isIdle(view, own.rule, by, shown),
  );
  if (isWon) return [];
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

/** The rules that together take all that a rule takes. */
export const takenBy: Rivals = ({ space }, own, before) => {
  const alone = before.find((one) => includes(one, own));
  if (alone !== undefined) return [alone];
  const taken = before.flatMap(({ boxes }) => boxes ?? []);
  const budget: Budget = { looks: RULE_BUDGET };
  const isLeft = (own.boxes ?? []).some((box) => uncovered(box, taken, space.axes, budget).kind !== "covered");
  return isLeft ? undefined : before;
};

/** Whether one rule holds whenever the other does. */
export const includes = (outer: RuleView, inner: RuleView): boolean =>
  (inner.boxes ?? []).every((box) => (outer.boxes ?? []).some((one) => one.includes(box)));
