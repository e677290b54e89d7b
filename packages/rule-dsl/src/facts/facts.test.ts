import { describe, expect, it } from "vitest";
import { isRecord } from "../schema/json-schema.ts";
import type { Order } from "../schema/order.ts";
import { applyAmendment } from "../order/apply-amendment.ts";
import { receiveOrder } from "../order/effective-order.ts";
import { parseOrder } from "../order/receive-order.ts";
import { fixture, fixtureDefinitions, fixtureOrder } from "../testing/fixtures.ts";
import { catalogueFields, catalogueFor, feelTypeOf, fieldAt, isPersonal, labelOf } from "./catalogue.ts";
import { factsOfOrder } from "./order-facts.ts";

function richOrder(): Order {
  const input = fixtureOrder();
  const parsed = parseOrder({
    ...input,
    placedBy: "chen-yu",
    note: "放门口",
    customer: { ...input.customer, email: "li@example.com" },
    payment: { ...input.payment, termDays: 30, reference: "4200" },
    shipTo: { ...input.shipTo, postalCode: "311121" },
    service: {
      coldChain: true,
      deliverBy: "2026-11-13T20:00:00+08:00",
      deliverFrom: "2026-11-12T08:00:00+08:00",
      promise: "48h",
      pickupPoint: "p1",
    },
    lines: [
      ...input.lines,
      {
        id: "3",
        sku: "GF-9",
        family: "GF",
        name: "小样",
        quantity: 1,
        unitPrice: { minorUnits: 0, currency: "CNY" },
        boundTo: "1",
      },
    ],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  const order = receiveOrder(parsed.value, { id: "OL-1", receivedAt: 0 });
  const cancelled = applyAmendment(order, { type: "order.line-cancelled", data: { lineId: "2" } }, { at: 0 });
  if (!cancelled.ok) throw new Error("not cancelled");
  return { ...cancelled.value.order, hold: { reason: "peak", since: 0 }, fulfilment: "ORD_003", deadline: 0 };
}

const pathsOf = (value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => (isRecord(item) ? pathsOf(item, path) : []))];
  if (!isRecord(value) || path === "order.attributes") return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => pathsOf(item, `${path}.${name}`))];
};

describe("the order as rules see it", () => {
  const facts = factsOfOrder(richOrder());
  it("every fact it shows is in the catalogue", () => {
    expect(pathsOf(facts, "order").filter((path) => fieldAt(path) === undefined)).toEqual([]);
  });
  it("and everything in the catalogue can be shown", () => {
    const shown = new Set(pathsOf(facts, "order"));
    const catalogued = catalogueFields()
      .map((one) => one.path)
      .filter((path) => path.startsWith("order.") && !/^order\.(gifts|cancelledLines)\./.test(path));
    expect(catalogued.filter((path) => !shown.has(path))).toEqual([]);
  });
  it("shows money in yuan, open lines with gifts, cancelled ones apart", () => {
    expect(facts).toMatchObject({
      total: 780,
      currency: "CNY",
      lines: [
        { id: "1", unitPrice: 260, total: 780, gift: false },
        { id: "3", gift: true },
      ],
      gifts: [{ id: "3" }],
      cancelledLines: [{ id: "2" }],
      receivedAt: "1970-01-01T00:00:00.000Z",
      customer: { level: "member", identity: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown },
    });
    expect(JSON.stringify(facts)).not.toContain('"state"');
  });
  it("leaves an amount in another currency as money, which compares with no number (S20)", () => {
    expect(factsOfOrder(richOrder(), { baseCurrency: "USD" })["total"]).toEqual({
      minorUnits: 78_000,
      currency: "CNY",
    });
  });
  it("a cold chain that nobody promised is none", () => {
    const { service: _service, ...without } = richOrder();
    expect(factsOfOrder(without)["service"]).toEqual({ coldChain: false });
  });
});

describe("the catalogue", () => {
  it.each([
    ["order.customer.phone", true],
    ["order.customer", true],
    ["order", true],
    ["order.customer.level", false],
    ["order.total", false],
    ["order.lines.sku", false],
    ["order.attributes.receiverPhone", true],
    ["order.attributes.daysOverdue", false],
    ["vars.review.reason", false],
  ])("%s is personal: %s", (path, expected) => {
    expect(isPersonal(path)).toBe(expected);
  });

  it.each([
    ["order.custmer.level", "order.customer.level"],
    ["order.chanel", "order.channel"],
    ["order.payment.methods", "order.payment.method"],
    ["order.shipto.city", "order.shipTo.city"],
    ["order.lines[0].skuu", "order.lines.sku"],
    ["weather.wind", undefined],
  ])("%s was meant as %s", (path, meant) => {
    expect(catalogueFor().closest(path)).toBe(meant);
  });

  it.each([
    ["order.total", "known"],
    ["order.lines[0].sku", "known"],
    ["order.attributes.anything.at.all", "open"],
    ["vars.credit.limit", "open"],
    ["metrics.channelOrdersGrowth", "known"],
    ["metrics.channelOrdersGrowth.state", "known"],
    ["metrics.channelOrdersGrowth.colour", "unknown"],
    ["order.weight", "unknown"],
    ["weather.warning", "unknown"],
  ])("%s is %s", (path, standing) => {
    expect(catalogueFor().standingOf(path)).toBe(standing);
  });

  it("knows the item of each, candidates and fetched facts of a decision", () => {
    const byId = new Map(fixtureDefinitions().map((one) => [one.id, one]));
    const gifts = catalogueFor(byId.get("gift-binding"));
    const routing = catalogueFor(byId.get("warehouse-routing"));
    expect([gifts.standingOf("line.sku"), gifts.standingOf("line.colour")]).toEqual(["known", "unknown"]);
    expect([
      routing.standingOf("warehouse.cost"),
      routing.standingOf("weather.warning"),
      routing.standingOf("line.sku"),
    ]).toEqual(["open", "open", "unknown"]);
  });

  it("names what people read in both languages", () => {
    expect(labelOf("order.payment.method", "zh-CN")).toBe("付款方式");
    expect(labelOf("order.payment.method", "en")).toBe("Payment method");
    expect(fieldAt("order.channel")?.values).toHaveLength(15);
  });

  it.each([
    ["order.placedAt", "date-time"],
    ["order.total", "number"],
    ["order.customer", "context"],
    ["order.nothing", undefined],
  ])("FEEL reads %s as %s", (path, type) => {
    expect(feelTypeOf(path)).toBe(type);
  });

  it("has each path once", () => {
    const paths = catalogueFields().map((one) => one.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(fixture("order.json")).toBeDefined();
  });
});
