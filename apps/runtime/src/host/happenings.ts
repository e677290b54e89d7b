import type { Happening } from "./metric-turn.ts";
import type { TurnStep } from "./turn-record.ts";

/** What a step of an order tells its instances, as metrics count it; nothing for a step that was refused or only tidied. */
export function happeningsOf({ at, input, events }: TurnStep): readonly Happening[] {
  if (events.length === 0) return [];
  switch (input.type) {
    case "order.received":
      return [{ type: "order.received", at, data: {} }];
    case "order.event":
      return [{ type: input.event, at: input.at, data: input.data }];
    case "order.amend":
      // An amendment's data is the plain JSON it was read from.
      return input.amendments.map(({ type, data }) => ({ type, at, data }));
    case "event.publish":
      return [{ type: input.event, at, data: input.data }];
    default:
      return [];
  }
}
