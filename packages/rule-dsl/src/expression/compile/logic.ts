/** Three-valued `and`, `or`, and `if`. */
import type { Frame, Run } from "../runtime/frame.ts";
import type { FeelNode, Span } from "../syntax/feel-node.ts";
import { type FeelValue, kindOf } from "../values.ts";
import { doubtCondition, kindOfCompiled } from "./doubts.ts";
import { fold } from "./fold.ts";
import type { Compiled, Scope } from "./scope.ts";

type Node<K extends FeelNode["kind"]> = Extract<FeelNode, { kind: K }>;

/** False if a side is false, true if both are true, else null; the right side runs only if it can matter. */
export function compileAnd(node: Node<"and" | "or">, scope: Scope): Compiled {
  return compileSides(node, scope, false);
}

/** True if a side is true, false if both are false, else null. */
export function compileOr(node: Node<"and" | "or">, scope: Scope): Compiled {
  return compileSides(node, scope, true);
}

function compileSides(node: Node<"and" | "or">, scope: Scope, decisive: boolean): Compiled {
  const left = scope.compile(node.left);
  const right = scope.compile(node.right);
  doubtCondition(left, node.left, scope);
  doubtCondition(right, node.right, scope);
  const run = runSides({ decisive, left: left.run, right: right.run }, node);
  return { ...fold(run, [left, right], scope), isLogical: true };
}

interface LogicalSides {
  /** The value of one side that settles the whole. */
  readonly decisive: boolean;
  readonly left: Run;
  readonly right: Run;
}

function runSides({ decisive, left, right }: LogicalSides, node: Node<"and" | "or">): Run {
  return (frame) => {
    const a = left(frame);
    if (a === decisive) return decisive;
    const b = right(frame);
    if (b === decisive) return decisive;
    if (typeof a === "boolean" && typeof b === "boolean") return !decisive;
    warnOfOperand(a, node.left, frame);
    return warnOfOperand(b, node.right, frame);
  };
}

function warnOfOperand(value: FeelValue, span: Span, frame: Frame): null {
  if (value === null || typeof value === "boolean") return null;
  return frame.warn("condition-not-boolean", span, { found: kindOf(value) });
}

/** A condition that is not true takes the `else` branch (DMN 1.5, table 56). */
export function compileIf(node: Node<"if">, scope: Scope): Compiled {
  const condition = scope.compile(node.condition);
  const then = scope.compile(node.then);
  const otherwise = scope.compile(node.otherwise);
  doubtCondition(condition, node.condition, scope);
  const { run: holds } = condition;
  const [thenRun, otherwiseRun] = [then.run, otherwise.run];
  const run: Run = (frame) => {
    const value = holds(frame);
    if (value === true) return thenRun(frame);
    if (value !== false) warnOfOperand(value, node.condition, frame);
    return otherwiseRun(frame);
  };
  const isLogical = then.isLogical === true && otherwise.isLogical === true;
  const [kind, other] = [kindOfCompiled(then), kindOfCompiled(otherwise)];
  return { ...fold(run, [condition, then, otherwise], scope), isLogical, kind: kind === other ? kind : undefined };
}
