import { request } from "node:http";
import type { AcceptedOrder, IntakeResult, OrderList, ProblemDetails } from "@orderloom/api-contract";
import type { OrderInput } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { aText, inBothLanguages, textLike, textWith } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

interface BatchAnswer {
  readonly results: readonly IntakeResult[];
  readonly counts: Counts;
}
type Counts = typeof noneCounted;
const noneCounted = { accepted: 0, duplicate: 0, refused: 0, total: 0 };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

/** An accepted order, or what is wrong with it. */
type Said = Omit<AcceptedOrder, "status"> & Omit<ProblemDetails, "status">;
const post = (body: unknown, headers?: Readonly<Record<string, string>>) =>
  server.call<Said>("POST", "/v1/orders", body, headers);
const asJson = { "content-type": "application/json" };
const [line] = anOrder().lines;
if (line === undefined) throw new Error("the example has lines");
const linesOf = (count: number) => Array.from({ length: count }, (_, index) => ({ ...line, id: String(index + 1) }));
const storedCount = async (): Promise<number> =>
  (await must(server.call<{ total: number }>("GET", "/v1/orders/counts"))).total;

describe("one order", () => {
  test("accepted: 202 with its id, trace id and the workflow that took it", async () => {
    const { status, body } = await post(anOrder());
    expect(status).toBe(202);
    expect(body).toEqual({
      orderId: textLike(/^OL-\d{8}-\d+$/),
      traceId: textWith(body.orderId),
      status: aText,
      instances: [{ id: `${body.orderId}/gift-and-release`, workflow: "gift-and-release", version: 1 }],
    });
  });
  test("the same again: 200, the same body, duplicate", async () => {
    const order = anOrder();
    const first = await post(order);
    const again = await post(order);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ orderId: first.body.orderId, traceId: first.body.traceId, duplicate: true });
  });
  test("the same, written otherwise (order of fields, spaces in the phone), is the same", async () => {
    const order = anOrder();
    await post(order);
    const { customer, ...rest } = order;
    const again = await post({ ...rest, customer: { ...customer, phone: "138 0000 6021" } });
    expect(again.status).toBe(200);
  });
  test("the same id with other content: 409, and what to do instead", async () => {
    const order = anOrder();
    await post(order);
    const { status, body } = await post({ ...order, total: { minorUnits: 1, currency: "CNY" } });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: "order-differs", message: { en: textWith("order event") } });
  });
  test("fifty twins at once: one order, all of them told of it", async () => {
    const order = anOrder();
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(order)));
    expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    const found = await must(server.call<OrderList>("GET", `/v1/orders?q=${order.channelOrderId}`));
    expect(found.items).toHaveLength(1);
  });
});

const broken = (change: object): string => JSON.stringify({ ...anOrder(), ...change });
const deep = `{"a":${"[".repeat(40)}${"]".repeat(40)}}`;
const disguised = JSON.stringify(anOrder()).replace("{", '{"__proto__":{"channel":"tmall"},');
const large = JSON.stringify({ note: "x".repeat(1_100_000) });

