import type { DecideManyLine, MetricRow, OrderDetail, TaskGroups, Timeline } from "@orderloom/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FakeClock } from "../host/testing/fake-clock.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

/*
 * Scenario B2 over HTTP, on a clock that the test moves: eight days at the desk of a shop with a live stream. The warehouse system is a program of
 * its own; what it counted is what was released.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FIRST_DAY = Date.parse("2026-11-04T20:00:00+08:00");

let server: TestServer;
/** Calls keep to the warehouse system's limit a second: where they wait for the next, time goes on. */
async function rest(): Promise<void> {
  for (;;) {
    const settled = server.rest().then(() => true);
    const soon = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20));
    if (await Promise.race([settled, soon])) return;
    clock.jump(50);
  }
}
const clock = new FakeClock(FIRST_DAY);
const forward = (ms: number): Promise<void> => clock.forward(ms, rest);
const until = (time: string): Promise<void> => forward(Date.parse(`2026-11-11T${time}:00+08:00`) - clock.now());

beforeAll(async () => {
  server = await startTestServer(["live-stream-peak"], { clock });
  // 40 an hour are usual.
  for (let day = 0; day < 7; day += 1) {
    await forward(10 * MINUTE);
    await deliver(await send(40));
    await forward(60 * MINUTE);
    await deliver(await send(40));
    await forward(DAY - 70 * MINUTE);
  }
});
afterAll(() => server.stop());

let sent = 0;
/** Sends so many at once; gives their ids. */
async function send(count: number, channel = "douyin", level = "member"): Promise<string[]> {
  const orders = Array.from({ length: count }, () => order(channel, level));
  const { results } = await must(
    server.call<{ results: { orderId: string }[] }>("POST", "/v1/orders/batch", { orders }),
  );
  await rest();
  return results.map(({ orderId }) => orderId);
}

/** Nobody has to ask after them days later. */
async function deliver(ids: readonly string[]): Promise<void> {
  for (const type of ["shipment.dispatched", "shipment.signed"]) {
    await Promise.all(ids.map((id) => must(server.call("POST", `/v1/orders/${id}/events`, { type }))));
    await rest();
  }
}

function order(channel: string, level: string): object {
  sent += 1;
  const unitPrice = { minorUnits: 12900, currency: "CNY" };
  return {
    channel,
    channelOrderId: `${channel}-${String(sent)}`,
    placedAt: new Date(clock.now()).toISOString(),
    customer: { channelCustomerId: `c-${String(sent)}`, name: "李晓婷", phone: "13800006021", level },
    lines: [{ id: "1", sku: "CL-100", family: "CL-100", quantity: 1, unitPrice }],
    payment: { method: "wechat-pay", status: "captured" },
    shipTo: { country: "CN", street: "文一西路 969 号", name: "李晓婷", phone: "13800006021" },
  };
}

const detail = (id: string): Promise<OrderDetail> => must(server.call<OrderDetail>("GET", `/v1/orders/${id}`));
const metric = (): Promise<MetricRow> => must(server.call<MetricRow>("GET", "/v1/metrics/channelOrdersGrowth"));
const douyin = async () => (await metric()).keys.find(({ key }) => key === "douyin");

/** How often the warehouse was told to pick each order. */
async function picked(ids: readonly string[]): Promise<readonly number[]> {
  const response = await fetch(`${server.wms}/pick-tasks?limit=100000`);
  const { items } = (await response.json()) as { items: { orderId: string }[] }; // our own program's answer
  return ids.map((id) => items.filter(({ orderId }) => orderId === id).length);
}
const all = (ids: readonly string[], times: number): number[] => ids.map(() => times);

async function selected(group: string, limit: number): Promise<string[]> {
  const { ids } = await must(server.call<{ ids: string[] }>("GET", `/v1/tasks/selection?group=${group}`));
  return ids.slice(0, limit);
}

const confirm = (person: string, ids: readonly string[]) =>
  must(
    server.as(person)<Pick<DecideManyLine, "counts">>("POST", "/v1/tasks/decide", {
      ids,
      outcome: "approve",
      reason: "直播间的正常单",
    }),
  );

let held: string[] = [];

