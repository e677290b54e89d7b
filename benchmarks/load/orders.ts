import { generateDay } from "@orderloom/demo-shop";

/** So many orders of a generated day as JSON, each with a number of its own. */
export function ordersOf(seed: string, orders: number): string[] {
  const items = [...generateDay({ seed, orders, date: "2026-11-11" })];
  return items.map(({ order }, index) => JSON.stringify({ ...order, channelOrderId: `${seed}-${String(index)}` }));
}

/** The orders in bodies of `size` each, as `joined` writes them. */
export function chunked(
  orders: readonly string[],
  size: number,
  joined: (orders: readonly string[]) => string,
): string[] {
  const bodies: string[] = [];
  for (let index = 0; index < orders.length; index += size) bodies.push(joined(orders.slice(index, index + size)));
  return bodies;
}
