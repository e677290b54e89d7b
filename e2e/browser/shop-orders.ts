import type { OrderInput } from "@orderloom/rule-dsl";

let count = 0;

/** An order of Tmall that earns the cleanser's gift in the demo's campaign, which is around today. */
export function tmallOrder(sku: "CL-100" | "CL-100-REFILL" = "CL-100"): OrderInput {
  count += 1;
  const cny = (minorUnits: number) => ({ minorUnits, currency: "CNY" });
  return {
    channel: "tmall",
    channelOrderId: `TM-JOURNEY-${String(Date.now())}-${String(count).padStart(6, "0")}`,
    placedAt: new Date().toISOString(),
    // Each is somebody else, so that each has a gift to come.
    customer: {
      channelCustomerId: `journey-${String(count)}`,
      name: "李晓婷",
      phone: "13800006021",
      level: "member",
      deviceId: `journey-${String(Date.now())}-${String(count)}`,
    },
    lines: [
      { id: "1", sku, family: "CL-100", name: "氨基酸洁面乳 100 ml", quantity: 1, unitPrice: cny(12_900) },
      { id: "2", sku: "MK-5", name: "玻尿酸面膜 5 片", quantity: 1, unitPrice: cny(8900) },
    ],
    payment: { method: "alipay", status: "captured" },
    shipTo: {
      country: "CN",
      province: "浙江省",
      city: "杭州市",
      district: "余杭区",
      street: "文一西路 969 号",
      name: "李晓婷",
      phone: "13800006021",
    },
  };
}
