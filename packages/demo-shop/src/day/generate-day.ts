import type { OrderEventInput, OrderInput } from "@orderloom/rule-dsl";
import { type Random, randomFrom } from "../random.ts";
import { type ShopChannel, shopChannels } from "../shop/channels.ts";
import { townOf } from "./customer.ts";
import { laterEvents } from "./later-events.ts";
import { makeOrder } from "./make-order.ts";
import { startOfDay } from "./shanghai.ts";

export interface DayOptions {
  /** The same seed and the same options give the same day, byte for byte. */
  readonly seed: string;
  readonly orders: number;
  /** Such as 2026-11-11, in Shanghai. */
  readonly date: string;
  /** UTC milliseconds. What would come after it came a day sooner, so that nothing lies in the future: the last 24 hours. */
  readonly until?: number;
}

export interface DayItem {
  /** Milliseconds after that day's midnight in Shanghai; negative the day before. */
  readonly at: number;
  readonly order: OrderInput;
  /** What the channel says about it later. */
  readonly events?: readonly OrderEventInput[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const byShare = shopChannels.map((channel): readonly [ShopChannel, number] => [channel, channel.share]);

/** A day of the demo shop in the order in which it happens. Each order has a random source of its own, from seed and number. */
export function* generateDay({ seed, orders, date, until = Infinity }: DayOptions): Generator<DayItem> {
  const midnight = startOfDay(date);
  // Three orders in ten are by somebody who orders more than once.
  const town = townOf(seed, Math.ceil(orders * 0.7));
  for (const [index, { at, channel }] of arrivals(randomFrom(`${seed}/arrivals`), orders, until - midnight).entries()) {
    const random = randomFrom(`${seed}/${date}/${index}`);
    const placedAt = midnight + at;
    const serial = String(index + 1).padStart(6, "0") + random.digits(4);
    const order = makeOrder(random, { channel, placedAt, serial, town });
    const events = laterEvents(random, order, placedAt).filter(({ at: when = "" }) => !(Date.parse(when) > until));
    yield { at, order, ...(events.length > 0 ? { events } : {}) };
  }
}

interface Arrival {
  readonly at: number;
  readonly channel: ShopChannel;
}

function arrivals(random: Random, count: number, latest: number): readonly Arrival[] {
  const drawn = Array.from({ length: count }, (): Arrival => {
    const channel = random.weighted(byShare);
    const hour = random.weighted(channel.hours.map((share, index): readonly [number, number] => [index, share]));
    const at = hour * HOUR_MS + random.int(0, HOUR_MS / 1000 - 1) * 1000;
    return { at: at > latest ? at - DAY_MS : at, channel };
  });
  return drawn.sort((a, b) => a.at - b.at);
}

/** The channel an order comes through at that hour. */
export function channelAt(random: Random, hour: number): ShopChannel {
  return random.weighted(
    shopChannels.map((channel): readonly [ShopChannel, number] => [
      channel,
      channel.share * (channel.hours[hour] ?? 0),
    ]),
  );
}
