/** Sums of fields and numbers, as far as two fields can be held against each other: `order.total - 50 > vars.limit`. */
import type { FeelNode } from "../../expression/syntax/feel-node.ts";
import { compared } from "./difference.ts";
import { constantOf, inside, type Source, subjectOf, type Truth } from "./feel-parts.ts";
import type { Subject } from "./subject.ts";
import { oppositeSign, ordered, type Sign } from "./value-set.ts";

/** `plus - minus + constant`. */
interface Terms {
  readonly plus: Subject | undefined;
  readonly minus: Subject | undefined;
  readonly constant: number;
  /** It was added up, which only numbers can be: moments, durations and texts have sums of their own. */
  readonly isSum?: true;
}

/** Undefined for all that has more fields than one to add and one to take away, or other parts. */
export function termsOf(node: FeelNode, source: Source): Terms | undefined {
  const constant = constantOf(node, source.reading)?.plain;
  if (typeof constant === "number") return { plus: undefined, minus: undefined, constant };
  if (node.kind === "arithmetic" && (node.operator === "+" || node.operator === "-")) {
    const [left, right] = [termsOf(node.left, source), termsOf(node.right, source)];
    if (left === undefined || right === undefined) return undefined;
    const isNumber = [left.plus, left.minus, right.plus, right.minus].every(mayBeNumber);
    return isNumber ? joined(left, node.operator === "+" ? right : negated(right)) : undefined;
  }
  const subject = subjectOf(node, source);
  return subject === undefined ? undefined : { plus: subject, minus: undefined, constant: 0 };
}

const mayBeNumber = (subject: Subject | undefined): boolean => subject?.kind === undefined || subject.kind === "number";

const negated = ({ plus, minus, ...more }: Terms): Terms => ({
  ...more,
  plus: minus,
  minus: plus,
  constant: -more.constant,
});

function joined(a: Terms, b: Terms): Terms | undefined {
  if ((a.plus !== undefined && b.plus !== undefined) || (a.minus !== undefined && b.minus !== undefined))
    return undefined;
  return { plus: a.plus ?? b.plus, minus: a.minus ?? b.minus, constant: a.constant + b.constant, isSum: true };
}

export function readTwoFields(left: FeelNode, sign: Sign, right: FeelNode, source: Source): Truth | undefined {
  const [own, other] = [termsOf(left, source), termsOf(right, source)];
  return own === undefined || other === undefined ? undefined : compareFields(own, sign, other);
}

/** In FEEL a comparison with what is missing is neither true nor false. */
export function compareFields(left: Terms, sign: Sign, right: Terms): Truth | undefined {
  const { plus, minus, constant } = joined(left, negated(right)) ?? {};
  if (plus === undefined || minus === undefined || constant === undefined) return undefined;
  // Of two fields that may hold anything it is not known that they are numbers.
  const isSum = left.isSum === true || right.isSum === true;
  if (isSum && plus.kind !== "number" && minus.kind !== "number") return undefined;
  const found = compared(plus, sign, minus, -constant || 0);
  if (found === undefined) return undefined;
  const { subject, line } = found;
  return {
    yes: inside(subject, ordered(found.sign, line)),
    no: inside(subject, ordered(oppositeSign[found.sign], line)),
  };
}
