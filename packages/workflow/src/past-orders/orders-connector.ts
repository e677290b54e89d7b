import type { ActionManifest, ConnectorDefinition } from "@orderloom/rule-dsl";

/** The connector by which rules ask for orders that came before. */
export const ORDERS_CONNECTOR = "orders";

const sameCustomer: ActionManifest = {
  name: { "zh-CN": "同一客户的订单", en: "Orders of the same customer" },
  description: {
    "zh-CN": "一段时间内同一客户的其他订单，最新在前。电话、地址、设备三样都对上是同一个人，对上两样只是像。",
    en: "Other orders of the same customer within a while, newest first. Phone, address and device all alike are the same person; two of them are a likeness only.",
  },
  idempotency: "idempotent",
  effect: "read",
  input: {
    type: "object",
    required: ["within"],
    properties: {
      within: { type: "string", format: "duration", title: "多久以内 / Within", examples: ["PT30M"] },
    },
    additionalProperties: false,
  },
  output: {
    type: "array",
    items: {
      type: "object",
      required: ["id", "match", "identity", "channel", "channelOrderId", "receivedAt", "status", "total"],
      properties: {
        id: { type: "string", examples: ["OL-20261111-000931"] },
        match: { type: "string", enum: ["same", "like"] },
        identity: { type: "string", title: "客户指纹 / Customer fingerprint" },
        channel: { type: "string" },
        channelOrderId: { type: "string" },
        receivedAt: { type: "string", format: "date-time" },
        status: { type: "string" },
        stage: { type: "string" },
        total: { type: "number" },
      },
    },
  },
};

/** Orders that came before, as a connector like any other: the host answers it itself, by the customer's marks (S13). */
export const ordersConnector: ConnectorDefinition = {
  kind: "connector",
  schemaVersion: 1,
  id: ORDERS_CONNECTOR,
  version: "1.0.0",
  name: { "zh-CN": "以往订单", en: "Past orders" },
  actions: { "same-customer": sameCustomer },
};
