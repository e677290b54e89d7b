import type { LimitAnswer } from "./limit.ts";

/** What is to be told to a limit next, by its place in the quota. */
export interface WalkStep {
  readonly tell: "take" | "withdraw";
  readonly limit: number;
}

export type Taken =
  | { readonly kind: "done" }
  /** Place of the limit that is used up. */
  | { readonly kind: "used-up"; readonly limit: number }
  /** It was given back before: it cannot be taken again. */
  | { readonly kind: "given-back" };

/**
 * Takes from every limit of a quota, narrow to wide, all or nothing: when a wider one is used up, those before it are undone backwards (S22).
 * Every step may be told again, so a walk that death cut short is simply begun anew.
 */
export function* takeWalk(limits: number): Generator<WalkStep, Taken, LimitAnswer> {
  for (let limit = 0; limit < limits; limit += 1) {
    const { kind } = yield { tell: "take", limit };
    if (kind === "done") continue;
    for (let back = limit - 1; back >= 0; back -= 1) yield { tell: "withdraw", limit: back };
    return kind === "given-back" ? { kind } : { kind: "used-up", limit };
  }
  return { kind: "done" };
}
