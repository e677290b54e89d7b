import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Amendment } from "../schema/order-event.ts";
import { Order } from "../schema/order.ts";
import { validate } from "../schema/validate.ts";
import { fixtureOrder } from "../testing/fixtures.ts";
import { applyAmendment, readAmendment } from "./apply-amendment.ts";
import { receiveOrder } from "./effective-order.ts";
import { parseOrder } from "./receive-order.ts";

const at = Date.parse("2026-11-11T12:20:00Z");
function receivedOrder(): Order {
  const parsed = parseOrder(fixtureOrder());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return receiveOrder(parsed.value, { id: "OL-20261111-048213", receivedAt: at });
}
const after = (amendments: readonly Amendment[], start = receivedOrder()): Order =>
  amendments.reduce((order, amendment) => {
    const amended = applyAmendment(order, amendment, { at });
    if (!amended.ok) throw new Error(JSON.stringify(amended.error));
    return amended.value.order;
  }, start);

const gift = (id: string, boundTo: string): Amendment => ({
  type: "order.line-added",
  data: { line: { id, sku: "GF-9", quantity: 1, unitPrice: { minorUnits: 0, currency: "CNY" }, boundTo } },
});
const cancelLine = (lineId: string): Amendment => ({ type: "order.line-cancelled", data: { lineId } });
const cancel: Amendment = { type: "order.cancelled", data: { reason: "changed her mind" } };

it("an order as received is what the schema calls an order", () => {
  const order = receivedOrder();
  expect(validate(Order, order)).toEqual([]);
  expect(order).toMatchObject({
    revision: 1,
    cancelled: false,
    traceId: expect.stringMatching(/^OL-20261111-048213-DY-[0-9a-f]{8}$/) as unknown,
  });
  expect(JSON.stringify(order.identity)).not.toContain("13800006021");
});

describe("cancelling a line withdraws the gifts bound to it (S1)", () => {
  it("the gift goes with the line that earned it", () => {
    const amended = applyAmendment(after([gift("g1", "1")]), cancelLine("1"), { at });
    expect(amended).toMatchObject({
      ok: true,
      value: { lines: ["1", "g1"], withdrawn: ["g1"], order: { revision: 3, total: { minorUnits: 50_000 } } },
    });
  });
  it("a gift of the other line stays", () => {
    const order = after([gift("g1", "1"), gift("g2", "2"), cancelLine("1")]);
    expect(order.lines.filter((line) => line.state === "open").map((line) => line.id)).toEqual(["2", "g2"]);
  });
  it("a gift of a gift goes too, once", () => {
    const amended = applyAmendment(after([gift("g1", "1"), gift("g2", "g1")]), cancelLine("1"), { at });
    expect(amended).toMatchObject({ ok: true, value: { withdrawn: ["g1", "g2"] } });
  });
  it("a gift that was cancelled before is not withdrawn again", () => {
    const amended = applyAmendment(after([gift("g1", "1"), cancelLine("g1")]), cancelLine("1"), { at });
    expect(amended).toMatchObject({ ok: true, value: { withdrawn: [] } });
  });
});

describe("what an order refuses", () => {
  const line = { id: "3", sku: "A", quantity: 1, unitPrice: { minorUnits: 100, currency: "CNY" } };
  const rows: [string, Amendment[], Amendment, string][] = [
    ["a line it does not have", [], cancelLine("9"), "line-not-found /data/lineId"],
    ["a line that is gone already", [cancelLine("1")], cancelLine("1"), "line-cancelled-already /data/lineId"],
    ["anything to deliver after it was cancelled", [cancel], cancelLine("1"), "order-cancelled-already /type"],
    ["to be cancelled twice", [cancel], cancel, "order-cancelled-already /type"],
    [
      "a line of a known id",
      [],
      { type: "order.line-added", data: { line: { ...line, id: "1" } } },
      "duplicate-line-id /data/line/id",
    ],
    ["a gift of a cancelled line", [cancelLine("1")], gift("g", "1"), "unknown-bound-line /data/line/boundTo"],
    [
      "dollars in an order of yuan",
      [],
      { type: "order.line-added", data: { line: { ...line, unitPrice: { minorUnits: 1, currency: "USD" } } } },
      "mixed-currencies /data/line",
    ],
    [
      "a line of nothing",
      [],
      { type: "order.line-added", data: { line: { ...line, quantity: 0 } } },
      "out-of-range /data/line/quantity",
    ],
  ];
  it.each(rows)("%s", (_title, before, amendment, expected) => {
    const amended = applyAmendment(after(before), amendment, { at });
    expect(amended.ok ? [] : amended.error.map((one) => `${one.code} ${one.pointer}`)).toEqual([expected]);
  });
  it("a type that is no amendment", () => {
    const read = readAmendment("parcel.lost", {});
    expect(read.ok ? [] : read.error.map((one) => one.code)).toEqual(["not-in-list"]);
  });
});

