import { orderExample } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";

let numbers = 0;

/** An order of its own with each call; `change` is laid over its fields. */
export function anOrder(change: Partial<OrderInput> = {}): OrderInput {
  numbers += 1;
  return {
    ...structuredClone<OrderInput>(orderExample as unknown as OrderInput),
    channelOrderId: `DY${String(900_000_000_000 + numbers)}`,
    ...change,
  }; // the example passes OrderInput, by a test of the contract
}

/** One on credit: `b2b-1003` has room for it, `b2b-1004` is over its limit. Written down by `placedBy`. */
export function onCredit(customer: "b2b-1003" | "b2b-1004", placedBy = "chen-yu"): OrderInput {
  return anOrder({
    channel: "b2b",
    customer: { channelCustomerId: customer, name: "深圳禾木商贸有限公司", phone: "13900008123" },
    payment: { method: "credit-term", status: "pending", termDays: 30 },
    placedBy,
  });
}
