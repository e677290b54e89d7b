import type { OrderRow, ProblemDetails } from "@orderloom/api-contract";
import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

interface Frame {
  readonly id?: string;
  readonly event?: string;
  readonly data: string;
  /** Milliseconds since the stream was opened. */
  readonly at: number;
}

/** Reads an event stream until `enough` says so. */
async function listen(
  path: string,
  enough: (frames: readonly Frame[]) => boolean,
  headers: Record<string, string> = {},
): Promise<readonly Frame[]> {
  const stop = new AbortController();
  const opened = performance.now();
  const response = await fetch(server.url + path, { headers, signal: stop.signal });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const frames: Frame[] = [];
  let rest = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    rest += chunk;
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      const frame = frameOf(rest.slice(0, end), performance.now() - opened);
      if (frame !== undefined) frames.push(frame);
      rest = rest.slice(end + 2);
    }
    if (enough(frames)) break;
  }
  stop.abort();
  return frames;
}

function frameOf(text: string, at: number): Frame | undefined {
  const fields = new Map(text.split("\n").map((line) => line.split(/: (.*)/s, 2) as [string, string])); // two by the limit
  const data = fields.get("data");
  const id = fields.get("id");
  const event = fields.get("event");
  if (data === undefined) return undefined;
  return { data, at, ...(id === undefined ? {} : { id }), ...(event === undefined ? {} : { event }) };
}

const eventOf = (frame: Frame): OrderLoomEvent => JSON.parse(frame.data) as OrderLoomEvent; // the stream's own format
const waits = (orderId: string) => (frames: readonly Frame[]) =>
  frames.some((frame) => frame.event === "wait.started" && eventOf(frame).orderId === orderId);

describe("/v1/events", () => {
  test("tells live what happens, each with its cursor, ordered per order", async () => {
    const heard = listen("/v1/events", (frames) => frames.some(({ event }) => event === "wait.started"));
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { order } = await server.settle(anOrder());
    const frames = (await heard).filter((frame) => eventOf(frame).orderId === order.id);
    expect(frames[0]?.event).toBe("order.received");
    expect(frames.every(({ id }) => id !== undefined && id !== "")).toBe(true);
    expect(new Set(frames.map(({ id }) => id)).size).toBe(frames.length);
  });
  test("broken off and resumed by Last-Event-ID: nothing is missing", async () => {
    const from = await listen("/v1/events?after=", () => true, { "last-event-id": await firstCursor() });
    const cursor = from.at(-1)?.id ?? "";
    const orders = await Promise.all([anOrder(), anOrder(), anOrder()].map((order) => server.settle(order)));
    const last = orders.at(-1)?.order.id ?? "";
    const whole = await listen("/v1/events", allWait(orders), { "last-event-id": cursor });
    const middle = whole[Math.floor(whole.length / 2)]?.id ?? "";
    const rest = await listen("/v1/events", waits(last), { "last-event-id": middle });
    const expected = whole.slice(Math.floor(whole.length / 2) + 1).map((frame) => eventOf(frame).id);
    expect(rest.map((frame) => eventOf(frame).id)).toEqual(expect.arrayContaining(expected));
  });
  test("?after= does the same, ?order= keeps to one order", async () => {
    const cursor = await firstCursor();
    const [one] = await Promise.all([server.settle(anOrder()), server.settle(anOrder())]);
    const frames = await listen(`/v1/events?after=${cursor}&order=${one.order.id}`, waits(one.order.id));
    expect(new Set(frames.map((frame) => eventOf(frame).orderId))).toEqual(new Set([one.order.id]));
  });
  test("a cursor nobody gave: 400", async () => {
    const answer = await server.call<ProblemDetails>("GET", "/v1/events?after=yesterday");
    expect([answer.status, answer.body.code]).toEqual([400, "bad-cursor"]);
  });

  const allWait = (orders: readonly { order: { id: string } }[]) => (frames: readonly Frame[]) =>
    orders.every(({ order }) => waits(order.id)(frames));
  async function firstCursor(): Promise<string> {
    const heard = listen("/v1/events", (frames) => frames.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await server.settle(anOrder());
    return (await heard)[0]?.id ?? "";
  }
});

test("/v1/board tells which rows changed, coalesced to at most ten frames a second (S30)", async () => {
  interface RowsFrame {
    readonly rows: readonly OrderRow[];
    readonly counts?: { readonly total: number };
  }
  const orders = Array.from({ length: 60 }, () => anOrder());
  const rowsOf = (frames: readonly Frame[]): readonly RowsFrame[] =>
    frames.filter(({ event }) => event === "rows").map(({ data }) => JSON.parse(data) as RowsFrame); // the stream's own format
  const packed = (frames: readonly Frame[]): number =>
    new Set(rowsOf(frames).flatMap(({ rows }) => rows.filter(({ stage }) => stage === "pack").map(({ id }) => id)))
      .size;
  const heard = listen("/v1/board", (frames) => packed(frames) >= 60);
  await new Promise((resolve) => setTimeout(resolve, 150));
  await server.call("POST", "/v1/orders/batch", { orders });
  const frames = (await heard).filter(({ event }) => event === "rows");
  const seconds = ((frames.at(-1)?.at ?? 0) - (frames[0]?.at ?? 0)) / 1000;
  expect(frames.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
  expect(rowsOf(frames).some(({ counts }) => counts !== undefined)).toBe(true);
});
