import type { IntakeResult } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";
import type { PersistentApi } from "./persistent-api.ts";

const CHUNK = 200;

/** An order that was answered 2xx, under the id it was given. */
export interface SentOrder {
  readonly channelOrderId: string;
  readonly orderId: string;
}

/**
 * The channels: send their orders as NDJSON, and again what broke off. Gives each order when it is first answered for, so that what comes
 * later can follow while others are still being sent.
 */
export async function* sendOrders(
  api: PersistentApi,
  orders: readonly OrderInput[],
): AsyncGenerator<readonly SentOrder[]> {
  for (let start = 0; start < orders.length; start += CHUNK) {
    const chunk = orders.slice(start, start + CHUNK);
    const lines = await api.ndjson(chunk.map((order) => JSON.stringify(order)));
    yield chunk.map((order, index) => sent(lines[index] ?? "{}", order));
  }
}

function sent(line: string, { channelOrderId }: OrderInput): SentOrder {
  const { orderId } = JSON.parse(line) as IntakeResult; // the contract's shape; what counts of it is checked next
  if (orderId === undefined) throw new Error(`a good order was refused: ${line}`);
  return { channelOrderId, orderId };
}
