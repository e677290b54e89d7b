import { createWms } from "@orderloom/connectors-builtin";
import { generateDay } from "@orderloom/demo-shop";

/*
 * A warehouse that has plenty of everything, as a program of its own.
 */

const skus = [...generateDay({ seed: "skus", orders: 2000, date: "2026-11-11" })].flatMap(({ order }) =>
  order.lines.map(({ sku }) => sku),
);
const { url } = await createWms({ stock: Object.fromEntries(skus.map((sku) => [sku, 1e9])) });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once("SIGTERM", () => process.exit(0));