describe("refused at the door, with nothing kept", () => {
  test.each([
    ["JSON that breaks off", '{"channel": "tmall", "lines": [', 400, "malformed-json", ""],
    ["nothing", "", 400, "empty-body", ""],
    ["nested too deep", deep, 400, "body-too-deep", ""],
    ["too large", large, 413, "body-too-large", ""],
    ["a list instead of an order", "[]", 422, "wrong-type", ""],
    [
      "a quantity in words",
      broken({ lines: [{ ...line, quantity: "three" }] }),
      422,
      "wrong-type",
      "/lines/0/quantity",
    ],
    ["a negative quantity", broken({ lines: [{ ...line, quantity: -1 }] }), 422, "out-of-range", "/lines/0/quantity"],
    ["half a piece", broken({ lines: [{ ...line, quantity: 0.5 }] }), 422, "wrong-type", "/lines/0/quantity"],
    ["a channel we do not know", broken({ channel: "amazon" }), 422, "unknown-channel", "/channel"],
    ["a thousand lines", broken({ lines: linesOf(1000) }), 422, "too-long", "/lines"],
    ["no line", broken({ lines: [] }), 422, "too-short", "/lines"],
    [
      "a currency that is none",
      broken({ total: { minorUnits: 1, currency: "RMB" } }),
      422,
      "unknown-currency",
      "/total/currency",
    ],
    [
      "a country that is none",
      broken({ shipTo: { ...anOrder().shipTo, country: "XX" } }),
      422,
      "unknown-country",
      "/shipTo/country",
    ],
    ["a field we do not know", broken({ coupon: "A" }), 422, "unknown-field", "/coupon"],
    ["a date that is none", broken({ placedAt: "2026-02-30T00:00:00+08:00" }), 422, "wrong-format", "/placedAt"],
    ["a prototype in disguise", disguised, 422, "unknown-field", "/__proto__"],
  ])("%s", async (_what, body, status, code, pointer) => {
    const before = await storedCount();
    const answer = await post(body, asJson);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (pointer !== "") expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await storedCount()).toBe(before);
  });
  test("another media type: 415 and which are taken", async () => {
    const answer = await post("<order/>", { "content-type": "application/xml" });
    expect([answer.status, answer.body.code]).toEqual([415, "unsupported-media-type"]);
    expect(answer.body.detail).toContain("application/x-ndjson");
  });
  test("a person nobody knows: 401", async () => {
    const answer = await server.as("nobody")("POST", "/v1/orders", anOrder());
    expect(answer.status).toBe(401);
  });
});

test.each([
  ["zh-CN,zh;q=0.9", "没有渠道「amazon」"],
  ["en-GB,en;q=0.8", "There is no channel"],
  ["fr", "没有渠道「amazon」"],
])("Accept-Language %s: the title is in it, the message in both (RFC 9457)", async (language, said) => {
  const { headers, body } = await post(broken({ channel: "amazon" }), { ...asJson, "accept-language": language });
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(body.title).toContain(said);
  expect(body).toEqual({
    type: textWith("unknown-channel"),
    title: aText,
    status: 422,
    detail: textWith(said),
    code: "unknown-channel",
    instance: "/v1/orders",
    message: { "zh-CN": textWith("没有渠道"), en: textWith("There is no channel") },
    errors: [
      {
        pointer: "/channel",
        code: "unknown-channel",
        message: inBothLanguages,
      },
    ],
  });
});

describe("a batch", () => {
  const batch = (orders: unknown) => server.call<BatchAnswer & ProblemDetails>("POST", "/v1/orders/batch", { orders });
  test("good ones are kept, bad ones explained, in the order they came", async () => {
    const twin = anOrder();
    const { status, body } = await batch([twin, { ...anOrder(), channel: "amazon" }, twin, anOrder()]);
    expect(status).toBe(200);
    expect(body.results.map((result) => [result.line, result.status])).toEqual([
      [1, 202],
      [2, 422],
      [3, 200],
      [4, 202],
    ]);
    expect(body.results[1]?.errors?.[0]).toMatchObject({ pointer: "/channel", code: "unknown-channel" });
    expect(body.counts).toEqual({ accepted: 2, duplicate: 1, refused: 1, total: 4 });
  });
  test("empty: nothing to do, and said so", async () => {
    expect((await batch([])).body).toMatchObject({ results: [], counts: { total: 0 } });
  });
  test.each([
    ["1,001 orders", Array.from({ length: 1001 }, () => ({})), "too-many-orders"],
    ["no list", "orders", "missing-field"],
  ])("%s: 422", async (_what, orders, code) => {
    expect((await batch(orders)).body).toMatchObject({ status: 422, code });
  });
});

