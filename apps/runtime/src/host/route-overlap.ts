import {
  compileCondition,
  type CompiledCondition,
  type Definition,
  type Diagnostic,
  diagnostic,
  type Order,
  type WorkflowDefinition,
} from "@orderloom/rule-dsl";
import type { OpinionParts } from "./recent-opinion.ts";
import { newOrderFacts, recentOrders } from "./recent-orders.ts";

interface Taker {
  readonly id: string;
  /** Absent: every order. */
  readonly takes?: CompiledCondition;
}

/**
 * A recent order that a workflow about to go live and another main workflow both want (S2): allowed, for the routing list decides, but worth
 * knowing. One witness a pair. `published` are the main workflows in force.
 */
export async function overlapWitnesses(
  definitions: readonly Definition[],
  published: readonly WorkflowDefinition[],
  parts: OpinionParts,
): Promise<Diagnostic[]> {
  const fresh = definitions.filter((one): one is WorkflowDefinition => one.kind === "workflow" && one.role === "main");
  if (fresh.length === 0) return [];
  const ids = new Set(fresh.map(({ id }) => id));
  const others = published.filter(({ id, role }) => role === "main" && !ids.has(id));
  const orders = await recentOrders(parts);
  const takers = [...fresh, ...others].map((one) => takerOf(one, parts));
  return takers.slice(0, fresh.length).flatMap((taker, index) =>
    takers.slice(index + 1).flatMap((other) => {
      const witness = orders.find((order) => wants(taker, order, parts) && wants(other, order, parts));
      const data = { workflow: taker.id, other: other.id, order: witness?.id };
      return witness === undefined ? [] : [diagnostic("warning", "routes-overlap", "/takes", data)];
    }),
  );
}

function takerOf(definition: WorkflowDefinition, { contextOf }: OpinionParts): Taker {
  const { id, takes, conditions = {} } = definition;
  if (takes === undefined) return { id };
  return { id, takes: compileCondition(takes, { ...contextOf(definition), conditions }) };
}

function wants({ takes }: Taker, order: Order, { now }: OpinionParts): boolean {
  return takes?.evaluate(newOrderFacts(order, {}, now)).held ?? true;
}
