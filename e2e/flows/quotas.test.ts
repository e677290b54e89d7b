import type { QuotaDetail, TaskList } from "@orderloom/api-contract";
import type { Definition, OrderInput } from "@orderloom/rule-dsl";
import { beforeEach, describe, expect, test } from "vitest";
import { until } from "../harness/api.ts";
import { line, order } from "./orders.ts";
import { openShop } from "./shop.ts";

const shop = openShop();
const GIFTS = 30;

let gifts = 0;
/** Each test has a campaign of its own, of so many gifts. */
async function campaignOf(amount: number): Promise<void> {
  gifts += 1;
  const parameters = { gifts: amount + (await takenSoFar()) };
  await shop.api.must("POST", "/v1/templates/gift-binding/import", {
    publish: true,
    note: `campaign ${String(gifts)}`,
    parameters,
  });
}

async function takenSoFar(): Promise<number> {
  const { limits } = await quota();
  return limits.find(({ id }) => id === "campaign")?.taken ?? 0;
}
const quota = (): Promise<QuotaDetail> => shop.api.must("GET", "/v1/quotas/cleanserGift");
const left = async (): Promise<number> => (await quota()).limits.find(({ id }) => id === "campaign")?.left ?? -1;

const earns = (change: Partial<OrderInput> = {}, channel = "tmall"): OrderInput =>
  order(channel, [line("1", "CL-100", 3), line("2", "SR-20", 2)], change);

/** The same person, whatever the channel calls them. */
const xiaoting: Partial<OrderInput> = {
  customer: { channelCustomerId: "x-1", name: "李晓婷", phone: "13900001234" },
  shipTo: {
    country: "CN",
    province: "浙江省",
    city: "杭州市",
    street: "学院路 1 号",
    name: "李晓婷",
    phone: "13900001234",
  },
};

const giftsOf = async (id: string): Promise<number> => {
  const { order: effective } = await shop.comesTo(id, { stage: "pack" });
  return effective.lines.filter(({ sku, state }) => sku === "GF-9" && state !== "cancelled").length;
};
const outOfStock = async (): Promise<TaskList["items"]> => {
  const { body } = await shop.api.tasks("?group=operations&limit=100");
  return body.items.filter(({ workflow }) => workflow === "gift-used-up");
};

beforeEach(() => campaignOf(GIFTS));

test("the same customer on Tmall and then on JD: one gift, and the second order says why", async () => {
  const first = await shop.send(earns(xiaoting));
  expect(await giftsOf(first)).toBe(1);
  const second = await shop.send(
    earns({ ...xiaoting, customer: { ...xiaoting.customer, channelCustomerId: "jd-9" } }, "jd"),
  );
  expect(await giftsOf(second)).toBe(0);
  const told = (await shop.timeline(second))
    .map(({ title, sentence }) => `${title.en} ${sentence?.en ?? ""}`)
    .join("\n");
  expect(told).toContain("This customer had theirs");
  expect(await shop.warehouse.reservations(second)).toMatchObject([{ pieces: { "CL-100": 3, "SR-20": 2 } }]);
});

test("two lines that earn it take one", async () => {
  const before = await left();
  const id = await shop.send(order("tmall", [line("1", "CL-100"), line("2", "CL-100")]));
  expect(await giftsOf(id)).toBe(1);
  expect(await left()).toBe(before - 1);
});

