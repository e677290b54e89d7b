import { type Figure, figureOf } from "../figure.ts";
import { ordersOf } from "../load/orders.ts";
import { driveOpen } from "../load/sender.ts";
import { BARE, ORDERS_PATH, type Setting } from "./setting.ts";

/** 230,000 a minute. */
const OFFERED = 3833;

/** How long an order waits for its answer when so many come whatever becomes of those before. */
export async function measureOpenLoop({ bare, product, isFull }: Setting): Promise<readonly Figure[]> {
  const orders = ordersOf("open", OFFERED * (isFull ? 60 : 10));
  const theirs = await driveOpen(bare.url + ORDERS_PATH, orders, OFFERED);
  const ours = await driveOpen(product.url + ORDERS_PATH, orders, OFFERED);
  return [
    figureOf("single-3833-p50", ours.p50, "ms", [BARE, theirs.p50]),
    figureOf("single-3833-p99", ours.p99, "ms", [BARE, theirs.p99]),
    figureOf("single-3833-p999", ours.p999, "ms", [BARE, theirs.p999]),
    figureOf("single-3833-turned-away", ours.failed, "orders", ["offered", orders.length]),
  ];
}
