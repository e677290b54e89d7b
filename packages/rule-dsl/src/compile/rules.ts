/**
 * If-then rules (json-rules-engine's order: higher priority first, in written order inside one).
 *
 * Without `each`, policy `first` gives the winning event or null. In every other case the value is a list of events:
 * with `each`, items in their order and for each its rules; `first` then lets one event through in all, or one per item
 * with `perItem` (S17); `all` and `collect` let every hit through. Groups, stacking and caps then limit what adds up.
 */
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Condition } from "../schema/condition.ts";
import type { Rule, RuleCap, RulesDecision } from "../schema/decision.ts";
import { type CompileScope, isUnfetched, withFacts } from "./compile-scope.ts";
import { compileTest } from "./condition.ts";
import type { DecisionBody, Verdict } from "./decision-body.ts";
import { type FeelProgram, feelProgram } from "./feel-program.ts";
import { fromFact, isList } from "../expression/values.ts";
import { Notes } from "./notes.ts";
import { capped, limitsOf } from "./rule-limits.ts";
import { type RuleRun, ruleTraces } from "./rule-traces.ts";
import { RuleFinder } from "./rule-finder.ts";
import { NearbyRules } from "./rule-trial.ts";
import { searchTree } from "./search/build.ts";
import type { Entry } from "./search/source.ts";
import { ConditionReader } from "./search/condition-members.ts";
import type { Looking } from "./search/fact-source.ts";
import type { SearchNode } from "./search/node.ts";
import { askFor, type CompiledTest, type Outcome, type Tracer } from "./test.ts";
import { type ValueProgram, valueProgram } from "./value.ts";

/** A rule whose condition is compiled when it is first tried: of a large set most orders see few. */
class CompiledRule {
  readonly id: string;
  readonly priority: number;
  readonly group: string | undefined;
  readonly event: ValueProgram;
  tracer: Tracer | undefined;
  private readonly constant: Verdict | undefined;
  private readonly conditions: Condition;
  private readonly scope: CompileScope;
  private test: CompiledTest | undefined;

  /** `mayWait`: all that the condition reads is known to the scope already. */
  constructor(rule: Rule, scope: CompileScope, mayWait: boolean) {
    const { type, params } = rule.event;
    this.id = rule.id;
    this.priority = rule.priority ?? 1;
    this.group = rule.group;
    this.event = valueProgram(params === undefined ? { type } : { type, params }, scope);
    this.constant = this.event.constant === undefined ? undefined : { value: this.event.constant };
    this.conditions = rule.conditions;
    this.scope = scope;
    this.test = mayWait ? undefined : compileTest(rule.conditions, scope);
  }

  /** What comes of it where it wins. Undefined when facts must be fetched first. */
  verdict(facts: Facts, notes: Notes): Verdict | undefined {
    if (this.constant !== undefined) return this.constant;
    return askFor(this.event.fetched, facts, notes) ? undefined : { value: this.event.run(facts, notes) };
  }

  get compiled(): CompiledTest {
    this.test ??= compileTest(this.conditions, this.scope);
    return this.test;
  }
}

/** Rules of one priority. */
type RuleSet = readonly CompiledRule[];

interface Hit {
  readonly rule: CompiledRule;
  readonly item: number;
  readonly facts: Facts;
}

