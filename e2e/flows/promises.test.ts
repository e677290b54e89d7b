import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { Api, until } from "../harness/api.ts";
import { type RunningRuntime, startRuntime } from "../harness/runtime.ts";
import { startWorld, type World } from "../harness/world.ts";
import { line, order } from "./orders.ts";

/*
 * B14, with seconds where the channel has minutes: Douyin was promised twelve, the group is told four before.
 */
const WITHIN_S = 12;
const WARN_S = 4;

let folder: string;
let world: World;
let runtime: RunningRuntime;
let api: Api;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "orderloom-promises-"));
  world = await startWorld(join(folder, "world"));
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
  await api.openShop(world);
  await api.must("PUT", "/v1/connectors/message/config", {
    config: { baseUrl: world.chat },
    secrets: { robotKey: "shop", "robotKey.warehouse": "warehouse" },
  });
  const warnBefore = `=date and time(order.deadline) - duration("PT${String(WARN_S)}S")`;
  await api.must("POST", "/v1/templates/promise-watch/import", {
    publish: true,
    note: "test",
    parameters: { warnBefore },
  });
  const { headers } = await api.call("GET", "/v1/promises");
  const table = { promises: [{ id: "douyin", channels: ["douyin"], within: `PT${String(WITHIN_S)}S` }] };
  const saved = await api.call("PUT", "/v1/promises", table, { "if-match": headers.get("etag") ?? "" });
  expect(saved.status).toBe(200);
});
afterAll(async () => {
  await runtime.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const send = async (channel: string): Promise<string> =>
  (await api.must<{ orderId: string }>("POST", "/v1/orders", order(channel, [line("1", "SR-20")]))).orderId;
const said = async (orderId: string): Promise<number> => {
  const messages = (await (await fetch(`${world.chat}/messages?key=warehouse`)).json()) as readonly {
    content: string;
  }[];
  return messages.filter(({ content }) => content.includes(orderId)).length;
};
const lateTasks = async (orderId: string) =>
  (await api.detail(orderId)).body.tasks.filter(({ nodeId, state }) => nodeId === "late" && state === "open");

test("an order of the channel has its deadline from acceptance on; one of another has none", async () => {
  const [douyin, tmall] = await Promise.all([send("douyin"), send("tmall")]);
  const { row } = (await api.detail(douyin)).body;
  expect(row.deadline).toBe(row.receivedAt + WITHIN_S * 1000);
  expect((await api.detail(tmall)).body.row.deadline).toBeUndefined();
});

test("the group is told before the breach, once, also when the runtime died and came back; past it a task opens, which dispatch takes away", async () => {
  const [kept, broken] = await Promise.all([send("douyin"), send("douyin")]);
  runtime.kill("SIGKILL");
  await runtime.ended;
  runtime = await startRuntime({ data: join(folder, "data") });
  api = new Api(runtime.url);
  await api.must("POST", `/v1/orders/${kept}/events`, { type: "shipment.dispatched", data: { trackingNumber: "SF1" } });
  await until(
    () => said(broken),
    (times) => times === 1,
    20_000,
  );
  const open = await until(
    () => lateTasks(broken),
    (tasks) => tasks.length === 1,
    20_000,
  );
  expect(open[0]).toMatchObject({ group: "warehouse" });
  expect([await said(kept), await said(broken)]).toEqual([0, 1]);
  await api.must("POST", `/v1/orders/${broken}/events`, {
    type: "shipment.dispatched",
    data: { trackingNumber: "SF2" },
  });
  await until(
    () => lateTasks(broken),
    (tasks) => tasks.length === 0,
  );
  expect(await lateTasks(kept)).toEqual([]);
});
