/** Comparing two values of any kind: true, false, or null with the reason. */
import { compareValues, equalValues } from "../compare.ts";
import type { CompareOperator, Span } from "../syntax/feel-node.ts";
import { type FeelValue, kindOf } from "../values.ts";
import type { Frame } from "./frame.ts";

export interface Comparison {
  readonly operator: CompareOperator;
  readonly span: Span;
}

export function comparePair(comparison: Comparison, left: FeelValue, right: FeelValue, frame: Frame): boolean | null {
  if (typeof left === "string") frame.chargeText(left, comparison.span);
  const order = compareValues(left, right, frame.zone);
  if (order === null) return notComparable(comparison, [left, right], frame);
  switch (comparison.operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
  }
}

/** Whether both are equal; null with the reason where their kinds differ. */
export function equalPair(comparison: Comparison, left: FeelValue, right: FeelValue, frame: Frame): boolean | null {
  if (typeof left === "string") frame.chargeText(left, comparison.span);
  const isFlat = typeof left !== "object" || typeof right !== "object";
  const charge = isFlat
    ? undefined
    : (steps: number) => {
        frame.charge(steps, comparison.span);
      };
  const equal = equalValues(left, right, frame.zone, charge);
  return equal === null ? notComparable(comparison, [left, right], frame) : equal;
}

function notComparable(comparison: Comparison, pair: readonly [FeelValue, FeelValue], frame: Frame): null {
  const hasNull = pair.includes(null);
  if (hasNull && frame.warningCount > 0) return null;
  return frame.warn(hasNull ? "null-operand" : "not-comparable", comparison.span, {
    operator: comparison.operator,
    left: kindOf(pair[0]),
    right: kindOf(pair[1]),
  });
}
