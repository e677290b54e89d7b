import type { PassedOrderList, ProblemDetails, TrafficAnswer } from "@orderloom/api-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
let waiting: string;
beforeAll(async () => {
  server = await startTestServer(["credit-term-review"]);
  waiting = (await server.settle(onCredit("b2b-1004"))).row.id;
});
afterAll(() => server.stop());

const path = "/v1/definitions/workflow/credit-term-review/traffic";

test("the last seven days, node by node, from the store", async () => {
  const answer = await must(server.call<TrafficAnswer>("GET", path));
  expect(answer).toMatchObject({ workflow: "credit-term-review", days: 7 });
  expect(answer.from < answer.to).toBe(true);
  expect(answer.nodes["start"]).toEqual({ entered: 1, open: 0, ports: { next: 1 } });
  const open = Object.values(answer.nodes).filter((node) => node.open > 0);
  expect(open).toHaveLength(1);
  expect(open[0]?.longestWaitMs).toBeGreaterThanOrEqual(0);
});

test("orders that were at a node: named shortly, masked, with the way they took", async () => {
  const { items } = await must(server.call<PassedOrderList>("GET", `${path}/payment-method/orders?limit=5`));
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ orderId: waiting, channel: "b2b", total: { currency: "CNY" } });
  expect(items[0]?.port).toBeDefined();
  expect(JSON.stringify(items)).not.toContain("深圳禾木");
  expect((await must(server.call<PassedOrderList>("GET", `${path}/payment-method/orders?port=nowhere`))).items).toEqual(
    [],
  );
});

test.each([
  ["no such workflow", "/v1/definitions/workflow/nowhere/traffic", 404, "definition-not-found"],
  [
    "no such workflow, asked for its orders",
    "/v1/definitions/workflow/nowhere/traffic/start/orders",
    404,
    "definition-not-found",
  ],
  ["days that are none", `${path}?days=0`, 400, "wrong-format"],
  ["more than are kept", `${path}?days=600`, 400, "wrong-format"],
  ["a limit beyond measure", `${path}/start/orders?limit=1000`, 400, "wrong-format"],
])("%s", async (_what, asked, status, code) => {
  const answer = await server.call<ProblemDetails>("GET", asked);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});
