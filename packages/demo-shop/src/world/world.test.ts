import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { builtinConnectors } from "@orderloom/connectors-builtin";
import type { JsonObject } from "@orderloom/rule-dsl";
import { afterEach, expect, test } from "vitest";
import { randomFrom } from "../random.ts";
import { carrier } from "./carrier.ts";
import { httpPost } from "./post.ts";
import { seedDay } from "./seed-day.ts";
import { connectorSettings, startWorld, type World } from "./start-world.ts";
import { trickle } from "./trickle.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** What a runtime that takes everything was sent. */
interface Taken {
  readonly url: string;
  readonly calls: { readonly path: string; readonly type: string; readonly body: string }[];
}

async function takingRuntime(answer: (path: string, body: string) => string): Promise<Taken> {
  const calls: Taken["calls"] = [];
  const server: Server = createServer((incoming, response) => {
    let body = "";
    incoming.setEncoding("utf8");
    incoming.on("data", (text: string) => (body += text));
    incoming.on("end", () => {
      const path = incoming.url ?? "";
      calls.push({ path, type: incoming.headers["content-type"] ?? "", body });
      response.end(answer(path, body));
    });
  });
  const url = await new Promise<string>((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(`http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
    });
  });
  cleanups.push(() => server.close());
  return { url, calls };
}

async function world(): Promise<World> {
  const started = await startWorld();
  cleanups.push(() => started.stop());
  return started;
}

async function invoke(at: Omit<World, "stop">, name: string, input: JsonObject, effectKey: string) {
  const [connectorId = "", action = ""] = name.split(".");
  const connector = builtinConnectors.find(({ id }) => id === connectorId);
  const settings = connectorSettings(at)[connectorId];
  if (connector === undefined || settings === undefined) throw new Error(`the world has no ${connectorId}`);
  const signal = AbortSignal.timeout(5000);
  return connector.invoke(action, input, { effectKey, attempt: 1, ...settings, signal });
}

async function pickTask(at: World, orderId: string): Promise<void> {
  const reserved = await invoke(
    at,
    "wms.reserve-stock",
    { orderId, lines: [{ sku: "CL-100", quantity: 1 }] },
    `${orderId}/1/0`,
  );
  expect(reserved).toMatchObject({ kind: "done", output: { warehouse: "HZ", id: "RSV-000001" } });
  await invoke(at, "wms.create-pick-task", { reservationId: "RSV-000001" }, `${orderId}/2/0`);
}

test("the world's connectors reach it with the settings it gives", async () => {
  const at = await world();
  const credit = await invoke(at, "finance.get-credit", { customerId: "b2b-1003" }, "c/1/0");
  expect(credit).toMatchObject({ kind: "done", output: { limit: 200_000 } });
  await expect(invoke(at, "finance.get-credit", { customerId: "b2b-1099" }, "c/2/0")).rejects.toThrow("404");
  const told = await invoke(at, "message.notify-group", { group: "warehouse", title: "两天没出库" }, "c/3/0");
  expect(told).toEqual({ kind: "done", output: { accepted: true } });
});

test("the carrier tells the platform of each parcel once, then moves it on", async () => {
  const at = await world();
  const runtime = await takingRuntime(() => "{}");
  await pickTask(at, "OL-1");
  const round = carrier({ wms: at.wms, post: httpPost(runtime.url), random: randomFrom("carrier"), now: () => 0 });
  expect([await round(5), await round(5), await round(5)]).toEqual([1, 1, 0]);
  expect(runtime.calls.map(({ path, body }) => [path, (JSON.parse(body) as { type: string }).type])).toEqual([
    ["/v1/orders/OL-1/events", "shipment.dispatched"],
    ["/v1/orders/OL-1/events", "shipment.collected"],
    ["/v1/orders/OL-1/events", "shipment.signed"],
  ]);
});

test("a trickle sends orders, and stops when it is told to", async () => {
  const runtime = await takingRuntime(() => '{"orderId":"OL-1"}');
  const running = trickle({ seed: "trickle", perMinute: 6000, post: httpPost(runtime.url) });
  await delay(300);
  await running.stop();
  const sent = runtime.calls.filter(({ path }) => path === "/v1/orders").length;
  expect(sent).toBeGreaterThan(5);
  await delay(100);
  expect(runtime.calls.filter(({ path }) => path === "/v1/orders").length).toBe(sent);
});

test("a day is sent a thousand orders a request, with progress and later events", async () => {
  const runtime = await takingRuntime((path, body) => {
    if (path !== "/v1/orders") return "{}";
    const lines = body.trimEnd().split("\n");
    const results = lines.map((_, index) => JSON.stringify({ line: index + 1, status: 202, orderId: `OL-${index}` }));
    results[0] = JSON.stringify({ line: 1, status: 422, code: "unknown-channel" });
    return `${results.join("\n")}\n{"complete":true,"counts":{}}\n`;
  });
  const progress: number[] = [];
  const counts = await seedDay({
    url: runtime.url,
    day: { seed: "day", orders: 1500, date: "2026-11-11" },
    events: true,
    onProgress: ({ sent }) => progress.push(sent),
  });
  expect(progress).toEqual([1000, 1500]);
  expect(counts).toMatchObject({ sent: 1500, accepted: 1498, refused: 2 });
  expect(counts.refusals[0]).toContain("unknown-channel");
  expect(counts.events).toBeGreaterThan(20);
  expect(runtime.calls.filter(({ path }) => path.endsWith("/events")).length).toBe(counts.events);
});

test("an answer that breaks off is not taken for an acceptance", async () => {
  const runtime = await takingRuntime(() => '{"line":1,"status":202,"orderId":"OL-1"}\n');
  const day = { seed: "day", orders: 2, date: "2026-11-11" };
  await expect(seedDay({ url: runtime.url, day })).rejects.toThrow("send it again");
});

test("the world as a process: killed and started again, it knows every reservation", async () => {
  const data = mkdtempSync(join(tmpdir(), "orderloom-world-"));
  cleanups.push(() => rmSync(data, { recursive: true, force: true }));
  const first = await worldProcess(data);
  const reserve = (at: WorldUrls) =>
    invoke(at, "wms.reserve-stock", { orderId: "OL-9", lines: [{ sku: "SR-20", quantity: 2 }] }, "OL-9/1/0");
  const before = await reserve(first.urls);
  const gone = new Promise((done) => first.process.once("exit", done));
  first.process.kill("SIGKILL");
  await gone;
  const second = await worldProcess(data);
  expect(await reserve(second.urls)).toEqual(before);
  const told: unknown = await (await fetch(`${second.urls.wms}/told?action=reserve-stock`)).json();
  expect(told).toMatchObject({ actions: { "reserve-stock": { calls: 2, acted: 1, repeated: 1 } } });
});

type WorldUrls = Omit<World, "stop">;

async function worldProcess(data: string): Promise<{ readonly process: ChildProcess; readonly urls: WorldUrls }> {
  const program = resolve(import.meta.dirname, "../world-cli.ts");
  const running = spawn(process.execPath, ["--conditions=@orderloom/source", program, "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanups.push(() => running.kill("SIGKILL"));
  for await (const line of createInterface({ input: running.stdout })) {
    return { process: running, urls: JSON.parse(line) as WorldUrls };
  }
  throw new Error("the world did not start");
}
