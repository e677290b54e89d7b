/** Requests that work as they stand; the API description shows them. `{order}`-like places are filled with what the store has. */
export const orderExample = {
  channel: "douyin",
  channelOrderId: "DY2026111120087731",
  placedAt: "2026-11-11T20:14:31+08:00",
  customer: {
    channelCustomerId: "dy-77120931",
    name: "李晓婷",
    phone: "13800006021",
    level: "member",
    deviceId: "9f1c2e7a",
    buyerToken: "dyb_5f2c81",
  },
  lines: [
    {
      id: "1",
      sku: "CL-100",
      family: "CL-100",
      name: "洁面乳 100 ml",
      quantity: 3,
      unitPrice: { minorUnits: 26000, currency: "CNY" },
    },
    {
      id: "2",
      sku: "SR-20",
      family: "SR-20",
      name: "精华 20 ml",
      quantity: 2,
      unitPrice: { minorUnits: 25000, currency: "CNY" },
    },
  ],
  total: { minorUnits: 128000, currency: "CNY" },
  payment: { method: "wechat-pay", status: "captured", paidAt: "2026-11-11T20:14:32+08:00" },
  shipTo: {
    country: "CN",
    province: "浙江省",
    city: "杭州市",
    district: "余杭区",
    street: "文一西路 969 号 3 幢 1201",
    name: "李晓婷",
    phone: "13800006021",
  },
  service: { coldChain: false },
  promotions: ["double-eleven"],
  tags: ["live-stream"],
  attributes: { anchorId: "zb-0192", blessing: "生日快乐" },
} as const;

export const decisionExample = {
  kind: "decision",
  schemaVersion: 1,
  id: "large-order",
  name: { "zh-CN": "大额订单", en: "Large order" },
  type: "rules",
  policy: "first",
  rules: [
    {
      id: "over-500",
      name: { "zh-CN": "满 500 元", en: "500 or more" },
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 }] },
      event: { type: "review" },
    },
  ],
} as const;
