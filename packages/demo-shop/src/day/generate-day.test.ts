import { createHash } from "node:crypto";
import { parseOrder } from "@orderloom/rule-dsl";
import { describe, expect, test } from "vitest";
import { cities } from "../shop/places.ts";
import { type DayItem, generateDay } from "./generate-day.ts";

const day = { seed: "double-eleven", orders: 5000, date: "2026-11-11" };
const items = [...generateDay(day)];
const text = (all: Iterable<DayItem>) => [...all].map((item) => JSON.stringify(item)).join("\n");

describe("the same seed", () => {
  test("gives the same day, byte for byte", () => {
    expect(text(generateDay(day))).toBe(text(items));
  });
  test("gives the same day in every release", () => {
    expect(
      createHash("sha256")
        .update(text(items.slice(0, 1000)))
        .digest("hex"),
    ).toMatchInlineSnapshot(`"f0aa6014dc54cb1762601c6a584fd0d82f6c3dbbeef8a89ce4bbd768f51c39e0"`);
  });
  test("gives another day than another seed", () => {
    expect(text(generateDay({ ...day, seed: "another", orders: 100 }))).not.toBe(text(items.slice(0, 100)));
  });
});

test("all 5,000 orders are accepted, and no channel order number comes twice", () => {
  const refused = items.flatMap(({ order }) => {
    const parsed = parseOrder(order);
    return parsed.ok ? [] : [{ order, problems: parsed.error }];
  });
  expect(refused).toEqual([]);
  expect(new Set(items.map(({ order }) => order.channelOrderId)).size).toBe(items.length);
});

test("of the last 24 hours nothing lies in the future", () => {
  const until = Date.parse("2026-11-11T10:30:00+08:00");
  const recent = [...generateDay({ ...day, orders: 500, until })];
  const instants = recent.flatMap(({ order, events = [] }) => [order.placedAt, ...events.map(({ at }) => at ?? "")]);
  const ages = instants.map((instant) => until - Date.parse(instant));
  expect(recent).toHaveLength(500);
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...ages)).toBeLessThan(24 * 3_600_000);
  expect(recent.every((item, index) => index === 0 || item.at >= (recent[index - 1]?.at ?? 0))).toBe(true);
});

test("orders come in the order of their day, each on that day", () => {
  expect(items.every((item, index) => index === 0 || item.at >= (items[index - 1]?.at ?? 0))).toBe(true);
  expect(items.every(({ order }) => order.placedAt.startsWith("2026-11-11T"))).toBe(true);
});

test("addresses in China exist: province, city and district belong together", () => {
  const known = new Set(
    cities.flatMap(({ province, city, districts }) => districts.map(({ name }) => `${province}${city}${name}`)),
  );
  const home = items.map(({ order }) => order.shipTo).filter(({ country }) => country === "CN");
  const odd = home.filter((to) => !known.has(`${to.province ?? ""}${to.city ?? ""}${to.district ?? ""}`));
  expect(odd).toEqual([]);
});

const count = (holds: (item: DayItem) => boolean) => items.filter(holds).length;
const hourOf = ({ at }: DayItem) => Math.floor(at / 3_600_000);

const rows: readonly (readonly [string, number, number, (item: DayItem) => boolean])[] = [
  ["Tmall has about a quarter", 1050, 1450, ({ order }) => order.channel === "tmall"],
  ["B2B is rare", 20, 100, ({ order }) => order.channel === "b2b"],
  ["most of B2B is on credit", 15, 90, ({ order }) => order.payment.method === "credit-term"],
  ["some go abroad", 80, 250, ({ order }) => order.shipTo.country !== "CN"],
  ["some need a cold chain", 300, 1500, ({ order }) => order.service?.coldChain === true],
  ["some are bundles", 150, 450, ({ order }) => order.attributes?.["bundles"] !== undefined],
  [
    "some earn the gift on Tmall",
    100,
    500,
    ({ order }) => order.channel === "tmall" && order.lines.some(({ sku }) => sku === "CL-100"),
  ],
  [
    "some earn it on JD by family",
    100,
    500,
    ({ order }) => order.channel === "jd" && order.lines.some(({ family }) => family === "CL-100"),
  ],
  [
    "lines are cancelled now and then",
    20,
    150,
    ({ events }) => events?.some(({ type }) => type === "order.line-cancelled") === true,
  ],
  [
    "orders are cancelled now and then",
    50,
    200,
    ({ events }) => events?.some(({ type }) => type === "order.cancelled") === true,
  ],
  [
    "addresses change now and then",
    30,
    150,
    ({ events }) => events?.some(({ type }) => type === "order.address-changed") === true,
  ],
];
test.each(rows)("%s: %i to %i of 5,000", (_, least, most, holds) => {
  expect(count(holds)).toBeGreaterThanOrEqual(least);
  expect(count(holds)).toBeLessThanOrEqual(most);
});

test("the live stream on Douyin makes eight in the evening the peak of the day", () => {
  const byHour = (hour: number) => count((item) => item.order.channel === "douyin" && hourOf(item) === hour);
  expect(byHour(20)).toBeGreaterThan(5 * byHour(18));
  expect(byHour(4)).toBeLessThan(10);
});

test("somebody buys through several channels", () => {
  const channelsOf = new Map<string, Set<string>>();
  for (const { order } of items) {
    const who = `${order.customer.name ?? ""}${order.shipTo.street}`;
    channelsOf.set(who, (channelsOf.get(who) ?? new Set()).add(order.channel));
  }
  expect([...channelsOf.values()].filter((channels) => channels.size > 1).length).toBeGreaterThan(300);
});

test("the parts of a bundle cost what the bundle costs", () => {
  const bundles = items.filter(({ order }) => JSON.stringify(order.attributes?.["bundles"]) === '["BX-11"]');
  const totals = bundles.map(({ order }) => order.total?.minorUnits ?? 0);
  expect(totals.length).toBeGreaterThan(0);
  expect(totals.every((total) => total % 59_900 === 0)).toBe(true);
});
