import type { Facts } from "../expression/values.ts";
import type { ForeignAmount } from "./comparable.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { EvaluationWarning } from "./evaluation.ts";

/** A warning that counts whatever the outcome is. */
const always = -1;

/** What one evaluation notes down on its way: warnings, and the facts it still needs (S15). */
export class Notes {
  /**
   * The rule that is being tried, by its place. Where the first that holds wins, what later ones warned of is taken back:
   * the search may have looked at them before it knew.
   */
  order = always;
  /** What has been read of `facts`, by the place of its reader. */
  private seen: unknown[] = [];
  private facts: Facts | undefined;
  /** The first rule that gave each warning. Undefined while there are none, which is the common case. */
  private warned: Map<EvaluationWarning, number> | undefined;
  private needed: string[] | undefined;

  /** What has been read of these facts, which are the same for all of an evaluation but for its items. */
  seenOf(facts: Facts): unknown[] {
    if (this.facts !== facts) {
      this.facts = facts;
      this.seen = [];
    }
    return this.seen;
  }

  /** Equal warnings of one compiled definition are one object (CompileScope.warning), so a map tells them apart. */
  warn(warning: EvaluationWarning): void {
    this.warned ??= new Map();
    const earlier = this.warned.get(warning);
    if (earlier === undefined || earlier > this.order) this.warned.set(warning, this.order);
  }

  /** True when the warning has been given by this rule or one before it. */
  hasBy(warning: EvaluationWarning, order: number): boolean {
    const given = this.warned?.get(warning);
    return given !== undefined && given <= order;
  }

  /** Takes back what rules after `order` warned of; what is left counts whatever comes next. */
  keepThrough(order: number): void {
    this.order = always;
    if (this.warned === undefined) return;
    for (const [warning, given] of this.warned) {
      if (given > order) this.warned.delete(warning);
      else if (given !== always) this.warned.set(warning, always);
    }
  }

  need(factId: string): void {
    this.needed ??= [];
    this.needed.push(factId);
  }

  get mark(): number {
    return this.needed?.length ?? 0;
  }

  /** Takes back the needs noted since `mark`: the outcome does not depend on them. */
  forget(mark: number): void {
    if (this.needed !== undefined) this.needed.length = mark;
  }

  get needs(): readonly string[] {
    return [...new Set(this.needed)];
  }

  get warnings(): readonly EvaluationWarning[] {
    return this.warned === undefined ? none : [...this.warned.keys()];
  }
}

const none: readonly EvaluationWarning[] = [];

export function foreignAmount(path: string, { currency }: ForeignAmount, scope: CompileScope): EvaluationWarning {
  return scope.shared(`foreign ${currency} ${path}`, () =>
    scope.warning("currency-mismatch", { path, given: currency, base: scope.baseCurrency }),
  );
}
