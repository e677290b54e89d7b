import {
  type Amended,
  type Amendment,
  applyAmendment,
  type Order,
  pairKeysOf,
  parseOrder,
  receiveOrder,
  type ReceivedOrder,
  type Result,
} from "@orderloom/rule-dsl";
import type { OrderDocument } from "./order-document.ts";

export type Change = Amended;

/** From what came and what was amended since to the order as it stands (S1). */
export interface Effective {
  first(input: ReceivedOrder, acceptance: { readonly id: string; readonly receivedAt: number }): Order;
  /** `at`: UTC milliseconds. */
  amended(order: Order, amendment: Amendment, at: number): Result<Change>;
  /** Reads the kept text again; it passed the door once, so only its shape is taken from it. */
  received(document: Pick<OrderDocument, "id" | "channel">, body: string): ReceivedOrder;
  restored(document: OrderDocument, body: string): Order;
  /** What its customer is known again by: one for each two of phone, address and device (S13). */
  marks(order: Pick<Order, "channel" | "customer" | "shipTo">): readonly string[];
}

/** `identitySalt`: the organisation's own, kept beside its settings. */
export function createEffective(identitySalt: string): Effective {
  const first: Effective["first"] = (input, acceptance) => receiveOrder(input, { ...acceptance, identitySalt });
  const amended: Effective["amended"] = (order, amendment, at) => applyAmendment(order, amendment, { at });
  const received: Effective["received"] = ({ id, channel }, body) => {
    const parsed = parseOrder(body, { channels: [channel], schemaProblems: () => [] });
    if (!parsed.ok) throw new Error(`the kept text of order ${id} cannot be read: ${parsed.error[0]?.code ?? ""}`);
    return parsed.value;
  };
  return {
    first,
    amended,
    received,
    marks: (order) => {
      const { phoneAddress, phoneDevice, addressDevice } = pairKeysOf(order, identitySalt);
      return [phoneAddress, phoneDevice, addressDevice].filter((mark) => mark !== undefined);
    },
    restored: (document, body) => {
      const { id, receivedAt, deadline } = document;
      return document.amendments.reduce(
        (order, { amendment, at }) => {
          const result = amended(order, amendment, at);
          if (!result.ok) throw new Error(`the amendments of order ${id} do not apply: ${result.error[0]?.code ?? ""}`);
          return result.value.order;
        },
        { ...first(received(document, body), { id, receivedAt }), ...(deadline !== undefined && { deadline }) },
      );
    },
  };
}
