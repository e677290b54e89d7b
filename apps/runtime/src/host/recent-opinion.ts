import {
  canonicalJson,
  compile,
  type CompileContext,
  type Definition,
  type Diagnostic,
  diagnostic,
  type Facts,
  factsOfOrder,
  type Order,
  type RulesDecision,
} from "@orderloom/rule-dsl";
import { secondOpinion } from "@orderloom/rule-dsl/second-opinion";
import type { Scope } from "../ports/scope.ts";
import type { OrderListStore } from "../ports/store.ts";
import type { AggregateCache } from "./aggregate-cache.ts";

/** How many recent orders a decision is tried on before it goes live. */
const RECENT = 200;

export interface OpinionParts {
  readonly store: OrderListStore;
  readonly scope: Scope;
  readonly cache: AggregateCache;
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

async function recentOrders({ store, scope, cache }: OpinionParts): Promise<Order[]> {
  const ids = (await store.orderRows(scope, { limit: RECENT })).map(({ id }) => id);
  await cache.bringOrders(ids);
  return ids.flatMap((id) => cache.order(id)?.order ?? []);
}

async function firstDifference(
  definition: RulesDecision,
  orders: readonly Order[],
  parts: OpinionParts,
): Promise<Order | undefined> {
  const context = parts.contextOf(definition);
  const compiled = compile(definition, context);
  for (const order of orders) {
    const facts = factsOf(order, context, parts.now);
    const ours = compiled.evaluate(facts);
    // What has to be fetched cannot be compared without calling out.
    if (ours.kind !== "value") continue;
    const theirs = await secondOpinion(definition, facts, context);
    if (theirs.kind !== "value" || canonicalJson(theirs.value) !== canonicalJson(ours.value)) return order;
  }
  return undefined;
}

function factsOf(order: Order, { baseCurrency }: CompileContext, now: number): Facts {
  const shown = factsOfOrder(order, baseCurrency === undefined ? {} : { baseCurrency });
  return { order: shown, vars: {}, metrics: {}, quotas: {}, now };
}
