import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, printJson } from "./figure.ts";
import { chunked, ordersOf } from "./load/orders.ts";
import { publishAll, startProduct, startProgram, stopPrograms } from "./load/program.ts";
import { drive, type LoadResult } from "./load/sender.ts";
import { sixNodes, sixNodesDefinitions } from "./shop/six-nodes.ts";

/*
 * Durable orders per second over HTTP (on disk, synchronous=FULL, before the answer), one by one, as NDJSON and in batches,
 * beside the bare pipeline in the same run. The ratio is the figure; the absolute is for orientation.
 */

const WARM_UP = 2000;
const ORDERS = 12_000;
const SENDERS = 64;
const PER_BATCH = 500;
const asJson = process.argv.includes("--json");
const folder = mkdtempSync(join(tmpdir(), "orderloom-bench-"));

try {
  const bare = await startProgram("./bare/bare-pipeline.ts", [join(folder, "bare.db")]);
  const product = await startProduct(join(folder, "data"));
  await publishAll(product, sixNodesDefinitions, sixNodes.id);
  const days = ["warm", "single", "ndjson", "batch"].map((seed) => ordersOf(seed, seed === "warm" ? WARM_UP : ORDERS));
  const [warm = [], single = [], ndjson = [], batch = []] = days;
  for (const url of [bare, product]) await drive(`${url}/v1/orders`, warm, { senders: SENDERS });
  const rows = [
    await compared("single-max", single, { senders: SENDERS }, { bare, product }),
    await compared(
      "ndjson-max",
      chunked(ndjson, PER_BATCH, (orders) => `${orders.join("\n")}\n`),
      { senders: 4, orders: PER_BATCH, contentType: "application/x-ndjson" },
      { bare, product },
    ),
    await compared(
      "batch-max",
      chunked(batch, PER_BATCH, (orders) => `{"orders":[${orders.join(",")}]}`),
      { senders: 4, orders: PER_BATCH },
      { bare, product, bareBodies: chunked(batch, PER_BATCH, (orders) => orders.join("\n")) },
    ),
  ];
  report(rows);
} finally {
  stopPrograms();
  rmSync(folder, { recursive: true, force: true });
}

interface Contenders {
  readonly bare: string;
  readonly product: string;
  /** Where the bare pipeline takes another form of the same orders. */
  readonly bareBodies?: readonly string[];
}

async function compared(
  id: string,
  bodies: readonly string[],
  options: Parameters<typeof drive>[2],
  contenders: Contenders,
): Promise<Figure & { readonly result: LoadResult }> {
  const bare = await drive(`${contenders.bare}/v1/orders`, contenders.bareBodies ?? bodies, options);
  const path = id === "batch-max" ? "/v1/orders/batch" : "/v1/orders";
  const result = await drive(contenders.product + path, bodies, options);
  if (result.failed > 0) throw new Error(`${id}: ${String(result.failed)} requests failed`);
  const ratio = result.perSecond / bare.perSecond;
  return {
    id,
    value: Math.round(result.perSecond),
    unit: "orders/s",
    baselines: [{ name: "bare pipeline", value: Math.round(bare.perSecond), ratio: Number(ratio.toFixed(3)) }],
    result,
  };
}

function report(rows: readonly (Figure & { readonly result: LoadResult })[]): void {
  for (const { id, value, baselines, result } of rows) {
    const [bare] = baselines;
    process.stdout.write(
      `${id.padEnd(12)} ${String(value).padStart(7)} orders/s  p50 ${result.p50.toFixed(1)} ms  p99 ${result.p99.toFixed(1)} ms   bare ${String(bare?.value).padStart(7)}   ratio ${String(bare?.ratio)}\n`,
    );
  }
  if (!asJson) return;
  const figures = rows.map(({ id, value, unit, baselines }) => ({ id, value, unit, baselines }));
  printJson("durable", figures);
}
