import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { type Figure, figureOf } from "../figure.ts";
import { chunked, ordersOf } from "../load/orders.ts";
import { launchProduct, publishAll } from "../load/program.ts";
import { drive } from "../load/sender.ts";
import { sixNodes, sixNodesDefinitions } from "../shop/six-nodes.ts";
import { asLines, NDJSON, ORDERS_PATH, type Setting } from "./setting.ts";

const SEED = 2000;
const MEASURED = 6000;
const READINGS = 40;

/** The intake of a store that holds very many finished orders beside that of an empty one, and how long its pages take. */
export async function measureFullStore({ product: empty, folder, isFull }: Setting): Promise<readonly Figure[]> {
  const data = join(folder, "full");
  const first = await launchProduct(data);
  await publishAll(first.url, sixNodesDefinitions, sixNodes.id);
  await drive(first.url + ORDERS_PATH, chunked(ordersOf("seed", SEED), NDJSON.orders, asLines), NDJSON);
  await first.stop();
  multiply(join(data, "orderloom.db"), (isFull ? 1_000_000 : 50_000) / SEED);
  const full = await launchProduct(data);
  await drive(full.url + ORDERS_PATH, ordersOf("again", SEED), { senders: 64 });
  const beside = await drive(empty.url + ORDERS_PATH, ordersOf("beside", MEASURED), { senders: 64 });
  const among = await drive(full.url + ORDERS_PATH, ordersOf("among", MEASURED), { senders: 64 });
  const { items } = (await (await fetch(`${full.url}/v1/orders?limit=1`)).json()) as { items: { id: string }[] };
  const page = `/v1/orders/${items[0]?.id ?? ""}`;
  const list = "/v1/orders?channel=tmall&status=done&limit=50";
  const figures = [
    figureOf("full-store-ratio", among.perSecond / beside.perSecond, "ratio", ["empty store", 1]),
    figureOf("order-page", await slowest(full.url + page), "ms", ["allowed", 50]),
    figureOf("order-list", await slowest(full.url + list), "ms", ["allowed", 100]),
  ];
  await full.stop();
  return figures;
}

/** The 95th of a hundred. */
async function slowest(url: string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < READINGS; index += 1) {
    const begin = performance.now();
    await (await fetch(url)).text();
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[Math.floor(READINGS * 0.95)] ?? 0;
}

/** Copies the finished orders of a file in SQL, each copy under another date: a million take minutes, not hours. */
function multiply(file: string, times: number): void {
  const database = new DatabaseSync(file);
  const { day } = database.prepare("SELECT substr(min(id), 4, 8) AS day FROM orders").get() as { day: string };
  const { mark } = database.prepare("SELECT max(cursor) AS mark FROM history").get() as { mark: number };
  const named = (column: string) => `replace(${column}, 'OL-${day}', 'OL-' || :copy)`;
  const columns: Readonly<Record<string, readonly string[]>> = {
    orders: ["id", "instance_ids", "document", "turn"],
    instances: ["id", "order_id", "document", "turn"],
    history: ["id", "order_id", "turn"],
    order_rows: ["id", "parts"],
  };
  const copies = Object.entries(columns).map(([table, renamed]) => {
    const all = database
      .prepare(`SELECT name FROM pragma_table_info('${table}') WHERE name <> 'cursor'`)
      .all()
      .map(({ name }) => String(name));
    const values = all.map((name) => {
      if (name === "channel_order_id") return "channel_order_id || '-' || :copy";
      if (name === "received_at") return "received_at - 1000 * (20990000 - :copy)";
      return renamed.includes(name) ? named(name) : name;
    });
    const from = table === "history" ? `cursor <= ${String(mark)} AND kind <> 'definition'` : `id LIKE 'OL-${day}%'`;
    return database.prepare(
      `INSERT INTO ${table} (${all.join(", ")}) SELECT ${values.join(", ")} FROM ${table} WHERE ${from}`,
    );
  });
  for (let copy = 1; copy < times; copy += 1) {
    database.exec("BEGIN");
    for (const insert of copies) insert.run({ copy: String(20_980_000 + copy) });
    database.exec("COMMIT");
  }
  // What was copied is not to be counted as traffic when the product starts.
  database.exec("UPDATE traffic_marks SET cursor = (SELECT max(cursor) FROM history)");
  database.close();
}
