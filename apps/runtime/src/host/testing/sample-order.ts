import { type JsonObject, parseOrder, type ReceivedOrder } from "@orderloom/rule-dsl";

/** An order of two lines as a channel would send it. */
export function sampleOrder(
  number: string | number,
  change: JsonObject = {},
): { readonly input: ReceivedOrder; readonly text: string } {
  const text = JSON.stringify({
    channel: "tmall",
    channelOrderId: `TM-${number}`,
    placedAt: "2026-11-11T20:14:31+08:00",
    customer: { name: "李晓婷", phone: "13800006021" },
    lines: [
      { id: "1", sku: "CL-100", family: "CL-100", quantity: 3, unitPrice: { minorUnits: 26000, currency: "CNY" } },
      { id: "2", sku: "SR-20", family: "SR-20", quantity: 2, unitPrice: { minorUnits: 25000, currency: "CNY" } },
    ],
    payment: { method: "alipay", status: "captured" },
    shipTo: {
      country: "CN",
      province: "浙江省",
      city: "杭州市",
      street: "文一西路 969 号",
      name: "李晓婷",
      phone: "13800006021",
    },
    ...change,
  });
  const parsed = parseOrder(text);
  if (!parsed.ok) throw new Error(`the sample is wrong: ${JSON.stringify(parsed.error)}`);
  return { input: parsed.value, text };
}
