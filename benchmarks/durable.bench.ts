import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureAdvance } from "./advance/measure-advance.ts";
import { measureActed } from "./durable/acted.ts";
import { measureFullStore } from "./durable/full-store.ts";
import { measureIntake } from "./durable/intake.ts";
import { measureOpenLoop } from "./durable/open-loop.ts";
import { ORDERS_PATH, type Setting } from "./durable/setting.ts";
import { measureSoak } from "./durable/soak.ts";
import { measureVisible } from "./durable/visible.ts";
import { type Figure, printJson } from "./figure.ts";
import { ordersOf } from "./load/orders.ts";
import { launchBare, launchProduct, publishAll, stopPrograms } from "./load/program.ts";
import { drive } from "./load/sender.ts";
import { sixNodes, sixNodesDefinitions } from "./shop/six-nodes.ts";

/*
 * Durable orders over HTTP (on disk, synchronous=FULL, before the answer) beside the bare pipeline in the same run. The ratio is the figure; the
 * absolute is for orientation. `--full` takes as long and as many as the claims say; `--only=intake,visible` runs some parts.
 */

const parts: Readonly<Record<string, (setting: Setting) => Promise<readonly Figure[]>>> = {
  intake: measureIntake,
  open: measureOpenLoop,
  acted: measureActed,
  visible: measureVisible,
  full: measureFullStore,
  soak: measureSoak,
  advance: () => Promise.resolve([measureAdvance()]),
};

const WARM_UP = 4000;
const only = process.argv
  .find((one) => one.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const folder = mkdtempSync(join(tmpdir(), "orderloom-bench-"));

try {
  const bare = await launchBare(join(folder, "bare.db"));
  const product = await launchProduct(join(folder, "data"));
  await publishAll(product.url, sixNodesDefinitions, sixNodes.id);
  for (const { url } of [bare, product]) await drive(url + ORDERS_PATH, ordersOf("warm", WARM_UP), { senders: 64 });
  const setting: Setting = { bare, product, folder, isFull: process.argv.includes("--full") };
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (only && !only.includes(name)) continue;
    const measured = await measure(setting);
    for (const figure of measured) print(figure);
    figures.push(...measured);
  }
  if (process.argv.includes("--json")) printJson("durable", figures);
} finally {
  stopPrograms();
  rmSync(folder, { recursive: true, force: true });
}

function print({ id, value, unit, baselines }: Figure): void {
  const beside = baselines.map((base) => `${base.name} ${String(base.value)}   ratio ${String(base.ratio)}`);
  process.stdout.write(`${id.padEnd(24)} ${String(value).padStart(9)} ${unit.padEnd(9)} ${beside.join("   ")}\n`);
}
