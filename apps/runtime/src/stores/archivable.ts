import { type OrderParts, standingOf } from "../ports/order-row.ts";

/** Whether an order came to its end before an instant, UTC milliseconds; one that nobody could route has not. */
export function endedBefore(parts: OrderParts, instant: number): boolean {
  const { live, status, since } = standingOf(parts);
  return !live && (status === "done" || status === "cancelled") && since < instant;
}
