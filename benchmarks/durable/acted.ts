import { join } from "node:path";
import { type Figure, figureOf } from "../figure.ts";
import { ordersOf } from "../load/orders.ts";
import { launchProduct, launchProgram, publishAll, send } from "../load/program.ts";
import { drive, driveOpen } from "../load/sender.ts";
import { actedTwice } from "../shop/acted-twice.ts";
import { BARE, ORDERS_PATH, type Setting } from "./setting.ts";

const OFFERED = 3833;

/** Orders that call the warehouse twice, until the last of them has ended; and how many still run when the last of so many was accepted. */
export async function measureActed({ bare, folder, isFull }: Setting): Promise<readonly Figure[]> {
  const wms = await launchProgram("./shop/wms.ts");
  const product = await launchProduct(join(folder, "acted"));
  await send("PUT", `${product.url}/v1/connectors/wms/config`, {
    config: { baseUrl: wms.url },
    limits: { perSecond: 20_000, concurrent: 256 },
  });
  await publishAll(product.url, [actedTwice], actedTwice.id);
  const orders = ordersOf("acted", isFull ? 12_000 : 2000);
  const theirs = await drive(bare.url + ORDERS_PATH, orders, { senders: 64 });
  const begin = performance.now();
  await drive(product.url + ORDERS_PATH, orders, { senders: 64 });
  await ended(product.url, orders.length);
  const perSecond = (orders.length * 1000) / (performance.now() - begin);
  const offered = ordersOf("offered", OFFERED * (isFull ? 10 : 2));
  const accepted = await driveOpen(product.url + ORDERS_PATH, offered, OFFERED);
  const backlog = orders.length + offered.length - accepted.failed - (await doneOf(product.url));
  await product.stop();
  await wms.stop();
  return [
    figureOf("acted-2", perSecond, "orders/s", [BARE, theirs.perSecond]),
    figureOf("acted-2-backlog", backlog, "orders", ["accepted", offered.length - accepted.failed]),
  ];
}

async function doneOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/v1/orders/counts`);
  const { byStatus } = (await answer.json()) as { byStatus: Readonly<Record<string, number>> }; // the contract's shape
  return byStatus["done"] ?? 0;
}

async function ended(url: string, amount: number): Promise<void> {
  while ((await doneOf(url)) < amount) await new Promise((resolve) => setTimeout(resolve, 50));
}
