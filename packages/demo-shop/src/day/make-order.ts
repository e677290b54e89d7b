import type { Money, OrderInput, OrderLineInput, Payment } from "@orderloom/rule-dsl";
import type { Random } from "../random.ts";
import type { ShopChannel } from "../shop/channels.ts";
import { basket } from "./basket.ts";
import { type Buyer, buyerOn, type Town } from "./customer.ts";
import { businessDate, shanghaiInstant } from "./shanghai.ts";

export interface OrderWish {
  readonly channel: ShopChannel;
  /** UTC milliseconds. */
  readonly placedAt: number;
  /** Makes the channel's order number unique. */
  readonly serial: string;
  readonly town: Town;
}

const onAirProducts = ["CL-100", "SR-20", "MK-5"];
const blessings = ["生日快乐", "祝早日康复", "谢谢你一直在", "新婚快乐"];

/** One order as its channel would send it. Everything but channel, instant and serial is the random source's choice. */
export function makeOrder(random: Random, { channel, placedAt, serial, town }: OrderWish): OrderInput {
  const buyer = buyerOn(channel, random, town);
  const isLive = channel.id === "douyin" && isOnAir(placedAt);
  const { lines, bundles, coldChain } = basket(random, {
    channel,
    abroad: buyer.abroad,
    onAir: isLive ? random.pick(onAirProducts) : undefined,
  });
  const promotions = channel.promotions.filter(() => random.chance(0.5));
  const attributes = {
    ...(isLive ? { anchorId: `zb-${random.digits(4)}` } : {}),
    ...(bundles.length > 0 ? { bundles: [...bundles] } : {}),
    ...(random.chance(0.03) ? { blessing: random.pick(blessings) } : {}),
  };
  return {
    channel: channel.id,
    channelOrderId: `${channel.prefix}${businessDate(placedAt).replaceAll("-", "")}${serial}`,
    placedAt: shanghaiInstant(placedAt),
    ...(buyer.placedBy === undefined ? {} : { placedBy: buyer.placedBy }),
    customer: buyer.customer,
    lines: [...lines],
    total: totalOf(lines),
    payment: paymentOf(random, channel, placedAt),
    shipTo: buyer.shipTo,
    ...(coldChain ? { service: { coldChain } } : {}),
    ...(promotions.length > 0 ? { promotions } : {}),
    ...tagsOf(buyer, isLive),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
}

/** The live stream runs from eight to ten in the evening. */
function isOnAir(placedAt: number): boolean {
  const hour = Number(shanghaiInstant(placedAt).slice(11, 13));
  return hour === 20 || hour === 21;
}

function tagsOf(buyer: Buyer, isLive: boolean): { tags?: string[] } {
  const tags = [...(isLive ? ["live-stream"] : []), ...(buyer.abroad === undefined ? [] : ["cross-border"])];
  return tags.length > 0 ? { tags } : {};
}

function totalOf(lines: readonly OrderLineInput[]): Money {
  const minorUnits = lines.reduce(
    (sum, line) => sum + (line.total?.minorUnits ?? line.unitPrice.minorUnits * line.quantity),
    0,
  );
  return { minorUnits, currency: lines[0]?.unitPrice.currency ?? "CNY" };
}

function paymentOf(random: Random, channel: ShopChannel, placedAt: number): Payment {
  const method = random.weighted(channel.payments);
  if (method === "credit-term") return { method, status: "pending", termDays: random.pick([30, 60]) };
  if (method === "bank-transfer") return { method, status: "pending" };
  if (random.chance(0.02)) return { method, status: "pending" };
  return { method, status: "captured", paidAt: shanghaiInstant(placedAt + random.int(1, 90) * 1000) };
}
