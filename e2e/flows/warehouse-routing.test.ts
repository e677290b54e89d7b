import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrderDetail, OrderRow } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { startWorld, type World } from "../harness/world.ts";
import { line, order } from "./orders.ts";
import { Warehouse } from "./warehouse.ts";

/* B3 and B5 with the demo's four warehouses: Wuhan is best for most, Hangzhou next, then Chengdu. */
let folder: string;
let world: World;
let weather: Server;
let weatherHost: string;
let runtime: RunningRuntime;
let api: Api;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "orderloom-routing-"));
  world = await startWorld(join(folder, "world"));
  warehouse = new Warehouse(world.wms);
  weather = createServer((request, response) => {
    const city = new URL(request.url ?? "/", "http://weather").searchParams.get("city");
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ warning: city === "上海市" ? "rain" : "none" }));
  });
  await new Promise<void>((resolve) => weather.listen(0, "127.0.0.1", resolve));
  weatherHost = `127.0.0.1:${String((weather.address() as AddressInfo).port)}`; // it listens on a port
  await start();
  await api.must("PUT", "/v1/connectors/wms/config", { config: { baseUrl: world.wms } });
  const parameters = { weatherUrl: `="http://${weatherHost}/warnings?city=" + order.shipTo.city` };
  await api.must("POST", "/v1/templates/warehouse-routing/import", { publish: true, note: "test", parameters });
});
afterEach(() => warehouse.behave("*", { mode: "ok" }));
afterAll(async () => {
  await runtime.stop();
  await world.stop();
  weather.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
}
async function dieAndComeBack(): Promise<void> {
  runtime.kill("SIGKILL");
  await runtime.ended;
  await start();
}
const send = async (sku: string, change: Partial<OrderInput> = {}, pieces = 1): Promise<string> =>
  (await api.must<{ orderId: string }>("POST", "/v1/orders", order("tmall", [line("1", sku, pieces)], change))).orderId;
const comesTo = (id: string, wanted: Partial<Pick<OrderRow, "status" | "stage">>): Promise<OrderDetail> =>
  until(
    async () => (await api.detail(id)).body,
    ({ row }) =>
      (wanted.status === undefined || row.status === wanted.status) &&
      (wanted.stage === undefined || row.stage === wanted.stage),
  );
const heldAt = async (id: string): Promise<readonly string[]> => {
  await comesTo(id, { stage: "pack" });
  return warehouse.holds(id);
};
const level = (name: string): Partial<OrderInput> => ({ customer: { channelCustomerId: `c-${name}`, level: name } });
const to = (city: string): Partial<OrderInput> => ({
  shipTo: { country: "CN", city, street: "世纪大道 1 号", name: "李晓婷" },
});
const unpaid: Partial<OrderInput> = { payment: { method: "alipay", status: "pending" } };
const paymentFails = (id: string): Promise<unknown> =>
  api.must("POST", `/v1/orders/${id}/events`, {
    type: "order.payment-changed",
    data: { payment: { method: "alipay", status: "failed" } },
  });

test("nobody has said yet where the weather is to be asked: routed all the same", async () => {
  expect(await heldAt(await send("SR-20"))).toEqual(["WH"]);
});

test("each order goes where it is best: by weight, by the certain one for a gold customer, away from the rain", async () => {
  await api.must("PUT", "/v1/connectors/http/config", { config: { hosts: [weatherHost] } });
  await warehouse.stock("SS-40", 0, "WH");
  const orders = [
    await send("SR-20"),
    await send("SR-20", level("gold")),
    await send("SS-40"),
    await send("SS-40", to("上海市")),
  ];
  const places: string[] = [];
  for (const id of orders) places.push(...(await heldAt(id)));
  expect(places).toEqual(["WH", "HZ", "HZ", "CD"]);
});

test("stock that has gone meanwhile: the next warehouse is tried, and it is held once", async () => {
  await warehouse.behave("reserve-stock", { mode: "slow", delayMs: 2000, times: 1 });
  const id = await send("TN-200");
  await until(
    async () => (await api.timeline(id)).body.entries,
    (entries) => entries.some(({ type, nodeId }) => type === "call.requested" && nodeId === "reserve"),
  );
  await warehouse.stock("TN-200", 0, "WH");
  expect(await heldAt(id)).toEqual(["HZ"]);
  expect(await warehouse.orderedTwice()).toEqual([]);
});

test("no warehouse qualifies: an incident with the reason of each; restocked, trying again routes it", async () => {
  const id = await send("MK-5", {}, 200_000);
  const { row } = await comesTo(id, { status: "incident" });
  const told = JSON.stringify(row.next);
  for (const code of ["HZ", "GZ", "WH", "CD"]) expect(told).toContain(`${code}：每行都有货`);
  expect(await warehouse.reservations(id)).toEqual([]);
  await warehouse.stock("MK-5", 300_000, "GZ");
  // What the WMS said of its stock is remembered for five seconds.
  await new Promise((resolve) => setTimeout(resolve, 5_100));
  const { instanceId = "", activation } = row.next;
  const body = { activation, remedy: "retry", reason: "补货了" };
  await api.as("lin").must("POST", `/v1/instances/${instanceId}/remedy`, body);
  expect(await heldAt(id)).toEqual(["GZ"]);
});

test("payment fails later: the reservation goes back, once, though the process died before and after it was told", async () => {
  const id = await send("CR-50", unpaid);
  await until(
    () => warehouse.holds(id),
    (places) => places.length === 1,
  );
  await dieAndComeBack();
  await comesTo(id, { stage: "stock" });
  const before = (await warehouse.told("release-stock")).acted;
  await paymentFails(id);
  await dieAndComeBack();
  await comesTo(id, { status: "cancelled" });
  expect(await warehouse.reservations(id)).toEqual([{ state: "released", pieces: {} }]);
  expect(await warehouse.pickTasks(id)).toEqual([]);
  expect((await warehouse.told("release-stock")).acted - before).toBe(1);
});
