import { type Figure, figureOf } from "../figure.ts";
import { ordersOf } from "../load/orders.ts";
import { driveOpen } from "../load/sender.ts";
import { ORDERS_PATH, type Setting } from "./setting.ts";

/** 127,000 a minute. */
const OFFERED = 2117;

/** From the time at which an order was to be sent to the moment a listener of the event stream reads that it was received. */
export async function measureVisible({ product, isFull }: Setting): Promise<readonly Figure[]> {
  const orders = ordersOf("visible", OFFERED * (isFull ? 60 : 5));
  const seen = new Map<number, number>();
  const closing = new AbortController();
  const stream = await fetch(`${product.url}/v1/events`, { signal: closing.signal });
  const reading = readStream(stream, seen).catch(() => undefined);
  const begin = performance.now();
  const answered = await driveOpen(product.url + ORDERS_PATH, orders, OFFERED);
  while (seen.size < orders.length - answered.failed) await new Promise((resolve) => setTimeout(resolve, 5));
  closing.abort();
  await reading;
  const times = [...seen].map(([index, at]) => at - begin - (index * 1000) / OFFERED).sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  return [figureOf("visible-p99", p99, "ms", ["answered p99", answered.p99])];
}

async function readStream(stream: Response, seen: Map<number, number>): Promise<void> {
  let rest = "";
  for await (const chunk of (stream.body ?? []) as AsyncIterable<Uint8Array>) {
    rest += Buffer.from(chunk).toString("utf8");
    const frames = rest.split("\n\n");
    rest = frames.pop() ?? "";
    const now = performance.now();
    for (const frame of frames) {
      const index = frame.includes("event: order.received") ? /"visible-(\d+)"/.exec(frame)?.[1] : undefined;
      if (index !== undefined) seen.set(Number(index), now);
    }
  }
}
