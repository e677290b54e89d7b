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
      order: {
        ...partOf(order),
        revision,
        ...(document.marks && { marks: document.marks }),
        unrouted: document.routed === undefined,
        ...(document.waits && { waitsFor: document.waits }),
        ...workflowOf(document.routed),
      },
    },
  };
}

function workflowOf(routed: LoadedOrder["document"]["routed"]) {
  return routed ? { workflow: routed.workflow, workflowVersion: routed.version } : {};
}

/** As far as it says nothing about who lives there (H10). */
function regionOf({ shipTo: { province, city } }: Order): NonNullable<OrderPart["region"]> {
  return { ...(province !== undefined && { province }), ...(city !== undefined && { city }) };
}

function partOf(order: Order): Omit<OrderPart, "revision" | "unrouted"> {
  const last4 = phoneLast4(order.customer.phone ?? order.shipTo.phone);
  const open = order.lines.filter(({ state }) => state === "open");
  return {
    channel: order.channel,
    channelOrderId: order.channelOrderId,
    receivedAt: order.receivedAt,
    placedAt: order.placedAt,
    customer: maskName(order.customer.name ?? order.shipTo.name),
    ...(last4 !== undefined && { phoneLast4: last4 }),
    totalMinor: order.total.minorUnits,
    currency: order.total.currency,
    lineCount: open.length,
    pieces: open.reduce((sum, { quantity }) => sum + quantity, 0),
    region: regionOf(order),
    skus: [...new Set(open.map(({ sku }) => sku))],
    ...(order.fulfilment !== undefined && { fulfilment: order.fulfilment }),
    ...(order.deadline !== undefined && { deadline: order.deadline }),
    cancelled: order.cancelled,
    held: order.hold !== undefined,
  };
}
