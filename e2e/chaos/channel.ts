import { setTimeout as delay } from "node:timers/promises";
import type { IntakeResult } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";

const CHUNK = 200;
const PAUSE_MS = 40;
const PATIENCE_MS = 60_000;

/** An order that was answered 2xx, under the id it was given. */
export interface SentOrder {
  readonly channelOrderId: string;
  readonly orderId: string;
}

/**
 * The channels: send their orders as NDJSON, and a request whose answer broke off again (S31). Gives each order when it is first answered
 * for, so that what comes later can follow while others are still being sent.
 */
export async function* sendOrders(url: string, orders: readonly OrderInput[]): AsyncGenerator<readonly SentOrder[]> {
  for (let start = 0; start < orders.length; start += CHUNK) {
    const chunk = orders.slice(start, start + CHUNK);
    const results = await sendUntilAnswered(url, chunk);
    yield results.map((result, index) => sent(result, chunk[index]));
  }
}

function sent(result: IntakeResult, order: OrderInput | undefined): SentOrder {
  if (result.orderId === undefined || order === undefined)
    throw new Error(`a good order was refused: ${JSON.stringify(result)}`);
  return { channelOrderId: order.channelOrderId, orderId: result.orderId };
}

async function sendUntilAnswered(url: string, orders: readonly OrderInput[]): Promise<readonly IntakeResult[]> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const results = await send(url, orders);
    if (results !== undefined) return results;
    if (Date.now() > end) throw new Error("nobody answered for the orders in a minute");
    await delay(PAUSE_MS);
  }
}

/** The lines of a whole answer; undefined when it broke off, which means: send it again. */
async function send(url: string, orders: readonly OrderInput[]): Promise<readonly IntakeResult[] | undefined> {
  try {
    const response = await fetch(`${url}/v1/orders`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: orders.map((order) => `${JSON.stringify(order)}\n`).join(""),
    });
    const lines = (await response.text()).split("\n").filter((line) => line !== "");
    const last = lines.pop();
    if (response.status !== 200 || last?.startsWith('{"complete":true') !== true) return undefined;
    return lines.map((line) => JSON.parse(line) as IntakeResult); // the contract's shape; what counts of it is checked
  } catch {
    return undefined;
  }
}
