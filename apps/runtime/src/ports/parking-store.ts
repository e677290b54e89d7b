import type { JsonObject } from "@orderloom/rule-dsl";
import type { Scope } from "./scope.ts";
import type { ChannelKey } from "./store.ts";

/** An event of an order that its channel has not sent yet (S5). */
export interface ParkedEvent extends ChannelKey {
  /** The source's own id of the event, or one that the host made: the same again is parked once. */
  readonly sourceId: string;
  /** UTC milliseconds: until when it is kept. */
  readonly until: number;
  /** The host's own text of what is to be told. */
  readonly message: JsonObject;
}

export interface ParkingStore {
  /** False when an event of that source id is parked already. Forgets those whose time is over at `now`. */
  park(scope: Scope, event: ParkedEvent, now: number): Promise<boolean>;
  /** Those of an order, in the order they came. */
  parkedOf(scope: Scope, key: ChannelKey): Promise<readonly ParkedEvent[]>;
  unpark(scope: Scope, event: Pick<ParkedEvent, "channel" | "channelOrderId" | "sourceId">): Promise<void>;
  /** Orders for which events are parked. */
  parkedKeys(scope: Scope): Promise<readonly ChannelKey[]>;
}
