import { generateDay } from "@orderloom/demo-shop";
import { type Facts, factsOfOrder, parseOrder, receiveOrder } from "@orderloom/rule-dsl";

/** Facts of a demo day's orders, built as the runtime builds them for a decision node. */
export function orderFacts(count: number): readonly Facts[] {
  const received = Date.parse("2026-11-11T00:00:00+08:00");
  return [...generateDay({ seed: "rules", orders: count, date: "2026-11-11" })]
    .slice(0, count)
    .map(({ order }, place) => {
      const parsed = parseOrder(order);
      if (!parsed.ok) throw new Error(`order ${String(place)} is not an order`);
      const id = `OL-20261111-${String(place)}`;
      const whole = receiveOrder(parsed.value, { id, receivedAt: received + place, identitySalt: "bench" });
      return {
        order: factsOfOrder(whole),
        vars: {},
        metrics: {},
        quotas: {},
        get now() {
          return new Date(received + place).toISOString();
        },
      };
    });
}

/** What the rules read, with null where the order says nothing: some engines fail on a field that is not there. */
export function plainOrder(facts: Facts): { readonly order: Readonly<Record<string, unknown>> } {
  const order = facts["order"] as {
    readonly channel: string;
    readonly total: unknown;
    readonly shipTo: { readonly city?: string };
    readonly customer: { readonly level?: string };
    readonly payment: { readonly method: string };
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  }; // an order's facts, as factsOfOrder makes them
  return {
    order: {
      channel: order.channel,
      // An amount in another currency is below no number (S20), and each rule has an upper bound.
      total: typeof order.total === "number" ? order.total : Number.MAX_SAFE_INTEGER,
      shipTo: { city: order.shipTo.city ?? null },
      customer: { level: order.customer.level ?? null },
      payment: { method: order.payment.method },
      lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    },
  };
}

/** The facts as they are, but for amounts in another currency, which json-logic-engine would throw at. */
export function comparableTotals(facts: readonly Facts[]): readonly Facts[] {
  return facts.map((given) => {
    const order = given["order"] as { readonly total: unknown }; // an order's facts, as factsOfOrder makes them
    return typeof order.total === "number" ? given : { ...given, order: { ...order, total: Number.MAX_SAFE_INTEGER } };
  });
}
