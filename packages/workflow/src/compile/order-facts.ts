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

/** As many as a turn of the host has before it, and some more. */
const MOST_KNOWN = 256;

/**
 * An order is never changed, only followed by its next revision: what was worked out for one stays true (S1). The last few are known; a weak map of
 * all of them costs the collector more than working one out anew.
 */
export function oncePerOrder<T>(work: (order: Order) => T): (order: Order) => T {
  const worked = new Map<Order, T>();
  return (order) => {
    const before = worked.get(order);
    if (before !== undefined) return before;
    if (worked.size >= MOST_KNOWN) worked.clear();
    const now = work(order);
    worked.set(order, now);
    return now;
  };
}
