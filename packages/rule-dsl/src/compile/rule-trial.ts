import type { Facts } from "../expression/values.ts";
import type { Notes } from "./notes.ts";
import type { FactSources, Looking } from "./search/fact-source.ts";
import type { Trial, WayEnd } from "./search/node.ts";
import type { Source } from "./search/source.ts";
import { type ProgramTrial, RuleProgram } from "./rule-program.ts";
import type { CompiledTest } from "./test.ts";

/** The rules that are tried, in their order. */
export interface TrialRules {
  readonly rules: readonly { readonly compiled: CompiledTest }[];
  readonly sources: FactSources;
}

/** Tries rules as the search offers them: the first that holds ends it, or every one that holds is taken. */
export class RuleTrial implements Trial<Looking>, ProgramTrial {
  last = Infinity;
  readonly facts: Facts;
  readonly notes: Notes;
  private found: number[] | undefined;
  private readonly given: TrialRules;
  private readonly onlyFirst: boolean;

  constructor(given: TrialRules, { facts, notes, onlyFirst }: Looking & { readonly onlyFirst: boolean }) {
    this.given = given;
    this.facts = facts;
    this.notes = notes;
    this.onlyFirst = onlyFirst;
  }

  /** The places of the rules that hold, in their order. */
  get hits(): readonly number[] {
    return this.found === undefined ? none : this.found.sort((a, b) => a - b);
  }

  offer(order: number): void {
    if (order > this.last) return;
    if (this.isHeld(order)) this.take(order);
  }

  offerEnd(end: WayEnd): void {
    const [first] = end.entries;
    if (first === undefined || first.order > this.last) return;
    const made = end.made as RuleProgram | undefined; // as kept below, by nobody else
    const program = made ?? this.programOf(end);
    end.made = program;
    program.run(this);
  }

  take(order: number): boolean {
    if (this.onlyFirst) this.last = order;
    else if (this.found === undefined) this.found = [order];
    else this.found.push(order);
    return this.onlyFirst;
  }

  private isHeld(order: number): boolean {
    this.notes.order = order;
    return this.given.rules[order]?.compiled.test(this.facts, this.notes) === true;
  }

  private programOf({ entries }: WayEnd): RuleProgram {
    return new RuleProgram(
      entries.flatMap(({ order, settled }) => {
        const rule = this.given.rules[order];
        if (rule === undefined) return [];
        const members = membersOf(rule.compiled).filter((_, place) => !settled.includes(place));
        return [{ order, members }];
      }),
    );
  }

  suspect(orders: readonly number[], dirty: readonly Source<Looking>[]): void {
    const { notes, given } = this;
    const expected = dirty.map((source) => given.sources.warningOf(source, this));
    for (const order of orders) {
      if (order > this.last || expected.every((warning) => notes.hasBy(warning, order))) return;
      this.isHeld(order);
    }
  }
}

/** What must all hold, in the order in which ConditionReader finds it. */
function membersOf(compiled: CompiledTest): readonly CompiledTest[] {
  return compiled.form?.kind === "all" ? compiled.form.members.flatMap(membersOf) : [compiled];
}

const none: readonly number[] = [];

/** Only gathers what is offered: rules that hold, and some that nearly do. */
export class NearbyRules implements Trial<Looking> {
  readonly last = Infinity;
  private readonly found = new Set<number>();

  /** Their places, in the order of the rules. */
  get places(): readonly number[] {
    return [...this.found].sort((a, b) => a - b);
  }

  offer(order: number): void {
    this.found.add(order);
  }

  offerEnd({ entries }: WayEnd): void {
    for (const { order } of entries) this.found.add(order);
  }

  suspect(): void {
    // What is gathered is looked at whole later on.
  }
}
