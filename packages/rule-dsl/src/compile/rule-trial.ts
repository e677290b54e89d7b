import type { Facts } from "../expression/values.ts";
import type { Notes } from "./notes.ts";
import type { FactSources } from "./search/fact-source.ts";
import type { Trial } from "./search/node.ts";
import type { Source } from "./search/source.ts";
import type { CompiledTest } from "./test.ts";

/** The rules that are tried, in their order. */
export interface TrialRules {
  readonly rules: readonly { readonly compiled: CompiledTest }[];
  readonly sources: FactSources;
  readonly onlyFirst: boolean;
}

/** Tries rules as the search offers them: the first that holds ends it, or every one that holds is taken. */
export class RuleTrial implements Trial<Facts> {
  last = Infinity;
  private found: number[] | undefined;
  private readonly given: TrialRules;
  private readonly notes: Notes;

  constructor(given: TrialRules, notes: Notes) {
    this.given = given;
    this.notes = notes;
  }

  /** The places of the rules that hold, in their order. */
  get hits(): readonly number[] {
    return this.found === undefined ? none : this.found.sort((a, b) => a - b);
  }

  offer(order: number, facts: Facts): void {
    if (order > this.last) return;
    this.notes.order = order;
    if (this.given.rules[order]?.compiled.test(facts, this.notes) !== true) return;
    if (this.given.onlyFirst) this.last = order;
    else if (this.found === undefined) this.found = [order];
    else this.found.push(order);
  }

  suspect(orders: readonly number[], dirty: readonly Source<Facts>[], facts: Facts): void {
    const { notes, given } = this;
    const expected = dirty.map((source) => given.sources.warningOf(source, facts));
    for (const order of orders) {
      if (order > this.last || expected.every((warning) => notes.hasBy(warning, order))) return;
      notes.order = order;
      given.rules[order]?.compiled.test(facts, notes);
    }
  }
}

const none: readonly number[] = [];

/** Only gathers what is offered: rules that hold, and some that nearly do. */
export class NearbyRules implements Trial<Facts> {
  readonly last = Infinity;
  private readonly found = new Set<number>();

  /** Their places, in the order of the rules. */
  get places(): readonly number[] {
    return [...this.found].sort((a, b) => a - b);
  }

  offer(order: number): void {
    this.found.add(order);
  }

  suspect(): void {
    // What is gathered is looked at whole later on.
  }
}
