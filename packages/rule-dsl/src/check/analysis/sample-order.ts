/** An order that has nothing special about it, to put into what a finding is about. */
import type { JsonObject } from "../../schema/common.ts";

export const sampleOrder: JsonObject = {
  channel: "tmall",
  channelOrderId: "SAMPLE-1",
  placedAt: "2026-11-11T10:00:00+08:00",
  customer: { channelCustomerId: "sample", name: "样例", phone: "13800000000", level: "member" },
  lines: [
    {
      id: "1",
      sku: "SAMPLE",
      family: "SAMPLE",
      name: "样例商品",
      quantity: 1,
      unitPrice: { minorUnits: 10_000, currency: "CNY" },
    },
  ],
  total: { minorUnits: 10_000, currency: "CNY" },
  payment: { method: "alipay", status: "captured", paidAt: "2026-11-11T10:00:05+08:00" },
  shipTo: {
    country: "CN",
    province: "浙江省",
    city: "杭州市",
    district: "余杭区",
    street: "样例路 1 号",
    name: "样例",
    phone: "13800000000",
  },
  service: { coldChain: false },
  attributes: {},
};

export const sampleReceivedAt = Date.parse("2026-11-11T10:00:10+08:00");
export const sampleNow = "2026-11-11T02:00:10.000Z";
