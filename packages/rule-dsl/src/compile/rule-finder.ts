import type { Facts } from "../expression/values.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { Notes } from "./notes.ts";
import { type EveryRule, everyRuleCode, type FirstRule, firstRuleCode, mostRulesInCode } from "./rule-code.ts";
import { RuleTrial, type TrialRules } from "./rule-trial.ts";
import type { Looking } from "./search/fact-source.ts";
import type { SearchNode } from "./search/node.ts";

interface Findable extends TrialRules {
  readonly search: SearchNode<Looking>;
  readonly scope: CompileScope;
}

/** Finds rules that hold: small sets by a function of generated code, larger ones by search. No fact is to be fetched. */
export class RuleFinder {
  private readonly given: Findable;
  private firstRule: FirstRule | undefined;
  private everyRule: EveryRule | undefined;

  constructor(given: Findable) {
    this.given = given;
  }

  /** The place of the first that holds, -1 where none does. */
  first(facts: Facts, notes: Notes): number {
    this.firstRule ??= this.codeOf(firstRuleCode) ?? this.searchFirst;
    return this.firstRule(facts, notes);
  }

  /** The places of all that hold, in their order. */
  every(facts: Facts, notes: Notes): readonly number[] {
    this.everyRule ??= this.codeOf(everyRuleCode) ?? this.searchEvery;
    return this.everyRule(facts, notes);
  }

  private codeOf<T>(write: (tests: TrialRules["rules"], scope: CompileScope) => T | undefined): T | undefined {
    const { rules, scope } = this.given;
    return rules.length > mostRulesInCode ? undefined : write(rules, scope);
  }

  private readonly searchFirst: FirstRule = (facts, notes) => {
    const trial = this.search(facts, notes, true);
    return trial.last === Infinity ? -1 : trial.last;
  };

  private readonly searchEvery: EveryRule = (facts, notes) => this.search(facts, notes, false).hits;

  private search(facts: Facts, notes: Notes, onlyFirst: boolean): RuleTrial {
    const trial = new RuleTrial(this.given, { facts, notes, onlyFirst });
    this.given.search.visit(trial, trial);
    notes.keepThrough(trial.last);
    return trial;
  }
}
