import { type Facts, factsOfOrder, type Order } from "@orderloom/rule-dsl";

const known = new Map<string | undefined, (order: Order) => Facts>();

/** An order as expressions see it, worked out once for an order whoever asks. `baseCurrency`: ISO 4217 (S20). */
export function orderFactsIn(baseCurrency: string | undefined): (order: Order) => Facts {
  const before = known.get(baseCurrency);
  if (before) return before;
  const currency = baseCurrency === undefined ? {} : { baseCurrency };
  const factsOf = oncePerOrder((order) => factsOfOrder(order, currency));
  known.set(baseCurrency, factsOf);
  return factsOf;
}

/** An order is never changed, only followed by its next revision: what was worked out for one stays true (S1). */
export function oncePerOrder<T>(work: (order: Order) => T): (order: Order) => T {
  const worked = new WeakMap<Order, T>();
  return (order) => {
    const before = worked.get(order);
    if (before !== undefined) return before;
    const now = work(order);
    worked.set(order, now);
    return now;
  };
}