describe("NDJSON", () => {
  const send = async (lines: readonly string[]) => {
    const answer = await post(lines.join("\n"), { "content-type": "application/x-ndjson" });
    const said = answer.text
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as IntakeResult & { complete?: true });
    return { status: answer.status, last: said.at(-1), results: said.slice(0, -1) };
  };
  const text = (order: OrderInput): string => JSON.stringify(order);

  test("an answer per line in their order, bad ones explained, and the counts at the end", async () => {
    const twin = text(anOrder());
    const { status, last, results } = await send([
      text(anOrder()),
      "{bad",
      twin,
      broken({ channel: "amazon" }),
      twin,
      "",
    ]);
    expect(status).toBe(200);
    expect(results.map((result) => [result.line, result.status, result.code])).toEqual([
      [1, 202, undefined],
      [2, 400, "malformed-json"],
      [3, 202, undefined],
      [4, 422, "unknown-channel"],
      [5, 200, undefined],
    ]);
    expect(results[1]?.errors?.[0]?.message).toEqual(inBothLanguages);
    expect(last).toEqual({ complete: true, counts: { accepted: 2, duplicate: 1, refused: 2, total: 5 } });
  });
  test("nothing sent: complete, nothing counted", async () => {
    expect((await send([])).last).toEqual({
      complete: true,
      counts: noneCounted,
    });
  });
  test("a line larger than a mebibyte is refused, the next is read", async () => {
    const { results } = await send([JSON.stringify({ note: "x".repeat(1_100_000) }), text(anOrder())]);
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      [413, "body-too-large"],
      [202, undefined],
    ]);
  });
  test("a sender who goes away in the middle: what was read is kept, the server goes on", async () => {
    const order = anOrder();
    await new Promise<void>((resolve) => {
      const half = request(`${server.url}/v1/orders`, {
        method: "POST",
        headers: { "content-type": "application/x-ndjson" },
      });
      half.on("response", (response) => {
        response.once("data", () => {
          half.destroy();
          resolve();
        });
      });
      half.on("error", () => undefined);
      half.write(`${text(order)}\n{"channel":`);
    });
    expect((await post(order)).status).toBe(200);
  });
});

test("while stopping nothing is taken: 503 and when to come again", async () => {
  const stopping = await startTestServer();
  stopping.close();
  const answer = await stopping.call<ProblemDetails>("POST", "/v1/orders", anOrder());
  expect([answer.status, answer.body.code, answer.headers.get("retry-after")]).toEqual([503, "shutting-down", "5"]);
  expect((await stopping.call("GET", "/readyz")).status).toBe(503);
  expect((await stopping.call("GET", "/healthz")).status).toBe(200);
  await stopping.stop();
});

test("when too many are inside the next is turned away unread: 503 and when to come again; who was inside is accepted", async () => {
  const small = await startTestServer([], { ordersInside: 1 });
  const waiting = anOrder();
  const inside = request(`${small.url}/v1/orders`, { method: "POST", headers: asJson });
  const answered = new Promise<number>((resolve) =>
    inside.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }),
  );
  const text = JSON.stringify(waiting);
  inside.write(text.slice(0, 10));
  const away = anOrder();
  const busy = async () => (await small.call<ProblemDetails>("POST", "/v1/orders", away)).body.code === "too-busy";
  await expect.poll(busy).toBe(true);
  const turned = await small.call<ProblemDetails>("POST", "/v1/orders/batch", { orders: [away] });
  expect([turned.status, turned.body.code, turned.headers.get("retry-after")]).toEqual([503, "too-busy", "1"]);
  inside.end(text.slice(10));
  expect(await answered).toBe(202);
  const lines = [anOrder(), anOrder(), anOrder()].map((order) => JSON.stringify(order)).join("\n");
  const streamed = await fetch(`${small.url}/v1/orders`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: lines,
  });
  expect(await streamed.text()).toContain('"accepted":3');
  expect((await small.call("POST", "/v1/orders", away)).status).toBe(202);
  await small.stop();
});