export function compileRules(definition: RulesDecision, outer: CompileScope): DecisionBody {
  const each = definition.each;
  const list = each === undefined ? undefined : feelProgram(each.of.slice(1), outer);
  const scope = each === undefined ? outer : outer.within(each.as, simplePath(each.of));
  const reader = new ConditionReader(scope);
  const entries: Entry<Looking>[] = [];
  const rules = inOrder(definition.rules).map((rule, order) => {
    const { members, whole } = reader.membersOf(rule.conditions);
    entries.push({ order, members });
    return new CompiledRule(rule, scope, whole);
  });
  const search = searchTree(entries);
  const policy = definition.policy ?? "first";
  const plan: Plan = {
    scope,
    rules,
    sets: byPriority(rules),
    search,
    finder: new RuleFinder({ rules, sources: reader.sources, search, scope }),
    fetched: [...scope.fetched],
    mayDecide: scope.called.size > 0,
    onlyFirst: policy === "first",
    perItem: definition.perItem === true,
    alias: each?.as,
    list,
    limits: limitsOf(definition),
    caps: definition.caps ?? [],
  };
  const single = plan.onlyFirst && each === undefined;
  const isPlain = single && plan.limits === undefined && plan.caps.length === 0;
  return {
    decide(facts, notes) {
      if (isPlain && !waits(plan, facts)) return winner(plan, facts, notes);
      const given = granted(plan, itemFacts(plan, facts, notes), notes);
      if (given === undefined) return undefined;
      return { value: single ? (given[0]?.event ?? null) : given.map(({ event }) => event) };
    },
    trace(facts, notes) {
      const items = itemFacts(plan, facts, notes);
      const runs = runsOf(plan, items ?? [], granted(plan, items, notes) ?? []);
      return { type: "rules", ...ruleTraces(runs, (items?.length ?? 0) * plan.rules.length - runs.length) };
    },
  };
}

interface Plan {
  readonly scope: CompileScope;
  /** In the order they are tried. */
  readonly rules: readonly CompiledRule[];
  readonly search: SearchNode<Looking>;
  readonly finder: RuleFinder;
  /** While one of these is still to be fetched, rules are tried one priority after the other (S15). */
  readonly fetched: readonly string[];
  /** Facts are decided by other decisions when they are read, so nothing is read before its turn. */
  readonly mayDecide: boolean;
  readonly sets: readonly RuleSet[];
  readonly onlyFirst: boolean;
  readonly perItem: boolean;
  readonly alias: string | undefined;
  readonly list: FeelProgram | undefined;
  readonly limits: ReturnType<typeof limitsOf>;
  readonly caps: readonly RuleCap[];
}

