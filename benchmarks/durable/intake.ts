import { type Figure, figureOf } from "../figure.ts";
import { chunked, ordersOf } from "../load/orders.ts";
import { drive, type LoadResult } from "../load/sender.ts";
import { asLines, BARE, NDJSON, ORDERS_PATH, type Setting } from "./setting.ts";

const ORDERS = 12_000;
const SENDERS = 64;

/** As many as can be taken: one order a request, and as NDJSON. */
export async function measureIntake({ bare, product }: Setting): Promise<readonly Figure[]> {
  const single = ordersOf("single", ORDERS);
  const [bareSingle, ourSingle] = await both([bare.url, product.url], single, { senders: SENDERS });
  const lines = chunked(ordersOf("lines", ORDERS), NDJSON.orders, asLines);
  const [bareLines, ourLines] = await both([bare.url, product.url], lines, NDJSON);
  const batch = figureOf("batch-max", ourLines.perSecond, "orders/s", [BARE, bareLines.perSecond]);
  const ratio = Number((ourLines.perSecond / ourSingle.perSecond).toPrecision(4));
  return [
    figureOf("single-max", ourSingle.perSecond, "orders/s", [BARE, bareSingle.perSecond]),
    {
      ...batch,
      baselines: [...batch.baselines, { name: "single-max", value: Math.round(ourSingle.perSecond), ratio }],
    },
  ];
}

async function both(
  [bare, product]: readonly [string, string],
  bodies: readonly string[],
  how: Parameters<typeof drive>[2],
): Promise<readonly [LoadResult, LoadResult]> {
  const theirs = await drive(bare + ORDERS_PATH, bodies, how);
  const ours = await drive(product + ORDERS_PATH, bodies, how);
  if (ours.failed > 0) throw new Error(`${String(ours.failed)} requests failed`);
  return [theirs, ours];
}
