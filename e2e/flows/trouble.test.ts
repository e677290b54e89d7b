import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { line, order } from "./orders.ts";
import { openShop } from "./shop.ts";

const shop = openShop();
beforeAll(() => shop.warehouse.stock("SR-20", 10_000));
afterEach(() => shop.warehouse.behave("*", { mode: "ok" }));

const plain = () => order("jd", [line("1", "SR-20", 2)]);
const once = {
  reservations: [{ state: "active", pieces: { "SR-20": 2 } }],
  pickTasks: [{ state: "open", pieces: { "SR-20": 2 } }],
};
const heldFor = async (id: string) => ({
  reservations: await shop.warehouse.reservations(id),
  pickTasks: await shop.warehouse.pickTasks(id),
});
const remedy = async (id: string, name: string) => {
  const { row } = (await shop.api.detail(id)).body;
  const { instanceId = "", activation } = row.next;
  await shop.api
    .as("lin")
    .must("POST", `/v1/instances/${instanceId}/remedy`, { activation, remedy: name, reason: "已处理" });
};

describe("out of stock", () => {
  test("operations is asked, with what is lacking as the cause; restocked and reserved again, it goes on", async () => {
    const id = await shop.send(order("jd", [line("1", "NEW-1", 2)]));
    const { tasks } = await shop.comesTo(id, { status: "held" });
    expect(tasks).toMatchObject([{ group: "operations", state: "open" }]);
    const { body } = await shop.api.as("lin").tasks("?cause=gift-and-release/out-of-stock/NEW-1");
    expect(body.items.map(({ orderId }) => orderId)).toEqual([id]);
    await shop.warehouse.stock("NEW-1", 5);
    expect((await shop.decide("lin", id, "reserve-again")).status).toBe(200);
    await shop.comesTo(id, { stage: "pack" });
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: { "NEW-1": 2 } }]);
  });
  test("or the order is cancelled", async () => {
    const id = await shop.send(order("jd", [line("1", "NEVER-1", 2)]));
    await shop.comesTo(id, { status: "held" });
    expect((await shop.decide("lin", id, "cancel-order")).status).toBe(200);
    expect((await shop.comesTo(id, { status: "cancelled" })).order.cancelled).toBe(true);
    expect(await shop.warehouse.reservations(id)).toEqual([]);
  });
  test("only the gift is lacking: the rest is sent without it", async () => {
    await shop.warehouse.stock("CL-100", 1000);
    await shop.warehouse.stock("GF-9", 0);
    const id = await shop.send(order("tmall", [line("1", "CL-100", 1)]));
    await shop.comesTo(id, { status: "held" });
    const { body } = await shop.api.as("lin").tasks("?cause=gift-and-release/gift-short/GF-9");
    expect(body.items.map(({ orderId }) => orderId)).toEqual([id]);
    expect((await shop.decide("lin", id, "without-gift")).status).toBe(200);
    await shop.comesTo(id, { stage: "pack" });
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: { "CL-100": 1 } }]);
    await shop.warehouse.stock("GF-9", 1000);
  });
});

describe("the WMS misbehaves while it reserves and releases: nothing is lost or doubled", () => {
  test.each([
    ["busy twice (503)", "reserve-stock", { mode: "fail", times: 2 } as const],
    ["too many requests (429)", "create-pick-task", { mode: "fail", status: 429, times: 1 } as const],
    ["acts, then the line drops", "reserve-stock", { mode: "twice", times: 2 } as const],
    ["acts, then the line drops, on release", "create-pick-task", { mode: "twice", times: 1 } as const],
    ["slow", "reserve-stock", { mode: "slow", delayMs: 2500, times: 1 } as const],
    ["acts and never answers", "reserve-stock", { mode: "hang", times: 1 } as const],
  ])("%s: it comes through by itself", async (_what, action, how) => {
    await shop.warehouse.behave(action, how);
    const id = await shop.send(plain());
    await shop.comesTo(id, { stage: "pack" });
    expect(await heldFor(id)).toEqual(once);
  });

  test.each([
    ["refuses for good (400)", "reserve-stock", { mode: "fail", status: 400, times: 1 } as const],
    ["refuses the release (422)", "create-pick-task", { mode: "fail", status: 422, times: 1 } as const],
  ])("%s: a person is asked; the retry does it once", async (_what, action, how) => {
    await shop.warehouse.behave(action, how);
    const id = await shop.send(plain());
    await shop.comesTo(id, { status: "incident" });
    await remedy(id, "retry");
    await shop.comesTo(id, { stage: "pack" });
    expect(await heldFor(id)).toEqual(once);
  });

  test("answers a web page instead of JSON: asked after, or a person decides; never held twice", async () => {
    await shop.warehouse.behave("reserve-stock", { mode: "garbage", times: 1 });
    const id = await shop.send(plain());
    const { row } = await until(
      async () => (await shop.api.detail(id)).body,
      (detail) => detail.row.status === "incident" || detail.row.stage === "pack",
      40_000,
    );
    if (row.status === "incident") await remedy(id, "retry");
    await shop.comesTo(id, { stage: "pack" });
    expect(await heldFor(id)).toEqual(once);
  });

  test("hangs on everything while the order is cancelled: the late reservation comes back (S8)", async () => {
    await shop.warehouse.behave("reserve-stock", { mode: "slow", delayMs: 3000, times: 1 });
    const id = await shop.send(plain());
    await until(
      () => shop.timeline(id),
      (entries) => entries.some(({ type }) => type === "call.requested"),
    );
    await shop.tell(id, { type: "order.cancelled", data: { reason: "不要了" } });
    await shop.comesTo(id, { status: "cancelled" });
    await until(
      () => shop.warehouse.reservations(id),
      (held) => held.every(({ state }) => state === "released"),
    );
    expect(await shop.warehouse.pickTasks(id)).toEqual([]);
  });
});

test("in the end the warehouse knows of no order that is held twice", async () => {
  expect(await shop.warehouse.orderedTwice()).toEqual([]);
});