/** `=order.lines` as `order.lines`; undefined for anything but a plain path. */
export function simplePath(expression: string): string | undefined {
  return /^=\s*[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*\s*$/.test(expression)
    ? expression.slice(1).trim()
    : undefined;
}

const inOrder = (rules: readonly Rule[]): readonly Rule[] =>
  rules.toSorted((a, b) => (b.priority ?? 1) - (a.priority ?? 1));

function byPriority(rules: readonly CompiledRule[]): readonly RuleSet[] {
  const priorities = [...new Set(rules.map((rule) => rule.priority))].sort((a, b) => b - a);
  return priorities.map((priority) => rules.filter((rule) => rule.priority === priority));
}

/** The facts each run sees: one without `each`, otherwise one per item. Undefined: the list itself must be fetched first. */
function itemFacts({ list, alias, scope }: Plan, facts: Facts, notes: Notes): readonly Facts[] | undefined {
  if (list === undefined || alias === undefined) return [facts];
  if (askFor(list.fetched, facts, notes)) return undefined;
  const items = list.run(facts, notes);
  if (items === null) return [];
  return (isList(items) ? items : [items]).map((item) => withFacts(facts, { [alias]: fromFact(item) }, scope));
}

/** Undefined when facts must be fetched first. */
function collectHits(plan: Plan, items: readonly Facts[], notes: Notes): readonly Hit[] | undefined {
  const hits: Hit[] = [];
  for (const [item, facts] of items.entries()) {
    const found = waits(plan, facts)
      ? hitsBySet(plan, { facts, item }, notes)
      : hitsBySearch(plan, { facts, item }, notes);
    if (found === undefined) return undefined;
    hits.push(...found);
    if (plan.onlyFirst && !plan.perItem && hits.length > 0) break;
  }
  return hits;
}

function waits({ fetched, mayDecide }: Plan, facts: Facts): boolean {
  return mayDecide || (fetched.length > 0 && fetched.some((id) => isUnfetched(facts, id)));
}

/** The one event of policy `first` over the facts as they are. */
function winner(plan: Plan, facts: Facts, notes: Notes): Verdict | undefined {
  const rule = plan.rules[plan.finder.first(facts, notes)];
  return rule === undefined ? nothing : rule.verdict(facts, notes);
}

const nothing: Verdict = { value: null };

function hitsBySearch({ finder, rules, onlyFirst }: Plan, run: Pick<Hit, "facts" | "item">, notes: Notes) {
  const places = onlyFirst ? [finder.first(run.facts, notes)] : finder.every(run.facts, notes);
  return places.flatMap((place): readonly Hit[] => {
    const rule = rules[place];
    return rule === undefined ? [] : [{ rule, ...run }];
  });
}

/** Nothing beyond the priority that needs a fact is looked at; undefined when one does. */
function hitsBySet(plan: Plan, run: Pick<Hit, "facts" | "item">, notes: Notes): readonly Hit[] | undefined {
  const hits: Hit[] = [];
  for (const set of plan.sets) {
    const found = hitsOfSet(set, run, plan.onlyFirst, notes);
    if (found === undefined) return undefined;
    hits.push(...found);
    if (plan.onlyFirst && found.length > 0) break;
  }
  return hits;
}

function hitsOfSet(
  set: RuleSet,
  run: { readonly facts: Facts; readonly item: number },
  onlyFirst: boolean,
  notes: Notes,
): readonly Hit[] | undefined {
  const hits: Hit[] = [];
  let isWaiting = false;
  for (const rule of set) {
    const held: Outcome = rule.compiled.test(run.facts, notes);
    if (held === undefined) isWaiting = true;
    if (held !== true) continue;
    hits.push({ rule, ...run });
    if (onlyFirst) break;
  }
  return isWaiting ? undefined : hits;
}

/** A hit whose event is let through. */
interface Granted extends Hit {
  readonly event: JsonValue;
}

/** The events that come of the items, in their order. Undefined when facts must be fetched first. */
function granted(plan: Plan, items: readonly Facts[] | undefined, notes: Notes): readonly Granted[] | undefined {
  const found = items === undefined ? undefined : collectHits(plan, items, notes);
  if (found === undefined) return undefined;
  const hits = plan.limits === undefined ? found : plan.limits(found);
  if (hits.filter((hit) => askFor(hit.rule.event.fetched, hit.facts, notes)).length > 0) return undefined;
  const events = hits.map((hit) => ({ ...hit, event: hit.rule.event.run(hit.facts, notes) }));
  if (plan.caps.length === 0) return events;
  const left = capped(plan.caps, events);
  return events.flatMap((one, place) => {
    const event = left[place];
    return event === undefined ? [] : [{ ...one, event }];
  });
}

/** Of larger sets only those rules are looked at for a trace that hold or that the search finds near. */
const smallSet = 200;

/** The rules on every item, in the order they are tried. */
function runsOf(plan: Plan, items: readonly Facts[], won: readonly Hit[]): readonly RuleRun[] {
  const winners = Map.groupBy(won, (hit) => hit.item);
  return items.flatMap((facts, index) => {
    const item = plan.list === undefined ? undefined : index;
    const ofItem = new Set(winners.get(index)?.map((hit) => hit.rule));
    return rulesNear(plan, facts).map((rule) => ({ rule, facts, item, won: ofItem.has(rule) }));
  });
}

function rulesNear(plan: Plan, facts: Facts): readonly CompiledRule[] {
  if (plan.rules.length <= smallSet || waits(plan, facts)) return plan.rules;
  const nearby = new NearbyRules();
  plan.search.near({ facts, notes: new Notes() }, nearby);
  return nearby.places.flatMap((place) => plan.rules[place] ?? []);
}
