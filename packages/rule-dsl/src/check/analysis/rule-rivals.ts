/** Where several rules may hold at once: those that use up a group, a stacking limit or a cap before a rule comes to it. */
import type { JsonValue } from "../../schema/common.ts";
import type { RulesDecision } from "../../schema/decision.ts";
import { includes, type Rivals, takenBy } from "./rule-shadows.ts";
import type { RulesView, RuleView } from "./rules-view.ts";

export const usedUpBy: Rivals = (view, own, before) =>
  ofGroup(view, own, before) ?? ofStacking(view, own, before) ?? ofCap(view.decision, own, before);

/** As many of its group as the group lets through. Whatever stops one of them stops the rule too, which comes later. */
function ofGroup(view: RulesView, own: RuleView, before: readonly RuleView[]): readonly RuleView[] | undefined {
  const group = view.decision.groups?.find(({ id }) => id === own.rule.group);
  if (group === undefined) return undefined;
  return atLeast(
    group.most ?? 1,
    view,
    own,
    before.filter(({ rule }) => rule.group === group.id),
  );
}

/** As many as may add up. A rule of a group may itself be stopped by an earlier item, and does not count. */
function ofStacking(view: RulesView, own: RuleView, before: readonly RuleView[]): readonly RuleView[] | undefined {
  const { perItem = Infinity, perEvaluation = Infinity } = view.decision.stacking ?? {};
  const most = Math.min(perItem, perEvaluation);
  if (!Number.isFinite(most)) return undefined;
  return atLeast(
    most,
    view,
    own,
    before.filter(({ rule }) => rule.group === undefined),
  );
}

function atLeast(
  count: number,
  view: RulesView,
  own: RuleView,
  rivals: readonly RuleView[],
): readonly RuleView[] | undefined {
  // Of several that must hold at once each is looked at alone.
  if (count === 1) return rivals.length === 0 ? undefined : takenBy(view, own, rivals);
  const always = rivals.filter((one) => includes(one, own)).slice(0, count);
  return always.length === count ? always : undefined;
}

/** Those that hold whenever the rule does, and together ask for all that a cap lets through. */
function ofCap(
  { caps = [], groups = [], stacking }: RulesDecision,
  own: RuleView,
  before: readonly RuleView[],
): readonly RuleView[] | undefined {
  const [cap] = caps;
  // Behind another limit it is not known who comes to the cap at all.
  if (cap === undefined || caps.length > 1 || groups.length > 0 || stacking !== undefined) return undefined;
  const asked = ({ rule }: RuleView): JsonValue | undefined => rule.event.params?.[cap.param];
  const isPositive = (value: JsonValue | undefined): value is number => typeof value === "number" && value > 0;
  if (!isPositive(asked(own))) return undefined;
  const by: RuleView[] = [];
  let sum = 0;
  for (const one of before) {
    const given = asked(one);
    if (!isPositive(given) || !includes(one, own)) continue;
    by.push(one);
    sum += given;
    if (sum >= cap.most) return by;
  }
  return undefined;
}
