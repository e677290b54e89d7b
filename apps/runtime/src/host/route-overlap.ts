import {
  commonOrder,
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
  readonly definition: WorkflowDefinition;
  /** Absent: every order. */
  readonly takes?: CompiledCondition;
}

/**
 * An order that a workflow about to go live and another main workflow both want (S2): allowed, for the routing list
 * decides, but worth knowing. One witness a pair: a recent order where there is one, else one that could come. `published` are the main workflows in force.
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
      const recent = orders.find((order) => wants(taker, order, parts) && wants(other, order, parts));
      return overlap(taker, other, recent);
    }),
  );
}

/** Two that take every order overlap by themselves: only a real order is worth naming then. */
function overlap(taker: Taker, other: Taker, recent: Order | undefined): Diagnostic[] {
  const data = { workflow: taker.id, other: other.id };
  if (recent !== undefined) return [diagnostic("warning", "routes-overlap", "/takes", { ...data, order: recent.id })];
  if (taker.takes === undefined || other.takes === undefined) return [];
  const witness = commonOrder(taker.definition, other.definition);
  if (witness === undefined) return [];
  const order = { "zh-CN": "（样例）", en: "the sample" };
  return [{ ...diagnostic("warning", "routes-overlap", "/takes", { ...data, order }), witness }];
}

function takerOf(definition: WorkflowDefinition, { contextOf }: OpinionParts): Taker {
  const { id, takes, conditions = {} } = definition;
  if (takes === undefined) return { id, definition };
  return { id, definition, takes: compileCondition(takes, { ...contextOf(definition), conditions }) };
}

function wants({ takes }: Taker, order: Order, { now }: OpinionParts): boolean {
  return takes?.evaluate(newOrderFacts(order, {}, now)).held ?? true;
}
