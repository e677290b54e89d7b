import type { Witness } from "../../../diagnostic.ts";
import type { Facts } from "../../../expression/values.ts";
import { factsOfOrder } from "../../../facts/order-facts.ts";
import { receiveOrder } from "../../../order/effective-order.ts";
import { parseOrder } from "../../../order/receive-order.ts";
import { sampleNow, sampleOrder, sampleReceivedAt } from "../sample-order.ts";

/** What is known once the witness's order came in: as the platform keeps it, and what the witness says beside it. */
export function factsOfWitness({ order = sampleOrder, facts = {} }: Witness): Facts {
  const parsed = parseOrder(order);
  if (!parsed.ok) throw new Error(`no order: ${JSON.stringify(parsed.error)}`);
  const received = receiveOrder(parsed.value, { id: "OL-20261111-000001", receivedAt: sampleReceivedAt });
  const { order: since, ...others } = facts;
  const kept = Object.assign({}, received, since);
  return { vars: {}, metrics: {}, quotas: {}, now: sampleNow, ...others, order: factsOfOrder(kept) };
}
