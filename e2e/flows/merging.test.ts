import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrderInput } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { startWorld, type World } from "../harness/world.ts";
import { line, order } from "./orders.ts";
import { Warehouse } from "./warehouse.ts";

/*
 * B7, with seconds where the shop has half an hour.
 */
const WITHIN_S = 6;

let folder: string;
let world: World;
let runtime: RunningRuntime;
let api: Api;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "orderloom-merging-"));
  world = await startWorld(join(folder, "world"));
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
  warehouse = new Warehouse(world.wms);
  await api.openShop(world);
  for (const sku of ["CL-100", "SR-20", "KT-1"]) await warehouse.stock(sku, 1000);
  await api.must("POST", "/v1/templates/merge-orders/import", {
    publish: true,
    note: "test",
    parameters: { within: `PT${String(WITHIN_S)}S` },
  });
});
afterAll(async () => {
  await runtime.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody by phone, device and street. */
async function send(channel: string, sku: string, phone: string, deviceId: string): Promise<string> {
  const change: Partial<OrderInput> = {
    customer: { channelCustomerId: `${channel}-${phone}`, name: "李晓婷", phone, deviceId },
    shipTo: { country: "CN", province: "浙江省", city: "杭州市", street: "文一西路 969 号", name: "李晓婷", phone },
  };
  return (await api.must<{ orderId: string }>("POST", "/v1/orders", order(channel, [line("1", sku, 2)], change)))
    .orderId;
}

const comesTo = (id: string, stage: string) =>
  until(
    async () => (await api.detail(id)).body.row,
    (row) => row.stage === stage,
    40_000,
  );
const saysTogether = async (id: string) =>
  (await api.timeline(id)).body.entries.some(
    ({ sentence }) => sentence?.en.startsWith("2 orders were handled together") === true,
  );

test("two orders of one customer on two channels leave in one parcel, and both timelines say so; a stranger's does not, also when the runtime dies meanwhile", async () => {
  const [tmall, douyin] = [
    await send("tmall", "CL-100", "13800006021", "device-1"),
    await send("douyin", "SR-20", "13800006021", "device-1"),
  ];
  const other = await send("jd", "KT-1", "13911112222", "device-2");
  runtime.kill("SIGKILL");
  await runtime.ended;
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
  await Promise.all([tmall, douyin].map((id) => comesTo(id, "pack")));
  const parcels = await Promise.all([tmall, douyin].map((id) => warehouse.pickTasks(id)));
  expect(parcels.flat()).toEqual([{ state: "open", pieces: { "CL-100": 2, "SR-20": 2 } }]);
  expect(await Promise.all([tmall, douyin].map(saysTogether))).toEqual([true, true]);
  // The same street alone is no likeness of two marks: it goes by itself.
  await comesTo(other, "pack");
  expect(await warehouse.pickTasks(other)).toEqual([{ state: "open", pieces: { "KT-1": 2 } }]);
});

test("two marks of three: a person says whether it is the same customer", async () => {
  const first = await send("tmall", "CL-100", "13700003333", "device-7");
  const second = await send("douyin", "SR-20", "13500004444", "device-7");
  const { tasks } = await until(
    async () => (await api.detail(second)).body,
    (detail) => detail.tasks.length > 0,
  );
  const asked = { outcome: "same-person", reason: "同一个收货地址和手机设备" };
  await api.as("chen").must("POST", `/v1/tasks/${tasks[0]?.id ?? ""}/decide`, asked);
  await Promise.all([first, second].map((id) => comesTo(id, "pack")));
  const parcels = await Promise.all([first, second].map((id) => warehouse.pickTasks(id)));
  expect(parcels.flat()).toEqual([{ state: "open", pieces: { "CL-100": 2, "SR-20": 2 } }]);
});
