/** Conditions that never hold, or always do, and the parts of conditions that decide nothing. */
import type { BothLanguages } from "../../codes/codes.ts";
import { type Diagnostic, diagnostic, type Fix } from "../../diagnostic.ts";
import { holdsByReference } from "../../reference/evaluate-decision.ts";
import type { Condition } from "../../schema/condition.ts";
import { fix, removed } from "../fixes/edits.ts";
import { everywhere } from "./box.ts";
import { cannotDecide, reasons } from "./cannot-decide.ts";
import { riddlesOf } from "./formula.ts";
import type { Memo } from "./memo.ts";
import { readCondition } from "./read-condition.ts";
import type { Reading } from "./reading.ts";
import { Space } from "./space.ts";
import { type Item, ordersIn } from "./witness.ts";

/** Where a condition stands and what it is called. */
export interface Standing {
  readonly place: string;
  readonly what: BothLanguages;
  /** What to do when it never holds. */
  readonly whenNever: readonly Fix[];
  readonly item?: Item | undefined;
}

export const thisCondition: BothLanguages = { "zh-CN": "这个条件", en: "This condition" };

export function analyseCondition(
  condition: Condition,
  standing: Standing,
  reading: Reading,
  memo: Memo,
): readonly Diagnostic[] {
  const names = memo.idOf(JSON.stringify(reading.conditions));
  const key = `condition ${names} ${JSON.stringify([standing, condition])}`;
  return memo.get(key, () => inspect(condition, standing, reading));
}

function inspect(condition: Condition, standing: Standing, reading: Reading): readonly Diagnostic[] {
  const { place, what, whenNever, item } = standing;
  // A named condition is looked at where it stands, not where it is used.
  if ("condition" in condition || isEmptyGroup(condition)) return [];
  const formula = readCondition(condition, reading);
  const space = Space.of([formula]);
  const boxes = space.boxesOf(formula);
  const rest = space.boxesOf(formula, true);
  if (boxes === undefined || rest === undefined)
    return [cannotDecide(place, what, reasons.tooMany), ...insideOf(condition, standing, reading)];
  const isNever = boxes.length === 0;
  if (!isNever && rest.length > 0) return insideOf(condition, standing, reading);
  // The evaluator has the last word, on values from all over the space.
  const tried = ordersIn(everywhereOn(space), space.axes, item, 12);
  const context = { conditions: reading.conditions, ...(item === undefined ? {} : { names: [item.alias] }) };
  const agrees = tried.every(({ facts }) => holdsByReference(condition, facts, context) !== isNever);
  if (!agrees || (riddlesOf(formula).length === space.axes.length && !isNever)) return [];
  const found = diagnostic("warning", isNever ? "never-true" : "always-true", place, { what });
  const [shown] = tried;
  const fixes = isNever ? whenNever : memberFix(place, "all");
  return [
    {
      ...found,
      ...(fixes.length === 0 ? {} : { fixes }),
      ...(shown === undefined ? {} : { witness: shown.witness }),
    },
  ];
}

const isEmptyGroup = (condition: Condition): boolean =>
  ("all" in condition && condition.all.length === 0) || ("any" in condition && condition.any.length === 0);

/** Every axis bound to all its cells, so that each of them is tried in turn. */
function everywhereOn(space: Space): typeof everywhere {
  return space.axes.reduce((box, axis, place) => box.with(place, axis.everything), everywhere);
}

function insideOf(condition: Condition, standing: Standing, reading: Reading): readonly Diagnostic[] {
  const { place } = standing;
  const inner = (part: Condition, at: string, whenNever: readonly Fix[]): readonly Diagnostic[] =>
    inspect(part, { ...standing, place: at, what: thisCondition, whenNever }, reading);
  if ("all" in condition && condition.all.length > 1)
    return condition.all.flatMap((part, index) => inner(part, `${place}/all/${String(index)}`, []));
  if ("any" in condition && condition.any.length > 1)
    return condition.any.flatMap((part, index) => {
      const at = `${place}/any/${String(index)}`;
      return inner(part, at, memberFix(at, "any"));
    });
  return "not" in condition ? inner(condition.not, `${place}/not`, []) : [];
}

/** One of several members can be left out. */
function memberFix(place: string, group: "all" | "any"): readonly Fix[] {
  return new RegExp(`/${group}/\\d+$`).test(place)
    ? [fix("删掉这个条件", "Remove this condition", [], [removed(place)])]
    : [];
}
