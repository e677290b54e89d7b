import type { AcceptedOrder, ParkedEventAnswer, ProblemDetails, Timeline } from "@orderloom/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

const tell = (order: string, event: object) =>
  server.call<ParkedEventAnswer & ProblemDetails>("POST", `/v1/orders/${encodeURIComponent(order)}/events`, event);

test("an event that is there before its order: 202 parked, and in the order's timeline when it comes (S5)", async () => {
  const order = anOrder();
  const name = `douyin:${order.channelOrderId}`;
  const event = { id: "call-1", type: "customer.called", data: { about: "delivery" } };
  const parked = await tell(name, event);
  expect([parked.status, parked.body.parked]).toEqual([202, true]);
  expect(parked.body.until).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  expect(await tell(name, event)).toMatchObject({ status: 200, body: { parked: true, duplicate: true } });
  const { row } = await server.settle(order);
  const { entries } = await must(server.call<Timeline>("GET", `/v1/orders/${row.id}/timeline`));
  expect(entries.filter(({ type }) => type === "order.noted")).toHaveLength(1);
});

test("an order that is there may be named by its channel's number as well", async () => {
  const order = anOrder();
  const { orderId } = await must(server.call<AcceptedOrder>("POST", "/v1/orders", order));
  const told = await tell(`douyin:${order.channelOrderId}`, { type: "customer.called" });
  expect(told).toMatchObject({ status: 202, body: { orderId } });
});

test.each([
  ["an id of ours that was never given", "OL-20260101-000001", 404, "order-not-found"],
  ["a channel that nobody knows", "fax:77", 422, "unknown-channel"],
])("%s", async (_what, order, status, code) => {
  const answer = await tell(order, { type: "customer.called" });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});
