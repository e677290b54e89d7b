import { afterEach, describe, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { line, order } from "./orders.ts";
import { openShop } from "./shop.ts";

const shop = openShop();
afterEach(() => shop.warehouse.behave("*", { mode: "ok" }));

const withGift = () => order("tmall", [line("1", "CL-100", 3), line("2", "SR-20", 2)]);
const cancelsTheEarner = { type: "order.line-cancelled", data: { lineId: "1", reason: "不要了" } };

test.each([
  ["Tmall, the cleanser itself", "tmall", "CL-100", { "CL-100": 1, "GF-9": 1 }],
  ["Tmall, the refill: not exact", "tmall", "CL-100-REFILL", { "CL-100-REFILL": 1 }],
  ["JD, the refill: same family", "jd", "CL-100-REFILL", { "CL-100-REFILL": 1, "GF-9": 1 }],
])("%s: what reaches the warehouse", async (_what, channel, sku, pieces) => {
  await shop.warehouse.stock(sku, 1000);
  const id = await shop.send(order(channel, [line("1", sku, 1, "CL-100")]));
  await shop.comesTo(id, { stage: "pack" });
  expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces }]);
  expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces }]);
});

test("two lines that earn it: still one gift", async () => {
  const id = await shop.send(order("tmall", [line("1", "CL-100"), line("2", "CL-100")]));
  const { order: effective } = await shop.comesTo(id, { stage: "pack" });
  expect(effective.lines.filter(({ sku }) => sku === "GF-9")).toMatchObject([
    { quantity: 1, boundTo: "1", gift: true },
  ]);
  expect(await shop.warehouse.reservations(id)).toMatchObject([{ pieces: { "CL-100": 2, "GF-9": 1 } }]);
});

test("no gift: the order says which condition did not hold", async () => {
  const id = await shop.send(order("tmall", [line("1", "CL-100-REFILL", 1, "CL-100")]));
  await shop.comesTo(id, { stage: "pack" });
  const decision = (await shop.timeline(id)).find(({ type }) => type === "decision.made");
  const whyNot = [...(decision?.why ?? []), ...(decision?.whyNot ?? [])].filter(({ held }) => !held);
  expect(JSON.stringify(whyNot)).toContain("CL-100-REFILL");
});

describe("the line that earned the gift is cancelled", () => {
  const left = { "SR-20": 2 };
  const earnerAndGiftAreCancelled = {
    lines: [
      { id: "1", state: "cancelled" },
      { id: "2", state: "open" },
      { sku: "GF-9", state: "cancelled" },
    ],
  };

  test("while stock is being reserved: neither is held or picked", async () => {
    await shop.warehouse.behave("reserve-stock", { mode: "slow", delayMs: 1500, times: 1 });
    const id = await shop.send(withGift());
    await until(
      () => shop.timeline(id),
      (entries) => entries.some(({ type }) => type === "call.requested"),
    );
    await shop.tell(id, cancelsTheEarner);
    const { order: effective } = await shop.comesTo(id, { stage: "pack" });
    expect(effective).toMatchObject(earnerAndGiftAreCancelled);
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: left }]);
    expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces: left }]);
  });

  test("held, but not released yet: both are given back", async () => {
    await shop.warehouse.behave("create-pick-task", { mode: "slow", delayMs: 1500, times: 1 });
    const id = await shop.send(withGift());
    await until(
      () => shop.warehouse.reservations(id),
      (held) => held.length > 0,
    );
    await shop.tell(id, cancelsTheEarner);
    await shop.comesTo(id, { stage: "pack" });
    await until(
      () => shop.warehouse.reservations(id),
      (held) => held[0]?.pieces["GF-9"] === undefined,
    );
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: left }]);
    await until(
      () => shop.warehouse.pickTasks(id),
      (tasks) => tasks[0]?.pieces["GF-9"] === undefined,
    );
    expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces: left }]);
  });

  test("after release: the warehouse is told to pick neither, and the stock comes back", async () => {
    const id = await shop.send(withGift());
    await shop.comesTo(id, { stage: "pack" });
    expect(await shop.warehouse.pickTasks(id)).toMatchObject([{ pieces: { "CL-100": 3, "SR-20": 2, "GF-9": 1 } }]);
    await shop.tell(id, cancelsTheEarner);
    await until(
      () => shop.warehouse.reservations(id),
      (held) => held[0]?.pieces["GF-9"] === undefined,
    );
    expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces: left }]);
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: left }]);
    const { order: effective } = await shop.deliver(id);
    expect(effective).toMatchObject(earnerAndGiftAreCancelled);
  });

  test("after the parcel left: nobody pretends it can be undone, a person of the warehouse is asked", async () => {
    const id = await shop.send(withGift());
    await shop.comesTo(id, { stage: "pack" });
    await shop.tell(id, { type: "shipment.dispatched", data: { trackingNumber: "SF1" } });
    await shop.comesTo(id, { stage: "ship" });
    await shop.tell(id, cancelsTheEarner);
    const { tasks } = await until(
      async () => (await shop.api.detail(id)).body,
      (detail) => detail.tasks.length > 0,
    );
    expect(tasks).toMatchObject([{ group: "warehouse", state: "open" }]);
  });
});

test("another line is cancelled: the gift stays", async () => {
  const id = await shop.send(withGift());
  await shop.comesTo(id, { stage: "pack" });
  await shop.tell(id, { type: "order.line-cancelled", data: { lineId: "2" } });
  const left = { "CL-100": 3, "GF-9": 1 };
  await until(
    () => shop.warehouse.reservations(id),
    (held) => held[0]?.pieces["SR-20"] === undefined,
  );
  expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: left }]);
  expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces: left }]);
});
