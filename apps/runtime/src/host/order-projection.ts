import { maskName, type Order } from "@orderloom/rule-dsl";
import type { OrderPart } from "../ports/order-row.ts";
import type { Projection } from "../ports/store.ts";
import { phoneLast4 } from "./phone-last4.ts";
import type { LoadedOrder } from "./order-document.ts";

/** All that follows from an order (S27). */
export function projectOrder(
  { document, order }: Pick<LoadedOrder, "document" | "order">,
  revision: number,
  at: number,
  told: boolean,
): Projection {
  const { channel, channelOrderId } = document;
  return {
    index: {
      orderId: document.id,
      live: true,
      pending: document.outbox.length > 0,
      channelKey: { channel, channelOrderId },
      instanceIds: document.instances.map(({ id }) => id),
    },
    at,
    told,
    part: {
      order: { ...partOf(order), revision, unrouted: document.routed === undefined, ...workflowOf(document.routed) },
    },
  };
}

function workflowOf(routed: LoadedOrder["document"]["routed"]) {
  return routed ? { workflow: routed.workflow, workflowVersion: routed.version } : {};
}

function partOf(order: Order): Omit<OrderPart, "revision" | "unrouted"> {
  const last4 = phoneLast4(order.customer.phone ?? order.shipTo.phone);
  return {
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    receivedAt: order.receivedAt,
    placedAt: order.placedAt,
    customer: maskName(order.customer.name ?? order.shipTo.name),
    ...(last4 !== undefined && { phoneLast4: last4 }),
    totalMinor: order.total.minorUnits,
    currency: order.total.currency,
    lineCount: order.lines.filter(({ state }) => state === "open").length,
    ...(order.fulfilment !== undefined && { fulfilment: order.fulfilment }),
    cancelled: order.cancelled,
    held: order.hold !== undefined,
  };
}
