import type { Address, OrderEventInput, OrderInput } from "@orderloom/rule-dsl";
import type { Random } from "../random.ts";
import { chinesePlace } from "../shop/places.ts";
import { shanghaiInstant } from "./shanghai.ts";

const MINUTE = 60_000;

/** What becomes of an order later in its day: most often nothing. Their ids are the channel's, so that a repeat changes nothing. */
export function laterEvents(random: Random, order: OrderInput, placedAt: number): readonly OrderEventInput[] {
  const kind = random.weighted(kinds);
  const at = placedAt + random.int(3, 180) * MINUTE;
  const event = (type: string, data: OrderEventInput["data"], after = 0): OrderEventInput => ({
    id: `${order.channelOrderId}-${type.slice(type.indexOf(".") + 1)}`,
    type,
    at: shanghaiInstant(at + after),
    ...(data === undefined ? {} : { data }),
  });
  switch (kind) {
    case "nothing":
      return order.payment.status === "pending" && order.payment.method !== "credit-term" ? [paid()] : [];
    case "line-cancelled":
      if (order.lines.length < 2) return [];
      return [event("order.line-cancelled", { lineId: random.pick(order.lines).id, reason: "customer-changed-mind" })];
    case "cancelled":
      return [
        event("order.cancelled", { reason: "customer-changed-mind" }),
        ...(order.payment.status === "captured" ? [refunded()] : []),
      ];
    case "address-changed":
      return order.shipTo.country === "CN" ? [event("order.address-changed", { shipTo: moved() })] : [];
  }

  function paid(): OrderEventInput {
    const paidAt = shanghaiInstant(at);
    return event("order.payment-changed", { payment: { ...order.payment, status: "captured", paidAt } });
  }
  function refunded(): OrderEventInput {
    return event("order.payment-changed", { payment: { ...order.payment, status: "refunded" } }, 5 * MINUTE);
  }
  function moved(): Address {
    const { street, ...place } = chinesePlace(random);
    return { ...order.shipTo, ...place, street };
  }
}

const kinds = [
  ["nothing", 940],
  ["line-cancelled", 25],
  ["cancelled", 20],
  ["address-changed", 15],
] as const;
