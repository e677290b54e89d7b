import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Figure, figureOf } from "../figure.ts";
import { ordersOf } from "../load/orders.ts";
import { launchProduct, publishAll } from "../load/program.ts";
import { driveOpen } from "../load/sender.ts";
import { sixNodes, sixNodesDefinitions } from "../shop/six-nodes.ts";
import { ORDERS_PATH, type Setting } from "./setting.ts";

const OFFERED = 1000;
/** Orders kept in memory, and what the engine takes before it collects, are full by then. */
const WARM_UP = 25_000;

/** How much more memory the product holds at the end of a long day than when it was warm. */
export async function measureSoak({ folder, isFull }: Setting): Promise<readonly Figure[]> {
  const product = await launchProduct(join(folder, "soak"));
  await publishAll(product.url, sixNodesDefinitions, sixNodes.id);
  await driveOpen(product.url + ORDERS_PATH, ordersOf("warm-up", WARM_UP), OFFERED * 2);
  const before = residentBytes(product.pid);
  for (let minute = 0; minute < (isFull ? 10 : 0.5); minute += 0.5)
    await driveOpen(product.url + ORDERS_PATH, ordersOf(`soak-${String(minute)}`, OFFERED * 30), OFFERED);
  const after = residentBytes(product.pid);
  await product.stop();
  return [figureOf("soak-growth", after / before, "times", ["when warm", 1])];
}

function residentBytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"));
  return Number(line?.[1] ?? 0) * 1024;
}
