import type { Order, OrderLine } from "../schema/order.ts";
import { identityOf } from "./identity.ts";
import type { ReceivedOrder } from "./receive-order.ts";
import { traceIdOf } from "./trace-id.ts";

export interface Acceptance {
  readonly id: string;
  /** UTC milliseconds. */
  readonly receivedAt: number;
  /** The organisation's salt of customer fingerprints. */
  readonly identitySalt?: string;
}

/** The first revision of an order (S1). */
export function receiveOrder(input: ReceivedOrder, acceptance: Acceptance): Order {
  const { id, receivedAt, identitySalt } = acceptance;
  return {
    ...input,
    id,
    traceId: traceIdOf(id, input.channel, receivedAt),
    revision: 1,
    receivedAt,
    lines: input.lines.map((line): OrderLine => ({ ...line, state: "open", gift: line.boundTo !== undefined })),
    identity: identityOf(input, identitySalt),
    cancelled: false,
  };
}
