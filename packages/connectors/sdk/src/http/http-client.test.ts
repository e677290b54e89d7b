import { RetryableError, TerminalError } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UnreadableAnswerError } from "../faults.ts";
import { type FakeSystem, startFake } from "../fake/fake-system.ts";
import { httpClient, type HttpRequest } from "./http-client.ts";
import { retryAfterMs } from "./retry-after.ts";

let system: FakeSystem;
beforeAll(async () => {
  system = await startFake(() => [
    {
      action: "get",
      method: "GET",
      path: "/thing",
      writes: false,
      handle: () => ({ status: 200, body: { a: "中文" } }),
    },
    {
      action: "none",
      method: "GET",
      path: "/missing",
      writes: false,
      handle: () => ({ status: 404, body: { code: "not-found", detail: "李晓婷" } }),
    },
    {
      action: "away",
      method: "GET",
      path: "/away",
      writes: false,
      handle: () => ({ status: 302, body: null, headers: { location: "http://example.com/" } }),
    },
    { action: "echo", method: "POST", path: "/echo", writes: true, handle: ({ body }) => ({ status: 201, body }) },
  ]);
});
afterAll(() => system.stop());

const call = (request: Partial<HttpRequest> & { path: string }) => {
  const http = httpClient({
    fetch: (url, init) => fetch(url, { ...init, redirect: "manual" }),
    signal: new AbortController().signal,
    now: () => 0,
  });
  return http({ method: "GET", url: `${system.url}${request.path}`, ...request });
};

test("JSON goes out and comes back", async () => {
  expect(await call({ path: "/echo", method: "POST", body: { b: [1, "二"] } })).toMatchObject({
    status: 201,
    body: { b: [1, "二"] },
  });
  expect((await call({ path: "/thing" })).body).toEqual({ a: "中文" });
});

test("a status that was said to be an answer is one", async () => {
  expect((await call({ path: "/missing", accept: [404] })).status).toBe(404);
});

describe("faults", () => {
  test.each([
    ["a 404 that nobody expected", { path: "/missing" }, TerminalError, "answered 404 (not-found)"],
    ["a redirect leads out of the grant", { path: "/away" }, TerminalError, "answered 302"],
    ["an answer that is too long", { path: "/thing", limitBytes: 5 }, UnreadableAnswerError, "longer than 5 bytes"],
  ])("%s", async (_, request, kind, said) => {
    await expect(call(request)).rejects.toThrow(kind);
    await expect(call(request)).rejects.toThrow(said);
  });

  test("what the other side says of persons is not repeated", async () => {
    await expect(call({ path: "/missing" })).rejects.not.toThrow("李晓婷");
  });

  test("silence is retryable", async () => {
    system.control({ action: "get", mode: "hang", times: 1 });
    const silent = call({ path: "/thing", timeoutMs: 50 });
    await expect(silent).rejects.toThrow(RetryableError);
  });

  test("a line that drops is retryable", async () => {
    system.control({ action: "get", mode: "twice", times: 1 });
    await expect(call({ path: "/thing" })).rejects.toThrow(RetryableError);
  });
});

test.each([
  ["seconds", "7", 7000],
  ["a date", "Thu, 01 Jan 1970 00:00:30 GMT", 20_000],
  ["a date that is over", "Thu, 01 Jan 1970 00:00:05 GMT", 0],
  ["a week is cut to a day", "604800", 86_400_000],
  ["something else", "soon", undefined],
  ["nothing", null, undefined],
])("Retry-After: %s", (_, header, ms) => {
  expect(retryAfterMs(header, 10_000)).toBe(ms);
});
