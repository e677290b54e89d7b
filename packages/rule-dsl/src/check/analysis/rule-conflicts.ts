/** Rules that hold at once and say different things of the same. */
import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import type { JsonValue } from "../../schema/common.ts";
import type { Rule } from "../../schema/decision.ts";
import { intersectionOfBoxes } from "./box.ts";
import { meetingPairs } from "./cover.ts";
import { describeBox } from "./describe.ts";
import { holds, type RulesView } from "./rules-view.ts";
import { bothOf } from "./table-columns.ts";
import { ordersIn } from "./witness.ts";

const BUDGET = 40_000_000;
const MOST_CONFLICTS = 10;

export function ruleConflicts(view: RulesView): readonly Diagnostic[] {
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
