import type { Facts, JsonObject, Order } from "@orderloom/rule-dsl";
import { type Inside, itemScope, withScope } from "./item-facts.ts";
import type { Reads } from "./message.ts";
import type { InstanceState, JoinedOrder } from "./state.ts";

/** What expressions see, built once for a turn and again only when the variables change (S18). */
export interface FactSource {
  current(): Facts;
  /** With roots beside the standard ones: an event, fetched facts, variables of another moment. */
  with(extra: Facts): Facts;
}

export function factSource(
  state: Pick<InstanceState, "vars" | "now" | "regions" | "activations" | "joined">,
  { reads, factsOf, inside }: FactRoots,
): FactSource {
  let order: Facts | undefined;
  let known: Facts | undefined;
  let knownVars: JsonObject | undefined;
  let now: string | undefined;
  let knownJoined: InstanceState["joined"];
  const current = (): Facts => {
    if (inside.item) return withScope(outside(), itemScope(state, inside.item));
    return outside();
  };
  const outside = (): Facts => {
    if (known && knownVars === state.vars && knownJoined === state.joined) return known;
    order ??= reads.order && factsOf(reads.order);
    knownVars = state.vars;
    knownJoined = state.joined;
    known = {
      order,
      vars: state.vars,
      metrics: reads.metrics ?? nothing,
      quotas: reads.quotas ?? nothing,
      // Read by few, and dear to write out.
      get now() {
        return (now ??= new Date(state.now).toISOString());
      },
    };
    if (state.joined) known = { ...known, orders: state.joined.map(shared) };
    return known;
  };
  return { current, with: (extra) => (isEmpty(extra) ? current() : { ...current(), ...extra }) };
}

interface FactRoots {
  readonly reads: Reads;
  readonly factsOf: (order: Order) => Facts;
  readonly inside: Inside;
}

/** An order that shares the instance, as rules see it. */
function shared({ orderId, at, input }: JoinedOrder): Facts {
  return { ...input, id: orderId, joinedAt: new Date(at).toISOString() };
}

const nothing: JsonObject = {};

function isEmpty(facts: Facts): boolean {
  for (const _name in facts) return false;
  return true;
}
