/** What can be told before an expression runs: operands that never fit each other, and conditions that are never true. */
import type { FeelKind } from "../feel-type.ts";
import type { ArithmeticOperator, CompareOperator, Span } from "../syntax/feel-node.ts";
import { kindOf } from "../values.ts";
import type { Compiled, CompileOptions, Scope } from "./scope.ts";

const temporalKinds: ReadonlySet<FeelKind> = new Set([
  "date",
  "time",
  "date and time",
  "days and time duration",
  "years and months duration",
]);
const orderedKinds: ReadonlySet<FeelKind> = new Set([...temporalKinds, "number", "string"]);

/** The kind that a value has wherever it is not null; undefined where that is not known. */
export function kindOfCompiled({ kind, constant, isLogical }: Compiled): FeelKind | undefined {
  if (constant !== undefined) return constant.value === null ? undefined : kindOf(constant.value);
  return kind ?? (isLogical === true ? "boolean" : undefined);
}

/** What the field catalogue says of a path; it says "duration" of both kinds of it, which is not enough. */
export function kindAt(path: string | undefined, { types }: CompileOptions): FeelKind | undefined {
  const type = path === undefined ? undefined : types?.(path);
  if (type === undefined || type === "duration") return undefined;
  return type === "date-time" ? "date and time" : type;
}

interface Operands {
  readonly left: Compiled;
  readonly right: Compiled;
}

export function doubtComparison(
  { operator, span }: { readonly operator: CompareOperator; readonly span: Span },
  operands: Operands,
  scope: Scope,
): void {
  const [left, right] = [kindOfCompiled(operands.left), kindOfCompiled(operands.right)];
  if (left === undefined || right === undefined || areComparable(operator, left, right)) return;
  scope.compilation.doubt("not-comparable", span, { operator, left, right });
}

function areComparable(operator: CompareOperator, left: FeelKind, right: FeelKind): boolean {
  // Facts carry dates as texts, which are read where they meet a date.
  if (left === "string" || right === "string")
    return left === right || temporalKinds.has(left === "string" ? right : left);
  return left === right && (operator === "=" || operator === "!=" || orderedKinds.has(left));
}

/** The kind of the result, where it is known. */
export function kindOfArithmetic(operator: ArithmeticOperator, operands: Operands): FeelKind | undefined {
  const [left, right] = [kindOfCompiled(operands.left), kindOfCompiled(operands.right)];
  if (left === "number" && right === "number") return "number";
  return operator === "+" && left === "string" && right === "string" ? "string" : undefined;
}

export function doubtArithmetic(
  { operator, span }: { readonly operator: ArithmeticOperator; readonly span: Span },
  operands: Operands,
  scope: Scope,
): void {
  const [left, right] = [kindOfCompiled(operands.left), kindOfCompiled(operands.right)];
  if (left === undefined || right === undefined || canCalculate(operator, left, right)) return;
  scope.compilation.doubt("operand-kinds", span, { operator, left, right });
}

/** What holds dates and durations is left to the evaluation, which knows which of them it has. */
function canCalculate(operator: ArithmeticOperator, left: FeelKind, right: FeelKind): boolean {
  if (left === "number" && right === "number") return true;
  if (operator === "+" && left === "string" && right === "string") return true;
  return (temporalKinds.has(left) || temporalKinds.has(right)) && isAmount(left) && isAmount(right);
}

function isAmount(kind: FeelKind): boolean {
  return kind === "number" || temporalKinds.has(kind);
}

export function doubtCondition(condition: Compiled, span: Span, scope: Scope): void {
  const found = kindOfCompiled(condition);
  if (found === undefined || found === "boolean") return;
  scope.compilation.doubt("condition-not-boolean", span, { found });
}