describe("the earning line is cancelled", () => {
  test("after release: the gift is withdrawn, the warehouse told, the quota given back once", async () => {
    const before = await left();
    const id = await shop.send(earns());
    await shop.comesTo(id, { stage: "pack" });
    expect(await left()).toBe(before - 1);
    await shop.tell(id, { type: "order.line-cancelled", data: { lineId: "1", reason: "不要了" } });
    await until(left, (seen) => seen === before);
    await until(
      () => shop.warehouse.pickTasks(id),
      (tasks) => tasks[0]?.pieces["GF-9"] === undefined,
    );
    // The whole order goes too: nothing is given back twice.
    await shop.tell(id, { type: "order.cancelled", data: { reason: "不要了" } });
    await shop.comesTo(id, { status: "cancelled" });
    expect(await left()).toBe(before);
    const { takes } = await quota();
    expect(takes.find(({ orderId }) => orderId === id)).toMatchObject({ amount: 1, state: "given-back" });
  });

  test("before release: the same", async () => {
    const before = await left();
    await shop.warehouse.behave("create-pick-task", { mode: "slow", delayMs: 1500, times: 1 });
    const id = await shop.send(earns());
    await until(
      () => shop.warehouse.reservations(id),
      (held) => held.length > 0,
    );
    await shop.tell(id, { type: "order.line-cancelled", data: { lineId: "1", reason: "不要了" } });
    await shop.comesTo(id, { stage: "pack" });
    await until(left, (seen) => seen === before);
    await until(
      () => shop.warehouse.pickTasks(id),
      (tasks) => tasks[0]?.pieces["GF-9"] === undefined,
    );
  });
});

test("200 orders at once and 30 gifts: exactly 30 are given, the others go on, and one task opens for the campaign", async () => {
  await shop.warehouse.stock("CL-100", 5000);
  await shop.warehouse.stock("SR-20", 5000);
  await shop.warehouse.stock("GF-9", 5000);
  const before = (await quota()).takes.length;
  const ids = await Promise.all(Array.from({ length: 200 }, () => shop.send(earns())));
  const given = await Promise.all(ids.map(giftsOf));
  expect(given.reduce((sum, one) => sum + one, 0)).toBe(GIFTS);
  expect(await left()).toBe(0);
  expect(before).toBeLessThanOrEqual(50);
  const reserved = await Promise.all(ids.map((id) => shop.warehouse.reservations(id)));
  expect(reserved.flat().reduce((sum, { pieces }) => sum + (pieces["GF-9"] ?? 0), 0)).toBe(GIFTS);
  const tasks = await until(outOfStock, (found) => found.length > 0);
  expect(tasks).toHaveLength(1);
  expect(tasks[0]).toMatchObject({ group: "operations" });
  // One more goes without too, and opens no other.
  expect(await giftsOf(await shop.send(earns()))).toBe(0);
  expect(await outOfStock()).toHaveLength(1);
});

test("JD is changed to exact in the rules: the next order follows, one in progress keeps its gift", async () => {
  const refill = () => order("jd", [line("1", "CL-100-REFILL", 1, "CL-100")]);
  await shop.warehouse.stock("CL-100-REFILL", 1000);
  const inProgress = await shop.send(refill());
  expect(await giftsOf(inProgress)).toBe(1);
  const { definition } = await shop.api.must<{
    definition: Definition & { rules: { id: string; conditions: { all: { fact?: string; path?: string }[] } }[] };
  }>("GET", "/v1/definitions/decision/gift-binding/versions/latest");
  const rules = definition.rules.map((rule) =>
    rule.id === "jd-family"
      ? {
          ...rule,
          conditions: {
            all: rule.conditions.all.map((leaf) => (leaf.fact === "line" ? { ...leaf, path: "$.sku" } : leaf)),
          },
        }
      : rule,
  );
  // The template's cases say that JD gives one: who agrees on another rule has other cases, or none.
  for (const of of ["decision/gift-binding", "workflow/gift-and-release"]) {
    const { headers } = await shop.api.call("GET", `/v1/definitions/${of}/cases`);
    await shop.api.call("DELETE", `/v1/definitions/${of}/cases`, undefined, { "if-match": headers.get("etag") ?? "" });
  }
  await shop.api.must("PUT", "/v1/definitions/decision/gift-binding/draft", { ...definition, rules });
  await shop.api.must("POST", "/v1/definitions/decision/gift-binding/publish", { note: "京东一字不差" });
  expect(await giftsOf(await shop.send(refill()))).toBe(0);
  const { order: kept } = await shop.deliver(inProgress);
  expect(kept.lines.filter(({ sku, state }) => sku === "GF-9" && state !== "cancelled")).toHaveLength(1);
});
