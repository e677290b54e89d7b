import {
  canonicalJson,
  compile,
  type CompileContext,
  type Definition,
  type Diagnostic,
  diagnostic,
  type Order,
  type RulesDecision,
} from "@orderloom/rule-dsl";
import { secondOpinion } from "@orderloom/rule-dsl/second-opinion";
import { newOrderFacts, type RecentParts, recentOrders } from "./recent-orders.ts";

export interface OpinionParts extends RecentParts {
  readonly contextOf: (definition: Definition) => CompileContext;
  readonly now: number;
}

/** json-rules-engine and the compiled form must come to the same on recent orders, or nothing is published (S16). */
export async function secondOpinions(definitions: readonly Definition[], parts: OpinionParts): Promise<Diagnostic[]> {
  const rules = definitions.filter((one): one is RulesDecision => one.kind === "decision" && one.type === "rules");
  if (rules.length === 0) return [];
  const orders = await recentOrders(parts);
  const findings: Diagnostic[] = [];
  for (const definition of rules) {
    const order = await firstDifference(definition, orders, parts);
    if (order)
      findings.push(diagnostic("error", "second-opinion-differs", "", { order: order.id, decision: definition.id }));
  }
  return findings;
}

async function firstDifference(
  definition: RulesDecision,
  orders: readonly Order[],
  parts: OpinionParts,
): Promise<Order | undefined> {
  const context = parts.contextOf(definition);
  const compiled = compile(definition, context);
  for (const order of orders) {
    const facts = newOrderFacts(order, context, parts.now);
    const ours = compiled.evaluate(facts);
    // What has to be fetched cannot be compared without calling out.
    if (ours.kind !== "value") continue;
    const theirs = await secondOpinion(definition, facts, context);
    if (theirs.kind !== "value" || canonicalJson(theirs.value) !== canonicalJson(ours.value)) return order;
  }
  return undefined;
}
