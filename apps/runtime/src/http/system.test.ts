import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

test.each([
  ["/healthz", { status: "ok" }],
  ["/readyz", { status: "ready" }],
])("%s answers", async (path, body) => {
  expect(await server.call("GET", path)).toMatchObject({ status: 200, body });
});

test("/metrics is Prometheus text and counts what is done", async () => {
  await server.settle(anOrder());
  const { status, headers, text } = await server.call("GET", "/metrics");
  expect([status, headers.get("content-type")?.startsWith("text/plain")]).toEqual([200, true]);
  expect(text).toMatch(/^# TYPE orderloom_turns_total counter$/m);
  expect(text).toMatch(/^orderloom_turns_total \d+$/m);
});

test("/docs is a page that needs nothing from elsewhere", async () => {
  const page = await server.call("GET", "/docs");
  expect(page.text).not.toMatch(/https?:\/\//);
  const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? "");
  expect(files.length).toBe(3);
  for (const file of files) expect((await server.call("GET", file)).status, file).toBe(200);
});

describe("what every answer carries", () => {
  test.each(["/v1/orders", "/docs", "/healthz", "/v1/nothing"])(
    "%s: nobody may frame it, sniff it, or load foreign scripts",
    async (path) => {
      const { headers } = await server.call("GET", path);
      expect(headers.get("content-security-policy")).toContain("script-src 'self'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe-eval");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );
  test("the intake's answers are not sniffed either", async () => {
    const { headers } = await server.call("POST", "/v1/orders", anOrder());
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

test("a method that a path does not take: 404 or 405, never a success", async () => {
  expect((await server.call("DELETE", "/v1/orders")).status).toBeGreaterThanOrEqual(404);
});