describe("every other amendment", () => {
  const rows: [Amendment, object][] = [
    [
      { type: "order.payment-changed", data: { payment: { method: "alipay", status: "refunded" } } },
      { payment: { method: "alipay", status: "refunded" } },
    ],
    [
      {
        type: "order.address-changed",
        data: { shipTo: { country: "CN", street: "新街 1", name: "李", phone: "138 0000 6021" } },
      },
      { shipTo: { phone: "13800006021" }, identity: receivedOrder().identity },
    ],
    [{ type: "order.service-changed", data: { service: { coldChain: true } } }, { service: { coldChain: true } }],
    [
      { type: "order.attributes-changed", data: { attributes: { risk: "high" } } },
      { attributes: { risk: "high", anchorId: "zb-0192" } },
    ],
    [
      { type: "order.tags-changed", data: { add: ["vip", "live-stream"], remove: ["gone"] } },
      { tags: ["live-stream", "vip"] },
    ],
    [{ type: "order.fulfilment-changed", data: { fulfilment: "ORD_004" } }, { fulfilment: "ORD_004" }],
    [{ type: "order.held", data: { reason: "peak" } }, { hold: { reason: "peak", since: at } }],
    [cancel, { cancelled: true }],
  ];
  it.each(rows.map(([amendment, then]) => [amendment.type, amendment, then] as const))(
    "%s",
    (_type, amendment, then) => {
      expect(after([amendment])).toMatchObject({ revision: 2, ...then });
    },
  );
  it("a hold is lifted without a trace", () => {
    expect(
      after([
        { type: "order.held", data: { reason: "peak" } },
        { type: "order.hold-lifted", data: {} },
      ]),
    ).not.toHaveProperty("hold");
  });
  it("money goes back after the order was cancelled", () => {
    expect(
      after([cancel, { type: "order.payment-changed", data: { payment: { method: "alipay", status: "refunded" } } }])
        .payment.status,
    ).toBe("refunded");
  });
});

describe("whatever is amended", () => {
  const ids = fc.constantFrom("1", "2", "a", "b", "c");
  const anyAmendment: fc.Arbitrary<Amendment> = fc.oneof(
    fc
      .record({
        id: ids,
        boundTo: fc.option(ids, { nil: undefined }),
        quantity: fc.integer({ min: 1, max: 9 }),
        price: fc.integer({ min: 0, max: 99_999 }),
      })
      .map(({ id, boundTo, quantity, price }): Amendment => ({
        type: "order.line-added",
        data: {
          line: {
            id,
            sku: "X",
            quantity,
            unitPrice: { minorUnits: price, currency: "CNY" },
            ...(boundTo !== undefined && { boundTo }),
          },
        },
      })),
    ids.map(cancelLine),
    fc.constant<Amendment>({ type: "order.held", data: { reason: "peak" } }),
    fc.constant<Amendment>({ type: "order.tags-changed", data: { add: ["vip"] } }),
  );
  const openTotal = (order: Order): number =>
    order.lines.filter((line) => line.state === "open").reduce((sum, line) => sum + (line.total?.minorUnits ?? 0), 0);

  it("no line is lost, the revision rises by one, the total is that of the open lines", () => {
    fc.assert(
      fc.property(fc.array(anyAmendment, { maxLength: 20 }), (amendments) => {
        let order = receivedOrder();
        for (const amendment of amendments) {
          const amended = applyAmendment(order, amendment, { at });
          if (!amended.ok) continue;
          const next = amended.value.order;
          expect(next.revision).toBe(order.revision + 1);
          expect(next.lines.map((line) => line.id).slice(0, order.lines.length)).toEqual(
            order.lines.map((line) => line.id),
          );
          expect(next.total.minorUnits).toBe(openTotal(next));
          expect(
            next.lines.every(
              (line) =>
                line.state === "cancelled" ||
                line.boundTo === undefined ||
                next.lines.some((one) => one.id === line.boundTo && one.state === "open"),
            ),
          ).toBe(true);
          order = next;
        }
      }),
    );
  });
});
