import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { generateDay } from "@orderloom/demo-shop";
import type { Definition } from "@orderloom/rule-dsl";
import { drive, type LoadResult } from "./load/sender.ts";
import { laneTable, sixNodes, sizeRules } from "./shop/six-nodes.ts";

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
const children: ChildProcess[] = [];

interface Figure {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly baselines: readonly { readonly name: string; readonly value: number; readonly ratio: number }[];
}

try {
  const bare = await start([source("./bare/bare-pipeline.ts"), join(folder, "bare.db")], {});
  const product = await start([source("../apps/runtime/dist/main.js")], {
    ORDERLOOM_DATA: join(folder, "data"),
    ORDERLOOM_PORT: "0",
    ORDERLOOM_DEMO: "off",
    ORDERLOOM_LANG: "en",
  });
  await publish(product);
  const days = ["warm", "single", "ndjson", "batch"].map((seed) => ordersOf(seed, seed === "warm" ? WARM_UP : ORDERS));
  const [warm = [], single = [], ndjson = [], batch = []] = days;
  for (const url of [bare, product]) await drive(`${url}/v1/orders`, warm, { senders: SENDERS });
  const rows = [
    await compared("single-max", single, { senders: SENDERS }, { bare, product }),
    await compared(
      "ndjson-max",
      chunked(ndjson, (orders) => `${orders.join("\n")}\n`),
      { senders: 4, orders: PER_BATCH, contentType: "application/x-ndjson" },
      { bare, product },
    ),
    await compared(
      "batch-max",
      chunked(batch, (orders) => `{"orders":[${orders.join(",")}]}`),
      { senders: 4, orders: PER_BATCH },
      { bare, product, bareBodies: chunked(batch, (orders) => orders.join("\n")) },
    ),
  ];
  report(rows);
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}

function source(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Starts a program and waits for the address it prints. */
async function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, ["--conditions=@orderloom/source", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /Ready|"url"/.test(line) ? /http:\/\/[\d.]+:\d+/.exec(line)?.[0] : undefined;
    if (url !== undefined) return url;
  }
  throw new Error("it ended before it listened");
}

async function publish(url: string): Promise<void> {
  const definitions: readonly Definition[] = [sizeRules, laneTable, sixNodes];
  for (const definition of definitions)
    await call("PUT", `${url}/v1/definitions/${definition.kind}/${definition.id}/draft`, definition);
  await call("POST", `${url}/v1/publish`, { drafts: definitions.map(({ kind, id }) => ({ kind, id })), note: "bench" });
  const routing = await fetch(`${url}/v1/routing`);
  const etag = routing.headers.get("etag") ?? "";
  await call("PUT", `${url}/v1/routing`, { routes: [{ id: "all", workflow: sixNodes.id }] }, { "if-match": etag });
}

async function call(
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${String(answer.status)} ${await answer.text()}`);
}

function ordersOf(seed: string, orders: number): string[] {
  const items = [...generateDay({ seed, orders, date: "2026-11-11" })];
  return items.map(({ order }, index) => JSON.stringify({ ...order, channelOrderId: `${seed}-${String(index)}` }));
}

function chunked(orders: readonly string[], join_: (orders: readonly string[]) => string): string[] {
  const bodies: string[] = [];
  for (let index = 0; index < orders.length; index += PER_BATCH)
    bodies.push(join_(orders.slice(index, index + PER_BATCH)));
  return bodies;
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
  process.stdout.write(
    `${JSON.stringify({ suite: "durable", machine: { cpus: cpus().length, model: cpus()[0]?.model ?? "", node: process.version }, figures })}\n`,
  );
}
