import type { Facts } from "../expression/values.ts";
import type { Notes } from "./notes.ts";
import type { FactSources, Looking } from "./search/fact-source.ts";
import type { Found, Trial } from "./search/node.ts";
import type { Source } from "./search/source.ts";
import { everyTest } from "./group-test.ts";
import type { CompiledTest, Test } from "./test.ts";

/** The rules that are tried, in their order. */
export interface TrialRules {
  readonly rules: readonly { readonly compiled: CompiledTest }[];
  readonly sources: FactSources;
}

/** Tries rules as the search offers them: the first that holds ends it, or every one that holds is taken. */
export class RuleTrial implements Trial<Looking>, Looking {
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

  offer(order: number, _: Looking, found?: Found): void {
    if (order > this.last) return;
    this.notes.order = order;
    const test = found === undefined ? this.testOf(order) : this.restOf(found);
    if (test?.(this.facts, this.notes) !== true) return;
    if (this.onlyFirst) this.last = order;
    else if (this.found === undefined) this.found = [order];
    else this.found.push(order);
  }

  private testOf(order: number): Test | undefined {
    return this.given.rules[order]?.compiled.test;
  }

  private restOf(found: Found): Test | undefined {
    const test = found.rest as Test | undefined; // as kept below, by nobody else
    if (test !== undefined) return test;
    const rule = this.given.rules[found.order];
    if (rule === undefined) return undefined;
    const made = testWithout(rule.compiled, found.settled);
    found.rest = made;
    return made;
  }

  suspect(orders: readonly number[], dirty: readonly Source<Looking>[]): void {
    const { notes, given, facts } = this;
    const expected = dirty.map((source) => given.sources.warningOf(source, this));
    for (const order of orders) {
      if (order > this.last || expected.every((warning) => notes.hasBy(warning, order))) return;
      notes.order = order;
      this.testOf(order)?.(facts, notes);
    }
  }
}

/** The test of those members that are not settled. Members stand in the order in which ConditionReader finds them. */
function testWithout(compiled: CompiledTest, settled: readonly number[]): Test {
  if (settled.length === 0) return compiled.test;
  return everyTest(membersOf(compiled).flatMap(({ test }, place) => (settled.includes(place) ? [] : [test])));
}

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

  suspect(): void {
    // What is gathered is looked at whole later on.
  }
}
