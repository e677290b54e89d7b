import type { OrderCounts, OrderList, ProblemDetails, TaskList } from "@orderloom/api-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { inBothLanguages, textWith } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
  const orders = Array.from({ length: 12 }, (_, index) =>
    anOrder({ channel: index % 3 === 0 ? "tmall" : "douyin", channelOrderId: `L-${String(index).padStart(6, "0")}` }),
  );
  await must(server.call("POST", "/v1/orders/batch", { orders }));
  await server.rest();
});
afterAll(() => server.stop());

const list = (query: string) => server.call<OrderList & ProblemDetails>("GET", `/v1/orders${query}`);
const numbers = (found: { body: OrderList }): readonly string[] => found.body.items.map((row) => row.channelOrderId);

test("newest first, page by page, each order once", async () => {
  const seen: string[] = [];
  let cursor = "";
  let pages = 0;
  do {
    const { body } = await list(`?limit=5${cursor}`);
    seen.push(...body.items.map((row) => row.channelOrderId));
    cursor = body.nextCursor === undefined ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
    pages += 1;
  } while (cursor !== "");
  expect([pages, seen.length, new Set(seen).size]).toEqual([3, 12, 12]);
});

test("a page that is being read stays in step while orders come in", async () => {
  const first = await list("?limit=5");
  await must(server.call("POST", "/v1/orders", anOrder({ channelOrderId: "L-LATER" })));
  const second = await list(`?limit=5&cursor=${encodeURIComponent(first.body.nextCursor ?? "")}`);
  expect(numbers(second).filter((number) => numbers(first).includes(number) || number === "L-LATER")).toEqual([]);
});

test.each([
  ["a channel", "?channel=tmall&q=L-0", 4],
  ["two channels", "?channel=tmall,douyin&limit=200&q=L-0", 12],
  ["a whole channel order id", "?q=L-000003", 1],
  ["its last six", "?q=000003", 1],
  ["the last four digits of the phone", "?q=6021&limit=200", 13],
  ["nobody's number", "?q=9999999", 0],
  ["a status", "?status=done", 0],
  ["a stage", "?stage=pack&limit=200", 13],
  ["before they came", "?to=2020-01-01T00:00:00Z", 0],
  ["since then", "?from=2020-01-01T00:00:00Z&limit=200", 13],
  ["what is stuck", "?stuck=true", 0],
])("filtered by %s", async (_what, query, count) => {
  await server.rest();
  expect((await list(query)).body.items).toHaveLength(count);
});

test("a row carries what the page shows, with the customer masked", async () => {
  const { body } = await list("?q=L-000003");
  expect(body.items[0]).toMatchObject({
    shortNumber: textWith("000003"),
    channel: "tmall",
    status: "waiting",
    stage: "pack",
    workflow: "gift-and-release",
    workflowVersion: 1,
    next: { kind: "event", text: inBothLanguages },
  });
  expect(body.items[0]?.customer).not.toContain("李晓婷");
});

describe("asked wrongly", () => {
  test.each([
    ["a cursor nobody gave", "?cursor=abc", "bad-cursor"],
    ["a parameter nobody knows", "?colour=red", "unknown-parameter"],
    ["a page of none", "?limit=0", "wrong-format"],
    ["a page too large", "?limit=201", "wrong-format"],
    ["a page in words", "?limit=ten", "wrong-format"],
    ["a day that is none", "?from=yesterday", "wrong-format"],
  ])("%s: 400", async (_what, query, code) => {
    const answer = await list(query);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });
  test("the cursor of another filter: 400", async () => {
    const { body } = await list("?limit=2&channel=tmall");
    const answer = await list(`?limit=2&channel=douyin&cursor=${encodeURIComponent(body.nextCursor ?? "")}`);
    expect([answer.status, answer.body.code]).toEqual([400, "bad-cursor"]);
  });
  test("tasks by a cursor nobody gave: 400", async () => {
    const answer = await server.call<TaskList & ProblemDetails>("GET", "/v1/tasks?cursor=abc");
    expect([answer.status, answer.body.code]).toEqual([400, "bad-cursor"]);
  });
  test.each([
    ["/v1/orders/OL-1", "order-not-found"],
    ["/v1/orders/OL-1/timeline", "order-not-found"],
    ["/v1/instances/OL-1/gift-and-release", "instance-not-found"],
    ["/v1/nothing", "not-found"],
  ])("GET %s: 404", async (path, code) => {
    const answer = await server.call<ProblemDetails>("GET", path);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  });
  test("a path that cannot be decoded: 400", async () => {
    expect((await server.call("GET", "/v1/orders/%E0%A4%A")).status).toBe(400);
  });
});

test("counts by status, stage and channel add up to the total", async () => {
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const { body } = await server.call<OrderCounts>("GET", "/v1/orders/counts");
  const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);
  expect([sum(body.byStatus), sum(body.byChannel)]).toEqual([body.total, body.total]);
  expect(body.byStage).toMatchObject({ pack: 13 });
});
