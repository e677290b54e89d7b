import type { Order } from "@orderloom/rule-dsl";

/** An order as the tests start from: 500.00 CNY from an own app, written down by Wang. */
export function sampleOrder(change: Partial<Order> = {}): Order {
  return {
    id: "OL-20261111-000001",
    traceId: "OL-20261111-000001-app-1",
    revision: 1,
    receivedAt: Date.parse("2026-11-11T12:00:00Z"),
    channel: "own-app",
    channelOrderId: "APP-1",
    placedAt: "2026-11-11T20:00:00+08:00",
    placedBy: "wang",
    customer: {
      channelCustomerId: "c-1",
      name: "李晓婷",
      phone: "13800006021",
      email: "li@example.com",
      deviceId: "9f1c2e7a",
      level: "member",
    },
    lines: [
      {
        id: "1",
        sku: "CL-100",
        family: "CL-100",
        quantity: 2,
        unitPrice: { minorUnits: 25_000, currency: "CNY" },
        state: "open",
        gift: false,
      },
    ],
    total: { minorUnits: 50_000, currency: "CNY" },
    payment: { method: "wechat-pay", status: "captured" },
    shipTo: {
      country: "CN",
      province: "浙江省",
      city: "杭州市",
      street: "文一西路 969 号",
      name: "李晓婷",
      phone: "13800006021",
    },
    identity: "id-1",
    cancelled: false,
    ...change,
  };
}
