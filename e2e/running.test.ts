import { join } from "node:path";
import { generateDay } from "@orderloom/demo-shop";
import type { OrderInput } from "@orderloom/rule-dsl";
import { expect, onTestFinished, test } from "vitest";
import { Api, until } from "./harness/api.ts";
import { testFolder } from "./harness/folder.ts";
import { mongoStandIn } from "../apps/runtime/src/stores/mongo/testing/mongo-for-tests.ts";
import { startMongoLine } from "../apps/runtime/src/stores/mongo/testing/mongo-line.ts";
import { testStores } from "./harness/stores.ts";
import { mountSmallDisk } from "./harness/small-disk.ts";
import { testRuntime, testWorld } from "./harness/test-runtime.ts";

/*
 * Stopping, being killed and running out of disk while orders are under way: nothing that was accepted is lost (H7).
 */

test("told to stop, it finishes what it can, leaves a call that hangs, and goes on with it next time", async () => {
  const folder = testFolder();
  const data = join(folder, "data");
  const world = await testWorld(join(folder, "world"));
  // A connector that hangs is warned of; here it does so on purpose.
  const first = await testRuntime({ data, env: { LOG_LEVEL: "error" } });
  const api = new Api(first.url);
  await api.openShop(world);
  await control(world.wms, { action: "reserve-stock", mode: "hang" });
  const ids = await accept(api, someOrders(20));
  await until(
    () => told(world.wms, "reserve-stock"),
    (count) => count > 0,
  );

  const asked = performance.now();
  expect(await first.stop()).toBe(0);
  expect(performance.now() - asked).toBeLessThan(15_000);
  expect(first.said()).toContain("nothing was lost");
  expect(first.complained()).toBe("");

  await control(world.wms, { action: "reserve-stock", mode: "ok" });
  const second = await testRuntime({ data });
  await untilReserved(new Api(second.url), ids);
  expect(await reservations(world.wms)).toEqual({ count: ids.length, ordersReservedTwice: [] });
});

test.for(await testStores())(
  "killed outright, it resumes where it was: $name",
  async ({ isMissing, place }, context) => {
    if (isMissing) return context.skip("there is no such store here");
    const folder = testFolder();
    const store = { data: join(folder, "data"), ...place() };
    const world = await testWorld(join(folder, "world"));
    const first = await testRuntime(store);
    await new Api(first.url).openShop(world);
    await control(world.wms, { action: "reserve-stock", mode: "slow", delayMs: 1000 });
    const ids = await accept(new Api(first.url), someOrders(20));
    first.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    const second = await testRuntime(store);
    await untilReserved(new Api(second.url), ids);
    expect(await reservations(world.wms)).toEqual({ count: ids.length, ordersReservedTwice: [] });
  },
);

test("a MongoDB that goes away refuses orders and loses none; back again it goes on by itself", async (context) => {
  const server = await mongoStandIn();
  if (server === undefined) return context.skip("no MongoDB can be had here");
  const line = await startMongoLine(server.uri);
  onTestFinished(async () => {
    await line.stop();
    await server.stop();
  });
  const folder = testFolder();
  const world = await testWorld(join(folder, "world"));
  const mongodbUri = `${line.uri}/shop?serverSelectionTimeoutMS=3000&heartbeatFrequencyMS=500`;
  const runtime = await testRuntime({ data: join(folder, "data"), mongodbUri, env: { LOG_LEVEL: "silent" } });
  const api = new Api(runtime.url);
  await api.openShop(world);
  await control(world.wms, { action: "reserve-stock", mode: "slow", delayMs: 500 });
  const ids = await accept(api, someOrders(10));

  line.cut();
  const order = oneOrder("away");
  const refused = await api.order(order);
  expect([refused.status, refused.body]).toMatchObject([503, { code: "store-unavailable" }]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

  line.mend();
  const taken = await until(
    () => api.order(order),
    ({ status }) => status < 300,
  );
  await untilReserved(api, [...ids, taken.body.orderId]);
  expect(await reservations(world.wms)).toEqual({ count: ids.length + 1, ordersReservedTwice: [] });
});

test("a full disk refuses orders and loses none; with room again it goes on", async (context) => {
  const disk = mountSmallDisk(join(testFolder(), "disk"), 8);
  if (disk === undefined) return context.skip("no small disk can be mounted here");
  onTestFinished(() => {
    disk.remove();
  });
  const data = join(disk.folder, "data");
  const runtime = await testRuntime({ data, env: { LOG_LEVEL: "silent" } });
  const api = new Api(runtime.url);
  const accepted = await accept(api, someOrders(5));

  disk.fill();
  const refused = await until(
    async () => {
      const answer = await api.order(oneOrder(`full-${String(performance.now())}`));
      if (answer.status < 300) accepted.push(answer.body.orderId);
      return answer;
    },
    ({ status }) => status >= 300,
  );
  expect(refused.status).toBe(503);
  expect(refused.body).toMatchObject({ code: "store-unavailable" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  const [one] = accepted;
  const event = await api.event(one ?? "", { type: "order.tags-changed", data: { add: ["urgent"] } });
  expect([event.status, event.body]).toMatchObject([503, { code: "store-unavailable" }]);
  expect((await api.detail(one ?? "")).status).toBe(200);

  disk.makeRoom();
  accepted.push(...(await accept(api, [oneOrder("room again")])));
  const listed = await api.orders("?limit=200");
  expect(listed.body.items.map(({ id }) => id).toSorted()).toEqual(accepted.toSorted());
  runtime.kill("SIGKILL");
  await runtime.ended;
  const again = await testRuntime({ data });
  for (const id of accepted) expect((await new Api(again.url).detail(id)).status).toBe(200);
  expect(await again.stop()).toBe(0);
});

function someOrders(count: number): OrderInput[] {
  const orders: OrderInput[] = [];
  // More are drawn than taken: an order on credit terms would wait for a person.
  for (const { order } of generateDay({ seed: "stop and start", orders: 5 * count, date: "2026-11-11" })) {
    if (order.payment.method !== "credit-term" && orders.length < count) orders.push(order);
  }
  return orders;
}

function oneOrder(channelOrderId: string): OrderInput {
  const [order] = someOrders(1);
  if (order === undefined) throw new Error("a day has orders");
  return { ...order, channelOrderId };
}

/** Ids of the orders, all accepted. */
async function accept(api: Api, orders: readonly OrderInput[]): Promise<string[]> {
  const answers = await Promise.all(orders.map((order) => api.order(order)));
  for (const answer of answers) expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return answers.map(({ body }) => body.orderId);
}

async function untilReserved(api: Api, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await until(
      () => api.detail(id),
      ({ body }) => body.ledger.some(({ action, state }) => action === "create-pick-task" && state === "completed"),
      40_000,
    );
  }
}

async function control(url: string, how: Readonly<Record<string, unknown>>): Promise<void> {
  await new Api(url).must("POST", "/control", how);
}

async function told(url: string, action: string): Promise<number> {
  const { actions } = await new Api(url).must<{ actions: Record<string, { calls: number }> }>("GET", "/told?limit=1");
  return actions[action]?.calls ?? 0;
}

async function reservations(url: string): Promise<{ count: number; ordersReservedTwice: unknown[] }> {
  const { count, ordersReservedTwice } = await new Api(url).must<{ count: number; ordersReservedTwice: unknown[] }>(
    "GET",
    "/reservations?limit=1",
  );
  return { count, ordersReservedTwice };
}
