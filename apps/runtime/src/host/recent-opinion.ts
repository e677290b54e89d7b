import {
  canonicalJson,
  compile,
  type CompileContext,
  type Definition,
  type Diagnostic,
  diagnostic,
  type Facts,
  type Order,
  type RulesDecision,
} from "@orderloom/rule-dsl";
import { secondOpinion } from "@orderloom/rule-dsl/second-opinion";
import { type CaseRun, namedOf } from "./case-gate.ts";
import { newOrderFacts, type RecentParts, recentOrders } from "./recent-orders.ts";

export interface OpinionParts extends RecentParts {
  readonly contextOf: (definition: Definition) => CompileContext;
  readonly now: number;
}

export interface Opinions {
  readonly findings: readonly Diagnostic[];
  /** How many cases and recent orders both were asked about. */
  readonly compared: number;
}

/** json-rules-engine and the compiled form must come to the same on stored cases and recent orders, or nothing is published (S16). */
export async function secondOpinions(
  definitions: readonly Definition[],
  cases: readonly CaseRun[],
  parts: OpinionParts,
): Promise<Opinions> {
  const rules = definitions.filter((one): one is RulesDecision => one.kind === "decision" && one.type === "rules");
  if (rules.length === 0) return { findings: [], compared: 0 };
  const orders = await recentOrders(parts);
  const findings: Diagnostic[] = [];
  let compared = 0;
  for (const definition of rules) {
    const decision = definition.id;
    const context = parts.contextOf(definition);
    const agree = asker(definition, context);
    const own = cases.flatMap((run) => (run.kind === "decision" && run.id === decision && run.facts ? run : []));
    for (const run of own) {
      compared += 1;
      if (await agree(run.facts ?? {})) continue;
      const data = { case: namedOf(run.name, run.case), decision };
      findings.push(
        diagnostic("error", "second-opinion-differs-on-case", `/decision/${decision}/cases/${run.case}`, data),
      );
    }
    const seen = await firstDifference(orders, (order) => agree(newOrderFacts(order, context, parts.now)));
    compared += seen.compared;
    if (seen.order)
      findings.push(diagnostic("error", "second-opinion-differs", "", { order: seen.order.id, decision }));
  }
  return { findings, compared };
}

/** One order shows it well enough. */
async function firstDifference(
  orders: readonly Order[],
  agree: (order: Order) => Promise<boolean>,
): Promise<{ readonly compared: number; readonly order?: Order }> {
  for (const [index, order] of orders.entries()) if (!(await agree(order))) return { compared: index + 1, order };
  return { compared: orders.length };
}

function asker(definition: RulesDecision, context: CompileContext): (facts: Facts) => Promise<boolean> {
  const compiled = compile(definition, context);
  return async (facts) => {
    const ours = compiled.evaluate(facts);
    // What has to be fetched cannot be compared without calling out.
    if (ours.kind !== "value") return true;
    const theirs = await secondOpinion(definition, facts, context);
    return theirs.kind === "value" && canonicalJson(theirs.value) === canonicalJson(ours.value);
  };
}
