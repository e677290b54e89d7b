import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore } from "../ports/store.ts";
import type { Delivery } from "./order-document.ts";
import type { Tidier } from "./tidier.ts";
import type { TurnLoop } from "./turn-loop.ts";
import { systemActor } from "./turn-record.ts";

const AGAIN_AFTER_MS = 1000;

export interface DeliveryParts {
  readonly store: AggregateStore;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly tidier: Tidier;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Brings what happened to an order to every instance of it that lives, once it is durable (S27): at least once, in order; the instance sees to
 * it that it counts once. An entry leaves the order's outbox when every one of them has it on disk.
 */
export class Deliveries {
  readonly #parts: DeliveryParts;
  /** One after the other for each order, so that their order holds. */
  readonly #tails = new Map<string, Promise<void>>();

  #stopped = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  deliver(orderId: string, deliveries: readonly Delivery[]): void {
    const before = this.#tails.get(orderId) ?? Promise.resolve();
    const tail = before.then(() => this.#send(orderId, deliveries));
    this.#tails.set(orderId, tail);
    void tail.finally(() => {
      if (this.#tails.get(orderId) === tail) this.#tails.delete(orderId);
    });
  }

  /** What is not delivered yet is found in the outbox at the next start. */
  stop(): void {
    this.#stopped = true;
  }

  get underWay(): number {
    return this.#tails.size;
  }

  async #send(orderId: string, deliveries: readonly Delivery[]): Promise<void> {
    const { store, scope, loop, tidier, clock, logger } = this.#parts;
    try {
      const instances = await store.instancesOf(scope, orderId, "live");
      const told = deliveries.flatMap((delivery) =>
        instances.map((id) => loop.tellInstance(id, { type: "delivery", delivery }, systemActor)),
      );
      await Promise.all(told);
      for (const { seq } of deliveries) tidier.order(orderId, seq);
    } catch (error) {
      if (this.#stopped) return;
      logger.warn("a delivery will be tried again", {
        order: orderId,
        error: error instanceof Error ? error.name : "unknown",
      });
      clock.after(AGAIN_AFTER_MS, () => this.deliver(orderId, deliveries));
    }
  }
}
