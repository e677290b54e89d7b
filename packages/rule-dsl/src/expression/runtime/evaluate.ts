/** Runs a compiled expression over facts. */
import type { FeelWarning } from "../feel-codes.ts";
import { type Facts, type FeelValue, isList, isRecord } from "../values.ts";
import { BudgetExceeded, Frame, type FrameOptions, type Run } from "./frame.ts";

const maxResultDepth = 500;

export interface Program {
  readonly run: Run;
  readonly slots: number;
  readonly budget: number;
  readonly zone: string;
}

export interface Evaluation {
  readonly value: FeelValue;
  readonly warnings: readonly FeelWarning[];
  readonly exceeded?: true;
}

/** `input` is the value of `?`, in slot 0, for unary tests. Never throws on data. */
export function evaluate(program: Program, facts: Facts, now?: number, input?: FeelValue): Evaluation {
  const frame = new Frame(facts, program, now);
  if (input !== undefined) frame.locals[0] = input;
  try {
    const value = program.run(frame);
    if (typeof value === "object" && value !== null) payFor(value, frame, 0);
    return { value, warnings: frame.warnings };
  } catch (error) {
    return stopped(error, frame, program);
  }
}

const wholeText = { from: 0, to: 0 };

/** Lists made of one list again and again are small here and without end once they are written out: each place counts. */
function payFor(value: FeelValue, frame: Frame, depth: number): void {
  if (depth > maxResultDepth) throw new BudgetExceeded(wholeText);
  const items = isList(value) ? value : isRecord(value) ? Object.values(value) : [];
  frame.charge(items.length, wholeText);
  for (const item of items) if (typeof item === "object" && item !== null) payFor(item, frame, depth + 1);
}

/** Out of steps, or out of stack (a RangeError: deep data or deep recursion); any other error is a fault of ours. */
function stopped(error: unknown, frame: Frame, program: FrameOptions): Evaluation {
  if (!(error instanceof BudgetExceeded) && !(error instanceof RangeError)) throw error;
  const span = error instanceof BudgetExceeded ? error.span : wholeText;
  const stop = { code: "expression-budget", from: span.from, to: span.to, data: { limit: program.budget } } as const;
  return { value: null, warnings: [...frame.warnings, stop], exceeded: true };
}
