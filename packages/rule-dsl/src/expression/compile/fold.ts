/** What depends on constants only is worked out once, when the expression is compiled. */
import { BudgetExceeded, Frame, type Run } from "../runtime/frame.ts";
import type { FeelValue } from "../values.ts";
import type { Compiled, Scope } from "./scope.ts";

/** Enough for any literal; what needs more is left to the evaluation and its own budget. */
const foldBudget = 1_000;

/**
 * The piece as a constant if its parts are and it yields its value without a warning: a warning has to be given by
 * every evaluation.
 */
export function fold(run: Run, parts: readonly Compiled[], scope: Scope): Compiled {
  if (!parts.every((part) => part.constant !== undefined)) return { run };
  const { zone } = scope.compilation.options;
  const frame = new Frame({}, { slots: scope.compilation.slots, budget: foldBudget, zone }, undefined);
  const value = tryRun(run, frame);
  return value === undefined || frame.warningCount > 0 ? { run } : { run: () => value, constant: { value } };
}

function tryRun(run: Run, frame: Frame): FeelValue | undefined {
  try {
    return run(frame);
  } catch (error) {
    if (error instanceof BudgetExceeded) return undefined;
    throw error;
  }
}
