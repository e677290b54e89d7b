import type { OrderInput } from "@orderloom/rule-dsl";
import type { Line } from "./shop.ts";

let numbers = 0;
const cny = (minorUnits: number): { readonly minorUnits: number; readonly currency: string } => ({
  minorUnits,
  currency: "CNY",
});

export const line = (id: string, sku: string, quantity = 1, family = sku): Line => ({
  id,
  sku,
  family,
  quantity,
  unitPrice: cny(9900),
});

/** A paid order of the campaign's day, each of somebody else who lives somewhere else. */
export function order(channel: string, lines: readonly Line[], change: Partial<OrderInput> = {}): OrderInput {
  numbers += 1;
  return {
    channel,
    channelOrderId: `${channel}-${String(Date.now())}-${String(numbers)}`,
    placedAt: "2026-11-11T10:00:00+08:00",
    customer: { channelCustomerId: `c-${String(numbers)}`, name: "李晓婷", phone: "13800006021" },
    lines: [...lines],
    payment: { method: "alipay", status: "captured", paidAt: "2026-11-11T10:00:05+08:00" },
    shipTo: {
      country: "CN",
      province: "浙江省",
      city: "杭州市",
      street: `文一西路 ${String(numbers)} 号`,
      name: "李晓婷",
      phone: "13800006021",
    },
    ...change,
  };
}

/** By a company that may owe 200,000 and owes 95,000: ten pieces of 99 are within it, 2,000 are over it. */
export const onCredit = (pieces: number, placedBy = "chen-yu"): OrderInput =>
  order("b2b", [line("1", "CL-100", pieces)], {
    customer: { channelCustomerId: "b2b-1003", name: "深圳禾木商贸有限公司" },
    payment: { method: "credit-term", status: "pending", termDays: 30 },
    placedBy,
  });
