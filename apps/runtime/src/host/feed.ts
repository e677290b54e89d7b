import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import type { Committed } from "./draft.ts";
import type { StreamedEvent } from "./queries.ts";
import { eventsOf } from "./turn-record.ts";

type EventListener = (events: readonly StreamedEvent[]) => void;
type RowListener = (orderIds: readonly string[]) => void;

type Told = Pick<Committed, "place" | "turn" | "cursor">;

/** Tells this process what became durable, in commit order (S30). Listeners that throw are their own affair. */
export class Feed {
  readonly #events = new Set<EventListener>();
  readonly #rows = new Set<RowListener>();

  subscribe(listener: EventListener): () => void {
    this.#events.add(listener);
    return () => void this.#events.delete(listener);
  }
  subscribeRows(listener: RowListener): () => void {
    this.#rows.add(listener);
    return () => void this.#rows.delete(listener);
  }

  publish(turns: readonly Told[]): void {
    if (this.#rows.size > 0) {
      const orderIds = new Set(turns.flatMap(({ place }) => place.orderId ?? []));
      for (const listener of this.#rows) listener([...orderIds]);
    }
    if (this.#events.size === 0) return;
    const events = turns.flatMap((turn) => streamed(turn));
    if (events.length > 0) for (const listener of this.#events) listener(events);
  }
}

function streamed({ place, turn, cursor }: Told): StreamedEvent[] {
  return cursor === undefined ? [] : eventsOf(place, turn).map((event, index) => streamedEvent(cursor, index, event));
}

/** A place in the stream: the turn's row and the event's place in it (S30). */
export function streamedEvent(row: number, index: number, event: OrderLoomEvent): StreamedEvent {
  return { cursor: `${row.toString(36)}.${index.toString(36)}`, event };
}

/** The row and the place in it; undefined for what is no cursor of ours. */
export function readCursor(cursor: string): { readonly row: number; readonly index: number } | undefined {
  const parts = /^([0-9a-z]{1,11})\.([0-9a-z]{1,6})$/.exec(cursor);
  if (!parts) return undefined;
  return { row: Number.parseInt(parts[1] ?? "", 36), index: Number.parseInt(parts[2] ?? "", 36) };
}
