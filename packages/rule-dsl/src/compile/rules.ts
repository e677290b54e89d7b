/**
 * If-then rules (json-rules-engine's order: higher priority first, in written order inside one).
 *
 * Without `each`, policy `first` gives the winning event or null. In every other case the value is a list of events:
 * with `each`, items in their order and for each its rules; `first` then lets one event through in all, or one per item
 * with `perItem` (S17); `all` and `collect` let every hit through.
 */
import type { Facts } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Rule, RulesDecision } from "../schema/decision.ts";
import type { CompileScope } from "./compile-scope.ts";
import { compileTest } from "./condition.ts";
import type { DecisionBody } from "./decision-body.ts";
import { type FeelProgram, feelProgram } from "./feel-program.ts";
import { fromFact, isList } from "../expression/values.ts";
import type { Notes } from "./notes.ts";
import { type RuleRun, ruleTraces } from "./rule-traces.ts";
import { askFor, type CompiledTest, type Outcome, type Tracer } from "./test.ts";
import { type ValueProgram, valueProgram } from "./value.ts";

interface CompiledRule {
  readonly id: string;
  readonly priority: number;
  readonly compiled: CompiledTest;
  readonly event: ValueProgram;
  tracer: Tracer | undefined;
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
  const sets = byPriority(definition.rules.map((rule) => compileRule(rule, scope)));
  const policy = definition.policy ?? "first";
  const plan: Plan = {
    sets,
    onlyFirst: policy === "first",
    perItem: definition.perItem === true,
    alias: each?.as,
    list,
  };
  const single = plan.onlyFirst && each === undefined;
  return {
    decide(facts, notes) {
      const items = itemFacts(plan, facts, notes);
      const hits = items === undefined ? undefined : collectHits(plan, items, notes);
      const events = hits === undefined ? undefined : eventsOf(hits, notes);
      if (events === undefined) return undefined;
      return { value: single ? (events[0] ?? null) : events };
    },
    trace: (facts, notes) => ({
      type: "rules",
      ...ruleTraces(runsOf(plan, itemFacts(plan, facts, notes) ?? [])),
    }),
  };
}

interface Plan {
  readonly sets: readonly RuleSet[];
  readonly onlyFirst: boolean;
  readonly perItem: boolean;
  readonly alias: string | undefined;
  readonly list: FeelProgram | undefined;
}

function compileRule(rule: Rule, scope: CompileScope): CompiledRule {
  const event =
    rule.event.params === undefined ? { type: rule.event.type } : { type: rule.event.type, params: rule.event.params };
  return {
    id: rule.id,
    priority: rule.priority ?? 1,
    compiled: compileTest(rule.conditions, scope),
    event: valueProgram(event, scope),
    tracer: undefined,
  };
}

/** `=order.lines` as `order.lines`; undefined for anything but a plain path. */
export function simplePath(expression: string): string | undefined {
  return /^=\s*[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*\s*$/.test(expression)
    ? expression.slice(1).trim()
    : undefined;
}

function byPriority(rules: readonly CompiledRule[]): readonly RuleSet[] {
  const priorities = [...new Set(rules.map((rule) => rule.priority))].sort((a, b) => b - a);
  return priorities.map((priority) => rules.filter((rule) => rule.priority === priority));
}

/** The facts each run sees: one without `each`, otherwise one per item. Undefined: the list itself must be fetched first. */
function itemFacts({ list, alias }: Plan, facts: Facts, notes: Notes): readonly Facts[] | undefined {
  if (list === undefined || alias === undefined) return [facts];
  if (askFor(list.fetched, facts, notes)) return undefined;
  const items = list.run(facts, notes);
  if (items === null) return [];
  return (isList(items) ? items : [items]).map((item) => ({ ...facts, [alias]: fromFact(item) }));
}

/** Undefined when facts must be fetched first: then nothing beyond the priority that needs them is looked at (S15). */
function collectHits(plan: Plan, items: readonly Facts[], notes: Notes): readonly Hit[] | undefined {
  const hits: Hit[] = [];
  for (const [item, facts] of items.entries()) {
    for (const set of plan.sets) {
      const found = hitsOfSet(set, { facts, item }, plan.onlyFirst, notes);
      if (found === undefined) return undefined;
      hits.push(...found);
      if (plan.onlyFirst && found.length > 0) break;
    }
    if (plan.onlyFirst && !plan.perItem && hits.length > 0) break;
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
  let waits = false;
  for (const rule of set) {
    const held: Outcome = rule.compiled.test(run.facts, notes);
    if (held === undefined) waits = true;
    if (held !== true) continue;
    hits.push({ rule, ...run });
    if (onlyFirst) break;
  }
  return waits ? undefined : hits;
}

function eventsOf(hits: readonly Hit[], notes: Notes): readonly JsonValue[] | undefined {
  const asked = hits.filter((hit) => askFor(hit.rule.event.fetched, hit.facts, notes));
  return asked.length > 0 ? undefined : hits.map((hit) => hit.rule.event.run(hit.facts, notes));
}

/** Every rule on every item, in the order they are tried. */
function runsOf(plan: Plan, items: readonly Facts[]): readonly RuleRun[] {
  const rules = plan.sets.flat();
  return items.flatMap((facts, index) => {
    const item = plan.list === undefined ? undefined : index;
    const contest = plan.perItem ? index : 0;
    return rules.map((rule) => ({ rule, facts, item, contest, firstOnly: plan.onlyFirst }));
  });
}
