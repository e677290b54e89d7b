import { afterAll, beforeAll, expect, test } from "vitest";
import { anOrder, onCredit } from "./testing/orders.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

/*
 * H10: who the customer is stays out of logs, events, streams, lists, metrics and timelines, also when things go wrong.
 */

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());

const secrets = ["欧阳若兰", "13987654321", "4321@example.com", "云栖小镇 77 号", "dev-7f3a9", "buyer-token-x1"];
const person = { name: "欧阳若兰", phone: "13987654321" };
const customer = { ...person, email: "4321@example.com", deviceId: "dev-7f3a9", buyerToken: "buyer-token-x1" };
const shipTo = {
  country: "CN",
  province: "浙江省",
  city: "杭州市",
  district: "西湖区",
  street: "云栖小镇 77 号",
  ...person,
};

test("who ordered is told to nobody who need not know", async () => {
  const heard = eventsOf("/v1/events");
  const board = eventsOf("/v1/board");
  await new Promise((resolve) => setTimeout(resolve, 150));
  await fetch(`${server.wms}/control`, {
    method: "POST",
    body: JSON.stringify({ action: "reserve-stock", mode: "garbage", times: 1 }),
  });
  const broken = await server.settle(anOrder({ customer, shipTo }));
  const fine = await server.settle(anOrder({ customer, shipTo }));
  const review = await server.settle({
    ...onCredit("b2b-1003"),
    customer: { ...customer, channelCustomerId: "b2b-1003" },
    shipTo,
  });
  await server.call("POST", `/v1/orders/${fine.order.id}/events`, {
    type: "order.address-changed",
    data: { shipTo: { ...shipTo, city: "宁波市" } },
  });
  await server.call("POST", "/v1/orders", { ...anOrder({ customer, shipTo }), channel: person.phone });
  await server.call("POST", "/v1/orders", `{"customer": {"phone": "13987654321"`, {
    "content-type": "application/json",
  });
  await server.rest();
  await new Promise((resolve) => setTimeout(resolve, 300));

  const ids = [broken, fine, review].map(({ order }) => order.id);
  const read = async (path: string): Promise<readonly [string, string]> => [
    path,
    (await server.call("GET", path)).text,
  ];
  const said: readonly (readonly [string, string])[] = [
    ["the log", server.logged()],
    ["the event stream", await heard()],
    ["the board", await board()],
    await read("/v1/orders?limit=200"),
    await read("/v1/tasks?limit=200"),
    await read("/metrics"),
    ...(await Promise.all(ids.flatMap((id) => [read(`/v1/orders/${id}`), read(`/v1/orders/${id}/timeline`)]))),
    ...(await Promise.all(ids.map((id) => read(`/v1/instances/${id}/gift-and-release`)))),
  ];
  for (const [where, text] of said)
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${where}`).toBe(false);
});

/** Listens from now on; the call gives what was said and stops. */
function eventsOf(path: string): () => Promise<string> {
  const stop = new AbortController();
  let text = "";
  const heard = (async () => {
    const response = await fetch(server.url + path, { signal: stop.signal });
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) text += chunk;
  })().catch(() => undefined);
  return async () => {
    stop.abort();
    await heard;
    return text;
  };
}
