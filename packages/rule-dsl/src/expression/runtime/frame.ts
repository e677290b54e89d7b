/**
 * One evaluation: the facts, the local values, the budget and the warnings.
 *
 * Invariants: a frame belongs to one evaluation and is never kept; closures keep constants only. Steps bound time and
 * memory: every loop turn, call and element made is charged before it happens.
 */
import type { FeelWarning, FeelWarningCode } from "../feel-codes.ts";
import type { Span } from "../syntax/feel-node.ts";
import type { Facts, FeelValue } from "../values.ts";

/** A piece of a compiled expression. Throws nothing but BudgetExceeded. */
export type Run = (frame: Frame) => FeelValue;

/** More warnings than this say nothing new. */
const maxWarnings = 50;
/** Calls of functions inside each other. */
const maxCallDepth = 400;

const longText = 256;
const charactersPerStep = 32;

/** Leaves an evaluation that has used up its steps; caught in evaluate.ts and never seen outside. */
export class BudgetExceeded extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super("expression-budget");
    this.span = span;
  }
}

const noWarnings: readonly FeelWarning[] = [];

export interface FrameOptions {
  readonly slots: number;
  readonly budget: number;
  readonly zone: string;
}

export class Frame {
  facts: Facts;
  readonly options: FrameOptions;
  /** Milliseconds since the epoch; undefined where there is no clock. */
  readonly now: number | undefined;
  locals: FeelValue[];
  private steps: number;
  private depth: number;
  private found: FeelWarning[] | null;

  constructor(facts: Facts, options: FrameOptions, now: number | undefined) {
    this.facts = facts;
    this.options = options;
    this.now = now;
    this.locals = options.slots === 0 ? emptyLocals : emptySlots(options.slots);
    this.steps = options.budget;
    this.depth = 0;
    this.found = null;
  }

  get zone(): string {
    return this.options.zone;
  }

  get warnings(): readonly FeelWarning[] {
    return this.found ?? noWarnings;
  }

  /** Writes down why the value is null, once for each place, and is null. */
  warn(code: FeelWarningCode, span: Span, data?: Readonly<Record<string, unknown>>): null {
    this.found ??= [];
    const isKnown = this.found.some((warning) => warning.from === span.from && warning.code === code);
    if (!isKnown && this.found.length < maxWarnings) {
      const place = { code, from: span.from, to: span.to };
      this.found.push(data === undefined ? place : { ...place, data });
    }
    return null;
  }

  /** For `forgetWarnings`. */
  get warningCount(): number {
    return this.found === null ? 0 : this.found.length;
  }

  /** Drops the warnings of a value that was only looked at (`x = null` asks whether x is missing). */
  forgetWarnings(count: number): void {
    if (this.found !== null && this.found.length > count) this.found.length = count;
  }

  /** Pays `steps` (elements, turns, characters) before they are used. */
  charge(steps: number, span: Span): void {
    this.steps -= steps;
    if (this.steps < 0) throw new BudgetExceeded(span);
  }

  /** Pays for going through a text or writing it anew: long ones take time and room, short ones none worth counting. */
  chargeText(text: string, span: Span): void {
    if (text.length >= longText) this.charge(text.length / charactersPerStep, span);
  }

  /** Runs a function's body over its own locals, and over the facts in sight where it was made. */
  call(body: Run, made: { readonly locals: FeelValue[]; readonly facts: Facts }, span: Span): FeelValue {
    this.charge(1 + made.locals.length, span);
    if (this.depth >= maxCallDepth) throw new BudgetExceeded(span);
    const { locals, facts } = this;
    this.locals = made.locals;
    this.facts = made.facts;
    this.depth += 1;
    const value = body(this);
    this.depth -= 1;
    this.locals = locals;
    this.facts = facts;
    return value;
  }

  /** A frame for another text of the same evaluation: its own facts, locals and warnings; clock, steps and depth go on. */
  within(facts: Facts, options: FrameOptions, span: Span): Frame {
    this.charge(1, span);
    const inner = new Frame(facts, options, this.now);
    inner.steps = this.steps;
    inner.depth = this.depth;
    return inner;
  }

  /** The same for the body of a function that another text made. */
  withinCall(facts: Facts, options: FrameOptions, span: Span): Frame {
    if (this.depth >= maxCallDepth) throw new BudgetExceeded(span);
    const inner = this.within(facts, options, span);
    inner.depth += 1;
    return inner;
  }

  /** Goes on when the other text is done. */
  resume(inner: Frame): void {
    this.steps = inner.steps;
  }
}

/** Pushed one by one, since filling a holey array costs more than most expressions do. */
function emptySlots(count: number): FeelValue[] {
  const slots: FeelValue[] = [null];
  for (let slot = 1; slot < count; slot += 1) slots.push(null);
  return slots;
}

// Never written: an expression without locals has no slot to write to.
const emptyLocals: FeelValue[] = [];
