import type { ActivityList, DefinitionList, OrderList, ProblemDetails } from "@orderloom/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { textWith } from "./testing/matchers.ts";
import { anOrder } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

const path = "/v1/definitions/workflow/gift-and-release";
const lin = (method: string, of: string, body?: object) => server.as("lin")<ProblemDetails>(method, path + of, body);

test("pause: shown in the list, said on each order that waits, gone with resume", async () => {
  const paused = await lin("POST", "/pause", { reason: "盘点" });
  expect(paused).toMatchObject({ status: 200, body: { paused: { reason: "盘点", by: { name: "林晓" } } } });
  const { items } = await must(server.call<DefinitionList>("GET", "/v1/definitions?kind=workflow"));
  expect(items.find(({ id }) => id === "gift-and-release")?.paused).toMatchObject({ reason: "盘点" });
  const { row } = await server.settle(anOrder());
  expect(row).toMatchObject({
    status: "unrouted",
    waitsFor: { workflow: "gift-and-release", reason: "盘点" },
    next: { kind: "event", text: { "zh-CN": textWith("盘点"), en: textWith("go on") } },
  });
  const found = await must(server.call<OrderList>("GET", "/v1/orders?status=unrouted"));
  expect(found.items.map(({ id }) => id)).toContain(row.id);
  const timeline = await must(
    server.call<{ entries: readonly { title: object }[] }>("GET", `/v1/orders/${row.id}/timeline`),
  );
  expect(JSON.stringify(timeline)).toContain("恢复接单");
  expect(await lin("POST", "/resume", { reason: "盘完了" })).toMatchObject({ status: 200, body: { waiting: 1 } });
  await server.rest();
  expect((await must(server.call<{ row: object }>("GET", `/v1/orders/${row.id}`))).row).toMatchObject({
    workflow: "gift-and-release",
  });
});

test("what people did is told in both languages, the newest first", async () => {
  const { items } = await must(server.call<ActivityList>("GET", `${path}/activity`));
  expect(items.map(({ type }) => type)).toEqual(["workflow.resumed", "workflow.paused", "definition.published"]);
  expect(items[1]).toMatchObject({
    by: "林晓",
    title: { "zh-CN": textWith("暂停接单"), en: textWith("paused") },
    sentence: { "zh-CN": "理由「盘点」" },
  });
});

test.each([
  ["paused twice", "/pause", 409, "paused-already"],
  ["resumed without a pause", "/resume", 409, "not-paused"],
])("%s: 409", async (_what, of, status, code) => {
  if (of === "/pause") await lin("POST", of, { reason: "once" });
  const again = await lin("POST", of, { reason: "again" });
  expect([again.status, again.body.code]).toEqual([status, code]);
  await lin("POST", "/resume", {});
});

test.each([
  ["no reason", "/pause", {}, "missing-field"],
  ["an empty reason", "/pause", { reason: "" }, "too-short"],
])("refused: %s", async (_what, of, body, code) => {
  const answer = await lin("POST", of, body);
  expect([answer.status, answer.body.code]).toEqual([422, code]);
});

test("a workflow that nobody published", async () => {
  const answer = await server.call<ProblemDetails>("POST", "/v1/definitions/workflow/nowhere/pause", { reason: "x" });
  expect([answer.status, answer.body.code]).toEqual([404, "definition-not-found"]);
});
