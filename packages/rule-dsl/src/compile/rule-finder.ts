import type { Facts } from "../expression/values.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { Notes } from "./notes.ts";
import {
  type EveryRule,
  everyRuleCode,
  type FactReader,
  factReaderCode,
  type FirstRule,
  firstRuleCode,
  mostRulesInCode,
} from "./rule-code.ts";
import { RuleProgram } from "./rule-program.ts";
import { RuleTrial, type TrialRules } from "./rule-trial.ts";
import type { Looking } from "./search/fact-source.ts";
import type { SearchNode } from "./search/node.ts";

interface Findable extends TrialRules {
  readonly search: SearchNode<Looking>;
  readonly scope: CompileScope;
}

/**
 * Finds rules that hold. Small sets are tried from first to last, by generated code where that is allowed and by a
 * program else; larger ones are searched. No fact is still to be fetched.
 */
export class RuleFinder {
  private readonly given: Findable;
  private readonly isSmall: boolean;
  private firstRule: FirstRule | undefined;
  private everyRule: EveryRule | undefined;
  private reader: FactReader | undefined;
  private program: RuleProgram | undefined;

  constructor(given: Findable) {
    this.given = given;
    this.isSmall = given.rules.length <= mostRulesInCode;
  }

  /** The place of the first that holds, -1 where none does. */
  first(facts: Facts, notes: Notes): number {
    this.firstRule ??= this.codeOf(firstRuleCode) ?? this.firstWithoutCode;
    return this.firstRule(facts, notes);
  }

  /** The places of all that hold, in their order. */
  every(facts: Facts, notes: Notes): readonly number[] {
    this.everyRule ??= this.codeOf(everyRuleCode) ?? this.everyWithoutCode;
    return this.everyRule(facts, notes);
  }

  private codeOf<T>(write: (tests: TrialRules["rules"], scope: CompileScope) => T | undefined): T | undefined {
    return this.isSmall ? write(this.given.rules, this.given.scope) : undefined;
  }

  private readonly firstWithoutCode: FirstRule = (facts, notes) => {
    const { last } = this.tried({ facts, notes, onlyFirst: true });
    return last === Infinity ? -1 : last;
  };

  private readonly everyWithoutCode: EveryRule = (facts, notes) => this.tried({ facts, notes, onlyFirst: false }).hits;

  private tried(looking: Looking & { readonly onlyFirst: boolean }): RuleTrial {
    const trial = new RuleTrial(this.given, looking);
    if (this.isSmall) this.whole.run(trial);
    else this.search(trial);
    looking.notes.keepThrough(trial.last);
    return trial;
  }

  private search(trial: RuleTrial): void {
    const { sources, scope, search } = this.given;
    this.reader ??= factReaderCode(sources.looked, scope) ?? readNothing;
    this.reader(trial.facts, trial.notes.seenOf(trial.facts));
    search.visit(trial, trial);
  }

  private get whole(): RuleProgram {
    this.program ??= new RuleProgram(this.given.rules.map(({ compiled }, order) => ({ order, members: [compiled] })));
    return this.program;
  }
}

/** Each place is read when it is looked at. */
const readNothing: FactReader = () => undefined;
