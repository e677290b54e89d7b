import { setTimeout as delay } from "node:timers/promises";
import type { SentOrder } from "./channel.ts";
import type { PersistentApi } from "./persistent-api.ts";

const AT_ONCE = 24;
const LATEST_MS = 2500;

/**
 * The carriers: of each order's parcel they say that it left and that it was signed for, each under an id of its own, again when they
 * were not answered. Some say so before the order waits for it (S5).
 */
export class Parcels {
  readonly #api: PersistentApi;
  readonly #random: () => number;
  readonly #under = new Set<Promise<void>>();
  #told = 0;
  #fault: unknown;

  constructor(api: PersistentApi, random: () => number) {
    this.#api = api;
    this.#random = random;
  }

  /** Parcels that were signed for. */
  get told(): number {
    return this.#told;
  }

  async follow(orders: readonly SentOrder[]): Promise<void> {
    for (const order of orders) {
      if (this.#under.size >= AT_ONCE) await Promise.race(this.#under);
      const way = this.#wayOf(order).catch((thrown: unknown) => {
        this.#fault = thrown;
      });
      this.#under.add(way);
      void way.then(() => this.#under.delete(way));
    }
  }

  async allArrived(): Promise<void> {
    await Promise.all(this.#under);
    if (this.#fault !== undefined) throw this.#fault as Error; // what a promise was rejected with
  }

  async #wayOf({ orderId }: SentOrder): Promise<void> {
    // One in twelve dawdles, so that most lanes stay free.
    if (this.#random() < 1 / 12) await delay(this.#random() * LATEST_MS);
    await this.#say(orderId, "shipment.dispatched", { trackingNumber: `SF${orderId.slice(-6)}` });
    await this.#say(orderId, "shipment.signed", {});
    this.#told += 1;
  }

  async #say(orderId: string, type: string, data: Readonly<Record<string, string>>): Promise<void> {
    const { status, body } = await this.#api.event(orderId, { id: `${orderId}-${type}`, type, data });
    if (status !== 202 && status !== 200)
      throw new Error(`${type} of ${orderId}: ${String(status)} ${JSON.stringify(body)}`);
  }
}
