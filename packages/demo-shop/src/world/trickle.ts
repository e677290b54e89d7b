import type { OrderEventInput } from "@orderloom/rule-dsl";
import { channelAt } from "../day/generate-day.ts";
import { townOf } from "../day/customer.ts";
import { laterEvents } from "../day/later-events.ts";
import { makeOrder } from "../day/make-order.ts";
import { shanghaiInstant } from "../day/shanghai.ts";
import { type Random, randomFrom } from "../random.ts";
import { carrier } from "./carrier.ts";
import { type Post, textField } from "./post.ts";

export interface TrickleOptions {
  readonly seed: string;
  /** Orders; parcels move on at twice that pace, so that a backlog of them gets smaller. */
  readonly perMinute: number;
  readonly post: Post;
  /** Base URL of the WMS, whose pick tasks become parcels; none move when absent. */
  readonly wms?: string;
  /** Later events come this much sooner than in life, so that one sees them; 60 when absent: a minute for an hour. */
  readonly hurry?: number;
  /** UTC milliseconds. */
  readonly now?: () => number;
}

export interface Trickle {
  /** Ends it; what is under way comes to its end first. */
  stop(): Promise<void>;
}

const TOWN = 5000;
const MINUTE_MS = 60_000;

/** Orders as they come in on a quiet day, and what becomes of them, until it is stopped. The runtime may be away meanwhile. */
export function trickle(options: TrickleOptions): Trickle {
  const { seed, perMinute, post, wms, now = Date.now } = options;
  const random = randomFrom(`${seed}/trickle/${now()}`);
  const tasks = new Set<Promise<unknown>>();
  const timers = new Set<NodeJS.Timeout>();

  const run = (task: () => Promise<unknown>) => {
    // A runtime that is away is tried again with the next order; the trickle itself never fails.
    const running: Promise<unknown> = task().catch(() => undefined);
    tasks.add(running);
    void running.finally(() => tasks.delete(running));
  };
  const later = (delayMs: number, task: () => Promise<unknown>) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run(task);
    }, delayMs);
    timers.add(timer);
  };
  const every = MINUTE_MS / perMinute;
  const order = orderSender({ ...options, random, now, later });
  const move = wms === undefined ? undefined : carrier({ wms, post, random, now });
  const tick = () => {
    later(every * (0.5 + random.next()), () => {
      tick();
      return order();
    });
  };
  const round = () => {
    later(Math.max(every, 1000), () => {
      round();
      return move?.(Math.ceil(Math.max(2, perMinute / 30))) ?? Promise.resolve();
    });
  };
  tick();
  if (move !== undefined) round();

  return {
    stop: async () => {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(tasks);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

interface Sender extends TrickleOptions {
  readonly random: Random;
  readonly now: () => number;
  readonly later: (delayMs: number, task: () => Promise<unknown>) => void;
}

function orderSender({ seed, post, hurry = 60, random, now, later }: Sender): () => Promise<void> {
  const town = townOf(seed, TOWN);
  return async () => {
    const placedAt = now();
    const hour = Number(shanghaiInstant(placedAt).slice(11, 13));
    const channel = channelAt(random, hour);
    const order = makeOrder(random, { channel, placedAt, serial: `T${random.digits(9)}`, town });
    const { body } = await post("/v1/orders", order);
    const orderId = textField(body, "orderId");
    if (orderId === undefined) return;
    for (const event of laterEvents(random, order, placedAt)) {
      const delayMs = Math.max(0, Date.parse(event.at ?? "") - placedAt) / hurry;
      later(delayMs, () => post(`/v1/orders/${encodeURIComponent(orderId)}/events`, atOnce(event, now)));
    }
  };
}

/** The event as of the moment it is sent: it comes sooner than it was planned. */
function atOnce(event: OrderEventInput, now: () => number): OrderEventInput {
  return { ...event, at: shanghaiInstant(now()) };
}
