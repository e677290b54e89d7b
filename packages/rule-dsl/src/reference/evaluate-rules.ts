import { type Facts, fromFact, isList } from "../expression/values.ts";
import type { JsonValue } from "../schema/common.ts";
import type { Rule, RulesDecision } from "../schema/decision.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { evaluateValue, needsOfValue } from "./evaluate-value.ts";
import { type Hit, limited, underCaps } from "./limit-rules.ts";
import type { Reached } from "./reached.ts";
import { feel, readsOfFeel, type Session, unfetched, withFacts, withName } from "./session.ts";

/** Runs the rules on each item in turn, by priority, as `policy` and `perItem` say (S17). */
export function evaluateRules(session: Session, definition: RulesDecision, facts: Facts): Reached {
  const { each, policy = "first" } = definition;
  const needed = each === undefined ? [] : unfetched(session, readsOfFeel(session, each.of.slice(1)), facts);
  if (needed.length > 0) return { needs: needed };
  const runs = each === undefined ? [facts] : itemsOf(session, each, facts);
  const inner = each === undefined ? session : withName(session, each.as, each.of);
  const won: Hit[] = [];
  for (const [item, run] of runs.entries()) {
    const hits = hitsOn(inner, definition, run);
    if ("needs" in hits) return hits;
    const taken = policy === "first" ? hits.rules.slice(0, 1) : hits.rules;
    won.push(...taken.map((rule) => ({ rule, facts: run, item })));
    if (policy === "first" && definition.perItem !== true && won.length > 0) break;
  }
  const hits = limited(definition, won);
  const needs = hits.flatMap((hit) => needsOfValue(inner, hit.rule.event.params ?? {}, hit.facts));
  if (needs.length > 0) return { needs };
  const events = underCaps(
    definition,
    hits.map((hit) => ({ item: hit.item, event: eventOf(inner, hit.rule, hit.facts) })),
  );
  return { value: policy === "first" && each === undefined ? (events[0] ?? null) : events };
}

function itemsOf(session: Session, each: { readonly of: string; readonly as: string }, facts: Facts): readonly Facts[] {
  const found = feel(session, each.of.slice(1), facts);
  const items = found === null ? [] : isList(found) ? found : [found];
  return items.map((item) => withFacts(facts, { [each.as]: fromFact(item) }));
}

/** The rules that hold, best first. With `first` nothing is looked at after the first that holds. */
function hitsOn(
  session: Session,
  { rules, policy = "first" }: RulesDecision,
  facts: Facts,
): { readonly rules: readonly Rule[] } | { readonly needs: readonly string[] } {
  const held: Rule[] = [];
  const priorities = [...new Set(rules.map((rule) => rule.priority ?? 1))].sort((a, b) => b - a);
  for (const priority of priorities) {
    const needs: string[] = [];
    for (const rule of rules.filter((each) => (each.priority ?? 1) === priority)) {
      const answer = evaluateCondition(session, rule.conditions, facts);
      if (answer.outcome === "wait") needs.push(...answer.needs);
      if (answer.outcome === "yes") held.push(rule);
      if (answer.outcome === "yes" && policy === "first") break;
    }
    if (needs.length > 0) return { needs };
    if (policy === "first" && held.length > 0) break;
  }
  return { rules: held };
}

function eventOf(session: Session, rule: Rule, facts: Facts): JsonValue {
  const { type, params } = rule.event;
  return params === undefined ? { type } : { type, params: evaluateValue(session, params, facts) };
}
