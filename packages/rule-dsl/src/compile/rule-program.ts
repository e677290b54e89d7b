/**
 * The tests of a few rules laid out one behind the other, and run by one loop. Of a large set every order meets other
 * rules, whose closures would have to be fetched from all over the memory; and it is the faster way to try a small set
 * where no code may be generated. Texts, numbers and truth values are decided here, everything else by the closures, so
 * that answers and warnings are theirs.
 */
import { shortList } from "./literal-test.ts";
import type { Looking } from "./search/fact-source.ts";
import { isScalar, type Scalar } from "./search/source.ts";
import type { CompiledTest, LiteralForm, OrderName, Test } from "./test.ts";

/** A rule, by the members of its condition that must all hold. */
export interface ProgramRule {
  readonly order: number;
  readonly members: readonly CompiledTest[];
}

/** Whose evaluation it is. */
export interface ProgramTrial extends Looking {
  /** Rules after it no longer matter. */
  readonly last: number;
  /** Takes a rule that holds; true when no further one is wanted. */
  take(order: number): boolean;
}

/** Kinds of steps. One that is none of the others calls the closure. */
const call = 0;
const equal = 1;
const notEqual = 2;
const inside = 3;
const outside = 4;
const orderKinds: Readonly<Record<OrderName, number>> = {
  lessThan: 5,
  lessThanInclusive: 6,
  greaterThan: 7,
  greaterThanInclusive: 8,
};

/** Numbers of a step: its kind, the place of the value in the notes, and the steps that follow when it holds or not. */
const width = 4;
/** In place of a step: no rule is left. Below it stand the rules that hold, the first as `end - 1`. */
const end = -1;

interface Next {
  readonly held: number;
  readonly failed: number;
}

export class RuleProgram {
  private readonly steps: number[] = [];
  /** By step, what the value is compared with. */
  private readonly literals: unknown[] = [];
  private readonly tests: Test[] = [];
  private readonly forms: (LiteralForm | undefined)[] = [];
  private readonly orders: readonly number[];
  /** By rule, its first step; behind the last one the end. */
  private readonly starts: readonly number[];

  constructor(rules: readonly ProgramRule[]) {
    this.orders = rules.map((rule) => rule.order);
    let start = 0;
    const starts = rules.map(({ members }) => (start += sizeOf(members)) - sizeOf(members));
    this.starts = [...starts, end];
    for (const [rule, { members }] of rules.entries()) {
      const next = { held: end - 1 - rule, failed: this.starts[rule + 1] ?? end };
      if (members.length === 0) this.layCall(() => true, next);
      else this.layGroup("all", members, next);
    }
  }

  run(trial: ProgramTrial): void {
    const { steps, starts } = this;
    const seen = trial.notes.seenOf(trial.facts);
    let step = 0;
    while (step !== end) {
      const at = step * width;
      const kind = steps[at] ?? call;
      const held = kind === call ? this.called(step, trial) : this.holds(kind, step, seen[steps[at + 1] ?? 0], trial);
      step = steps[at + (held ? 2 : 3)] ?? end;
      if (step >= end) continue;
      const rule = end - 1 - step;
      const order = this.orders[rule] ?? Infinity;
      if (order > trial.last || trial.take(order)) return;
      step = starts[rule + 1] ?? end;
    }
  }

  private holds(kind: number, step: number, known: unknown, trial: ProgramTrial): boolean {
    const value = known === undefined ? this.look(step, trial) : known;
    const literal = this.literals[step];
    switch (kind) {
      case equal:
        return value === literal || (!isScalar(value) && this.slow(step, value, trial));
      case notEqual:
        return value !== literal && (isScalar(value) || this.slow(step, value, trial));
      case inside:
        return isScalar(value) ? has(literal, value) : this.slow(step, value, trial);
      case outside:
        return isScalar(value) ? !has(literal, value) : this.slow(step, value, trial);
      default:
        if (typeof value !== "number" || typeof literal !== "number") return this.slow(step, value, trial);
        if (kind === orderKinds.lessThan) return value < literal;
        if (kind === orderKinds.lessThanInclusive) return value <= literal;
        return kind === orderKinds.greaterThan ? value > literal : value >= literal;
    }
  }

  private look(step: number, { facts, notes }: ProgramTrial): unknown {
    return this.forms[step]?.side.see(facts, notes);
  }

  private slow(step: number, value: unknown, { notes }: ProgramTrial): boolean {
    notes.order = this.orderAt(step);
    return this.forms[step]?.slow(value, notes) === true;
  }

  private called(step: number, { facts, notes }: ProgramTrial): boolean {
    notes.order = this.orderAt(step);
    return this.tests[step]?.(facts, notes) === true;
  }

  private orderAt(step: number): number {
    const next = this.starts.findIndex((start) => start > step);
    return this.orders[next === -1 ? this.orders.length - 1 : next - 1] ?? 0;
  }

  private layGroup(kind: "all" | "any", members: readonly CompiledTest[], next: Next): void {
    for (const [index, member] of members.entries()) {
      if (index === members.length - 1) {
        this.lay(member, next);
        continue;
      }
      const following = this.tests.length + sizeOf([member]);
      this.lay(member, kind === "all" ? { ...next, held: following } : { ...next, failed: following });
    }
  }

  private lay({ form, test }: CompiledTest, next: Next): void {
    if (form === undefined) this.layCall(test, next);
    else if (form.kind === "not") this.lay(form.inner, { held: next.failed, failed: next.held });
    else if (form.kind !== "literal")
      if (form.members.length === 0) this.layCall(test, next);
      else this.layGroup(form.kind, form.members, next);
    else if (form.side.fact.place === undefined) this.layCall(test, next);
    else this.layLiteral(form, form.side.fact.place, next);
  }

  private layCall(test: Test, { held, failed }: Next): void {
    this.steps.push(call, 0, held, failed);
    this.literals.push(undefined);
    this.forms.push(undefined);
    this.tests.push(test);
  }

  private layLiteral(form: LiteralForm, place: number, { held, failed }: Next): void {
    const { kind, literal } = comparisonOf(form);
    this.steps.push(kind, place, held, failed);
    this.literals.push(literal);
    this.forms.push(form);
    this.tests.push(never);
  }
}

const never: Test = () => false;

function comparisonOf({ quick }: LiteralForm): { readonly kind: number; readonly literal: unknown } {
  switch (quick.name) {
    case "equal":
    case "notEqual":
      return { kind: quick.name === "equal" ? equal : notEqual, literal: quick.literal };
    case "in":
    case "notIn": {
      const list = quick.literal;
      return { kind: quick.name === "in" ? inside : outside, literal: list.length > shortList ? new Set(list) : list };
    }
    default:
      return { kind: orderKinds[quick.name], literal: quick.literal };
  }
}

function has(list: unknown, value: Scalar): boolean {
  return Array.isArray(list) ? list.includes(value) : list instanceof Set && list.has(value);
}

/** How many steps the members take. */
function sizeOf(members: readonly CompiledTest[]): number {
  if (members.length === 0) return 1;
  return members.reduce((sum, member) => sum + sizeOfOne(member), 0);
}

function sizeOfOne({ form }: CompiledTest): number {
  switch (form?.kind) {
    case "all":
    case "any":
      return sizeOf(form.members);
    case "not":
      return sizeOfOne(form.inner);
    case "literal":
    case undefined:
      return 1;
  }
}
