/** Arithmetic and comparison. A comparison with a constant is compiled for it. */
import { calculate, negateValue, type Operation } from "../runtime/arithmetic.ts";
import { comparePair, type Comparison, equalPair } from "../runtime/comparison.ts";
import type { Frame, Run } from "../runtime/frame.ts";
import { add, subtract } from "../numbers.ts";
import type { CompareOperator, FeelNode } from "../syntax/feel-node.ts";
import type { FeelValue } from "../values.ts";
import { doubtArithmetic, doubtComparison, kindOfArithmetic, kindOfCompiled } from "./doubts.ts";
import { fold } from "./fold.ts";
import type { Compiled, Scope } from "./scope.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

export function compileArithmetic(node: Node<"arithmetic">, scope: Scope): Compiled {
  const left = scope.compile(node.left);
  const right = scope.compile(node.right);
  const operation: Operation = { operator: node.operator, span: { from: node.from, to: node.to } };
  doubtArithmetic(operation, { left, right }, scope);
  const kind = kindOfArithmetic(node.operator, { left, right });
  return { ...fold(runArithmetic(operation, left.run, right.run), [left, right], scope), kind };
}

function runArithmetic(operation: Operation, left: Run, right: Run): Run {
  if (operation.operator === "+") return runNumbers(operation, { left, right, of: add });
  if (operation.operator === "-") return runNumbers(operation, { left, right, of: subtract });
  return (frame) => calculate(operation, left(frame), right(frame), frame);
}

interface NumberPair {
  readonly left: Run;
  readonly right: Run;
  readonly of: typeof add;
}

/** Plain finite numbers first; all else takes the long way. */
function runNumbers(operation: Operation, { left, right, of }: NumberPair): Run {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    const result = typeof a === "number" && typeof b === "number" && Number.isFinite(a + b) ? of(a, b) : null;
    return result ?? calculate(operation, a, b, frame);
  };
}

export function compileNegate(node: Node<"negate">, scope: Scope): Compiled {
  const operand = scope.compile(node.operand);
  const kind = kindOfCompiled(operand);
  return { ...fold((frame) => negateValue(operand.run(frame), node, frame), [operand], scope), kind };
}

export function compileCompare(node: Node<"compare">, scope: Scope): Compiled {
  const left = scope.compile(node.left);
  const right = scope.compile(node.right);
  return compileComparison({ operator: node.operator, span: { from: node.from, to: node.to } }, { left, right }, scope);
}

export interface Sides {
  readonly left: Compiled;
  readonly right: Compiled;
}

export function compileComparison(comparison: Comparison, { left, right }: Sides, scope: Scope): Compiled {
  doubtComparison(comparison, { left, right }, scope);
  const run = runComparison(comparison, left, right);
  return { ...fold(run, [left, right], scope), isLogical: true };
}

function runComparison(comparison: Comparison, left: Compiled, right: Compiled): Run {
  const { operator } = comparison;
  if (operator === "=" || operator === "!=") return runEquality(comparison, left, right);
  const value = right.constant?.value;
  if (typeof value === "number") return runNumberOrder(operator, { run: left.run, limit: value, comparison });
  const [leftRun, rightRun] = [left.run, right.run];
  return (frame) => comparePair(comparison, leftRun(frame), rightRun(frame), frame);
}

interface NumberOrder {
  readonly run: Run;
  readonly limit: number;
  readonly comparison: Comparison;
}

function runNumberOrder(operator: Exclude<CompareOperator, "=" | "!=">, order: NumberOrder): Run {
  const { run, limit, comparison } = order;
  const other = (value: FeelValue, frame: Frame) => comparePair(comparison, value, limit, frame);
  // Number.isFinite is not needed: facts read as null where they are not finite, and results never are.
  switch (operator) {
    case "<":
      return (frame) => {
        const value = run(frame);
        return typeof value === "number" ? value < limit : other(value, frame);
      };
    case "<=":
      return (frame) => {
        const value = run(frame);
        return typeof value === "number" ? value <= limit : other(value, frame);
      };
    case ">":
      return (frame) => {
        const value = run(frame);
        return typeof value === "number" ? value > limit : other(value, frame);
      };
    case ">=":
      return (frame) => {
        const value = run(frame);
        return typeof value === "number" ? value >= limit : other(value, frame);
      };
  }
}

function runEquality(comparison: Comparison, left: Compiled, right: Compiled): Run {
  const negated = comparison.operator === "!=";
  if (right.constant !== undefined) return runEqualsConstant(comparison, left.run, right.constant.value);
  if (left.constant !== undefined) return runEqualsConstant(comparison, right.run, left.constant.value);
  const [leftRun, rightRun] = [left.run, right.run];
  return (frame) => {
    const equal = equalPair(comparison, leftRun(frame), rightRun(frame), frame);
    return equal === null ? null : equal !== negated;
  };
}

function runEqualsConstant(comparison: Comparison, run: Run, constant: FeelValue): Run {
  const negated = comparison.operator === "!=";
  if (constant === null) return runIsNull(run, negated);
  const type = typeof constant;
  if (type === "object") {
    return (frame) => {
      const equal = equalPair(comparison, run(frame), constant, frame);
      return equal === null ? null : equal !== negated;
    };
  }
  return (frame) => {
    const value = run(frame);
    if (typeof value === type) return (value === constant) !== negated;
    const equal = equalPair(comparison, value, constant, frame);
    return equal === null ? null : equal !== negated;
  };
}

/** Asking whether something is missing is no reason to warn that it is. */
function runIsNull(run: Run, negated: boolean): Run {
  return (frame) => {
    const count = frame.warningCount;
    const isNull = run(frame) === null;
    if (isNull) frame.forgetWarnings(count);
    return isNull !== negated;
  };
}
