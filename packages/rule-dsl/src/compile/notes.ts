import type { EvaluationWarning } from "./evaluation.ts";

/** What one evaluation notes down on its way: warnings, and the facts it still needs (S15). */
export class Notes {
  /** Undefined while there are none, which is the common case. */
  private warned: Set<EvaluationWarning> | undefined;
  private readonly needed: string[] = [];

  /** Equal warnings of one compiled definition are one object (CompileScope.warning), so a set tells them apart. */
  warn(warning: EvaluationWarning): void {
    this.warned ??= new Set();
    this.warned.add(warning);
  }

  need(factId: string): void {
    this.needed.push(factId);
  }

  get mark(): number {
    return this.needed.length;
  }

  /** Takes back the needs noted since `mark`: the outcome does not depend on them. */
  forget(mark: number): void {
    this.needed.length = mark;
  }

  get needs(): readonly string[] {
    return [...new Set(this.needed)];
  }

  get warnings(): readonly EvaluationWarning[] {
    return this.warned === undefined ? none : [...this.warned];
  }
}

const none: readonly EvaluationWarning[] = [];
