import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import type { IntakeResult, OrderCounts } from "@orderloom/api-contract";
import { expect, test } from "vitest";
import { Api, until } from "./harness/api.ts";
import { testFolder } from "./harness/folder.ts";
import { testRuntime } from "./harness/test-runtime.ts";

const LINES = 100_000;
const BAD = 61_803;
const MOST_MEGABYTES = 900;

/** Small, so that the test is about their number. */
function orderLine(number: number): string {
  const price = { minorUnits: 9900, currency: "CNY" };
  return `${JSON.stringify({
    channel: "taobao",
    channelOrderId: `B${String(number)}`,
    placedAt: "2026-11-11T10:00:00+08:00",
    customer: {},
    lines: [{ id: "1", sku: "SR-20", quantity: 1, unitPrice: price }],
    payment: { method: "alipay", status: "captured" },
    shipTo: { country: "CN", street: "文一西路 969 号", name: "李晓婷" },
  })}\n`;
}

test("100,000 NDJSON lines, one of them bad, all sent before an answer is read: each is answered in its order", async () => {
  const runtime = await testRuntime({ data: testFolder() });
  const socket = connect({ port: Number(new URL(runtime.url).port), host: "127.0.0.1" });
  // Not a byte of the answer is read until the last line has gone.
  socket.pause();
  socket.write(
    "POST /v1/orders HTTP/1.1\r\nHost: orderloom\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
  );
  for (let from = 1; from <= LINES; from += 500) await sendChunk(socket, linesFrom(from));
  await written(socket, "0\r\n\r\n");

  const { results, last } = resultsOf(await wholeAnswer(socket));
  expect(last).toEqual({ complete: true, counts: { accepted: LINES - 1, duplicate: 0, refused: 1, total: LINES } });
  expect(results.findIndex(({ line }, index) => line !== index + 1)).toBe(-1);
  expect(results.filter(({ status }) => status !== 202)).toEqual([
    expect.objectContaining({ line: BAD, status: 400, code: "malformed-json" }),
  ]);
  expect(new Set(results.map(({ orderId }) => orderId)).size).toBe(LINES);
  const api = new Api(runtime.url);
  await until(
    async () => (await api.call<OrderCounts>("GET", "/v1/orders/counts")).body.total,
    (total) => total === LINES - 1,
  );
  expect(mostMegabytes(runtime.pid)).toBeLessThan(MOST_MEGABYTES);
}, 300_000);

function linesFrom(from: number): string {
  return Array.from({ length: 500 }, (_, index) =>
    from + index === BAD ? '{"channel": "taobao", "lines": [\n' : orderLine(from + index),
  ).join("");
}

async function sendChunk(socket: Socket, text: string): Promise<void> {
  await written(socket, `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

function written(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function wholeAnswer(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer); // no encoding was set
  return Buffer.concat(chunks).toString("utf8");
}

/** The lines of the answer, out of the chunks they came in. */
function resultsOf(answer: string): { readonly results: readonly IntakeResult[]; readonly last: unknown } {
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  const lines = body
    .replaceAll("\r\n", "\u0000")
    .split("\n")
    .flatMap((part) => part.split("\u0000"));
  const said = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as IntakeResult);
  return { results: said.slice(0, -1), last: said.at(-1) };
}

/** The most memory the process ever held, where the system tells. */
function mostMegabytes(pid: number): number {
  const told = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"))?.[1];
  return Number(told ?? 0) / 1024;
}