test("7 where 1 is usual: below the minimum volume, nothing is held", async () => {
  const ids = await send(7, "xiaohongshu");
  expect(await picked(ids)).toEqual(all(ids, 1));
  const { keys } = await metric();
  expect(keys.find(({ key }) => key === "xiaohongshu")).toMatchObject({ state: "normal", value: 7, growth: 600 });
});

test("240 where 40 are usual is exactly +500 %: not above the line, nothing is held", async () => {
  await until("20:30");
  const ids = await send(240);
  expect(await picked(ids)).toEqual(all(ids, 1));
  expect(await douyin()).toMatchObject({ state: "normal", value: 240, growth: 500, baseline: 40 });
});

test("from the 241st on each waits in a task for the supervisors, grouped by cause", async () => {
  held = await send(1);
  expect((await detail(held[0] ?? "")).row.status).toBe("held");
  held.push(...(await send(199)));
  expect(await picked(held)).toEqual(all(held, 0));
  expect(await douyin()).toMatchObject({ state: "held", value: 440, growth: 1000, since: clock.now() });
  const { items } = await must(server.as("chen")<TaskGroups>("GET", "/v1/tasks/groups?group=supervisor"));
  expect(items.map(({ count, detail: cause }) => [count, cause?.["zh-CN"]])).toEqual([[200, "高峰复核 · 抖音"]]);
});

test("another channel, and a business customer, are not held", async () => {
  const ids = [...(await send(5, "tmall")), ...(await send(1, "douyin", "business"))];
  expect(await picked(ids)).toEqual(all(ids, 1));
});

test("200 are confirmed in one decision with one reason; pressed twice at once, each is released exactly once", async () => {
  const ids = await selected("supervisor", 500);
  expect(ids).toHaveLength(200);
  const [one, two] = await Promise.all([confirm("chen", ids), confirm("chen", ids)]);
  expect([one.counts.decided + two.counts.decided, one.counts.duplicate + two.counts.duplicate]).toEqual([200, 200]);
  await rest();
  expect(await picked(held)).toEqual(all(held, 1));
});

test("nobody acts for 30 minutes: it escalates to the operations managers, and not before", async () => {
  held = await send(60);
  await forward(30 * MINUTE - 1);
  expect(await selected("operations-manager", 100)).toHaveLength(0);
  await forward(1);
  expect(await selected("operations-manager", 100)).toHaveLength(60);
});

test("two people confirm the same at once: each is decided once, and released once", async () => {
  const ids = await selected("supervisor", 30);
  const [one, two] = await Promise.all([confirm("chen", ids), confirm("lin", ids)]);
  expect(one.counts.decided + two.counts.decided).toBe(30);
  expect(one.counts.refused + two.counts.refused).toBe(30);
  await rest();
  const times = await picked(held);
  expect(times.filter((count) => count === 1)).toHaveLength(30);
  expect(times.filter((count) => count === 0)).toHaveLength(30);
});

test("the rate is below the release line for ten minutes: the rest is released by itself, and the timeline says so", async () => {
  // 90 a moment ago: the rush of half past eight leaves the hour at half past nine, +125 % stay.
  await send(90, "douyin", "member");
  await until("21:10");
  await send(40, "tmall");
  await until("21:39");
  expect(await douyin()).toMatchObject({ state: "held", growth: 125, turningSince: clock.now() - 9 * MINUTE });
  expect((await picked(held)).filter((count) => count === 0)).toHaveLength(30);
  await until("21:40");
  expect(await douyin()).toMatchObject({ state: "normal" });
  expect(await picked(held)).toEqual(all(held, 1));
  const last = held[(await picked(held)).length - 1] ?? "";
  const { entries } = await must(server.call<Timeline>("GET", `/v1/orders/${last}/timeline`));
  expect(entries.map(({ sentence }) => sentence?.["zh-CN"])).toContain("「渠道小时增幅」回落到放行线以下，自动放行");
  expect(entries.map(({ sentence }) => sentence?.en)).toContain(
    "“Hourly growth by channel” fell below its release line; released by itself",
  );
  expect(await selected("supervisor", 500)).toEqual([]);
});
