import { randomUUID } from "node:crypto";
import type { Actor, JsonObject } from "@orderloom/rule-dsl";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { ParkedEvent, ParkingStore } from "../ports/parking-store.ts";
import type { Scope } from "../ports/scope.ts";
import type { AggregateStore, ChannelKey } from "../ports/store.ts";
import type { Committed } from "./draft.ts";
import { faultOf } from "./fault.ts";
import type { OrderMail } from "./order-document.ts";
import type { TurnLoop } from "./turn-loop.ts";

/** How long an event waits for its order (S5). */
const KEPT_MS = 7 * 86_400_000;
const AGAIN_AFTER_MS = 1000;

type EventMail = Extract<OrderMail, { type: "order.event" }>;
interface Message {
  readonly mail: EventMail;
  readonly actor: Actor;
}

export interface ParkingParts {
  readonly store: ParkingStore & Pick<AggregateStore, "findOrder">;
  readonly scope: Scope;
  readonly loop: TurnLoop;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Events that came before their order: kept on disk, told to the order in source-time order once it is there, and only then let go. Told twice
 * after a death they count once, for an order remembers what it has heard (H3). Which orders are waited for is known in memory, so that an order
 * for which nothing is parked costs one look into a set.
 */
export class Parking {
  readonly #parts: ParkingParts;
  readonly #keys = new Set<string>();
  /** One after the other for each order. */
  readonly #tails = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(parts: ParkingParts) {
    this.#parts = parts;
  }

  /** What the last process had parked; orders that came just before it ended are told now. */
  async load(): Promise<void> {
    const { store, scope } = this.#parts;
    for (const key of await store.parkedKeys(scope)) {
      this.#keys.add(nameOf(key));
      const orderId = await store.findOrder(scope, key);
      if (orderId !== undefined) await this.#tell(orderId, key);
    }
  }

  async park(
    key: ChannelKey,
    mail: EventMail,
    actor: Actor,
  ): Promise<{ readonly kind: "parked" | "parked-already"; readonly until: number }> {
    const { store, scope, clock } = this.#parts;
    // Before anything is written: an order that comes meanwhile looks here.
    this.#keys.add(nameOf(key));
    const now = clock.now();
    const until = now + KEPT_MS;
    const sourceId = mail.sourceId ?? `parked-${randomUUID()}`;
    const message: Message = { mail: { ...mail, sourceId, parked: true }, actor };
    const event: ParkedEvent = { ...key, sourceId, until, message: message as unknown as JsonObject }; // mail is JSON
    const isNew = await store.park(scope, event, now);
    const orderId = await store.findOrder(scope, key);
    if (orderId !== undefined) this.#apply(orderId, key);
    return { kind: isNew ? "parked" : "parked-already", until };
  }

  /** Orders that have become durable. */
  note(turns: readonly Committed[]): void {
    if (this.#keys.size === 0) return;
    for (const { place, turn, projection } of turns) {
      const { channelKey } = projection.index;
      if (turn.steps[0]?.input.type !== "order.received" || !channelKey) continue;
      if (this.#keys.has(nameOf(channelKey))) this.#apply(place.id, channelKey);
    }
  }

  get underWay(): number {
    return this.#tails.size;
  }

  stop(): void {
    this.#stopped = true;
  }

  #apply(orderId: string, key: ChannelKey): void {
    const name = nameOf(key);
    const tail = (this.#tails.get(name) ?? Promise.resolve()).then(() => this.#tellOrAgain(orderId, key));
    this.#tails.set(name, tail);
    void tail.finally(() => {
      if (this.#tails.get(name) === tail) this.#tails.delete(name);
    });
  }

  async #tellOrAgain(orderId: string, key: ChannelKey): Promise<void> {
    const { logger, clock } = this.#parts;
    try {
      await this.#tell(orderId, key);
    } catch (error) {
      if (this.#stopped) return;
      logger.warn("parked events will be told again", { order: orderId, error: faultOf(error) });
      clock.after(AGAIN_AFTER_MS, () => this.#apply(orderId, key));
    }
  }

  async #tell(orderId: string, key: ChannelKey): Promise<void> {
    const { store, scope, loop, clock } = this.#parts;
    const parked = (await store.parkedOf(scope, key)).map((event) => {
      const { mail, actor } = event.message as unknown as Message; // written above
      return { event, mail, actor };
    });
    for (const { event, mail, actor } of parked.sort((one, other) => one.mail.at - other.mail.at)) {
      if (event.until > clock.now()) await loop.tellOrder(orderId, mail, actor);
      await store.unpark(scope, event);
    }
    this.#keys.delete(nameOf(key));
  }
}

function nameOf({ channel, channelOrderId }: ChannelKey): string {
  return `${channel}:${channelOrderId}`;
}
