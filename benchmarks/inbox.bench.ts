import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure, printJson } from "./figure.ts";
import { chunked, ordersOf } from "./load/orders.ts";
import { publishAll, send, startProduct, stopPrograms } from "./load/program.ts";
import { drive, type LoadResult } from "./load/sender.ts";
import { heldForReview } from "./shop/held-for-review.ts";

/*
 * 20,000 orders that wait for a person, in a real file, over HTTP: found by their cause, looked at, and decided in one call with progress while new
 * orders keep coming in. The baseline of each reading is the first page of the orders list in the same store; of the intake, the intake before.
 */

const HELD = 20_000;
const PER_BATCH = 500;
const READINGS = 20;
const MEANWHILE = 1500;
const SENDERS = 4;
const asJson = process.argv.includes("--json");
const folder = mkdtempSync(join(tmpdir(), "orderloom-bench-"));

try {
  const url = await startProduct(join(folder, "data"));
  await publishAll(url, [heldForReview], heldForReview.id);
  const held = ordersOf("held", HELD);
  const filled = await drive(`${url}/v1/orders`, chunked(held, PER_BATCH, asLines), {
    senders: 4,
    orders: PER_BATCH,
    contentType: "application/x-ndjson",
  });
  if (filled.failed > 0) throw new Error(`${String(filled.failed)} requests failed`);
  const cause = await causeOf(url);
  const list = await median(`${url}/v1/orders?limit=100`);
  const query = `cause=${encodeURIComponent(cause)}`;
  const one = (await get<{ items: { id: string }[] }>(`${url}/v1/tasks?${query}&limit=1`)).items[0]?.id ?? "";
  const reading = async (id: string, path: string): Promise<Figure> =>
    figure(id, await median(url + path), "ms", "orders list", list);
  const readings = [
    await reading("by-cause", "/v1/tasks/groups?group=supervisor"),
    await reading("cause-page", `/v1/tasks?${query}&sort=waiting&limit=100`),
    await reading("largest-page", `/v1/tasks?${query}&sort=amount&limit=100`),
    await reading("select-all", `/v1/tasks/selection?${query}`),
    await reading("evidence", `/v1/tasks/${encodeURIComponent(one)}`),
  ];
  const before = await drive(`${url}/v1/orders`, ordersOf("before", MEANWHILE), { senders: SENDERS });
  const { ids } = await get<{ ids: string[] }>(`${url}/v1/tasks/selection?${query}`);
  const deciding = decideAll(url, ids);
  const during = await drive(`${url}/v1/orders`, ordersOf("during", MEANWHILE), { senders: SENDERS });
  const decided = await deciding;
  if (decided.decided !== HELD) throw new Error(`decided ${String(decided.decided)} of ${String(HELD)}`);
  report(
    [
      ...readings,
      figure("decide-all", decided.tookMs, "ms", "each alone", (HELD / before.perSecond) * 1000),
      figure("intake-p99-meanwhile", during.p99, "ms", "intake before", before.p99),
    ],
    during,
  );
} finally {
  stopPrograms();
  rmSync(folder, { recursive: true, force: true });
}

async function get<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers: { "x-orderloom-person": "chen" } });
  if (!answer.ok) throw new Error(`${url}: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as T; // the contract's shape
}

async function causeOf(url: string): Promise<string> {
  const { items } = await get<{ items: { key: string; count: number }[] }>(`${url}/v1/tasks/groups`);
  const [cause] = items;
  if (cause?.count !== HELD) throw new Error(`${String(cause?.count)} of ${String(HELD)} wait`);
  return cause.key;
}

async function median(url: string): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < READINGS; index += 1) {
    const begin = performance.now();
    await get(url);
    times.push(performance.now() - begin);
  }
  return times.toSorted((a, b) => a - b)[READINGS / 2] ?? 0;
}

/** One call with progress, as the page makes it. */
async function decideAll(url: string, ids: readonly string[]): Promise<{ tookMs: number; decided: number }> {
  const begin = performance.now();
  const headers = { accept: "application/x-ndjson", "x-orderloom-person": "chen" };
  const answer = await send("POST", `${url}/v1/tasks/decide`, { ids, outcome: "approve", reason: "bench" }, headers);
  const last = (await answer.text()).trim().split("\n").at(-1) ?? "{}";
  const { counts } = JSON.parse(last) as { counts: { decided: number } };
  return { tookMs: performance.now() - begin, decided: counts.decided };
}

function figure(id: string, value: number, unit: string, name: string, baseline: number): Figure {
  const short = (number: number): number => Number(number.toFixed(1));
  const ratio = Number((value / baseline).toFixed(3));
  return { id, value: short(value), unit, baselines: [{ name, value: short(baseline), ratio }] };
}

function report(figures: readonly Figure[], during: LoadResult): void {
  for (const { id, value, unit, baselines } of figures) {
    const [base] = baselines;
    process.stdout.write(
      `${id.padEnd(22)} ${String(value).padStart(9)} ${unit}   ${base?.name ?? ""} ${String(base?.value)}   ratio ${String(base?.ratio)}\n`,
    );
  }
  process.stdout.write(`meanwhile ${String(Math.round(during.perSecond))} orders/s were taken\n`);
  if (!asJson) return;
  printJson("inbox", figures);
}

function asLines(orders: readonly string[]): string {
  return `${orders.join("\n")}\n`;
}
