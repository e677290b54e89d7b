import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decisionExample, operations } from "@orderloom/api-contract";
import { tableExample } from "./testing/tables.ts";
import { onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

/*
 * Every call's example works as it stands: sent as /openapi.json shows it, to the system that shows it, it gets an answer that is described.
 */

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly example?: string | number;
}
interface Described {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example: unknown }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());
// Something is there for each place that an example names, whatever the ones before did with theirs.
beforeEach(async () => {
  await fetch(`${server.finance}/control`, {
    method: "POST",
    body: '{"action": "*", "mode": "fail", "status": 400, "times": 1}',
  });
  await server.settle(onCredit("b2b-1003"));
  await server.settle(onCredit("b2b-1003"));
});

const document = (): Promise<Document> => must(server.call<Document>("GET", "/openapi.json"));

test("is OpenAPI 3.1 and describes each call once", async () => {
  const { openapi, paths } = await document();
  const ids = Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
  expect(openapi).toMatch(/^3\.1/);
  expect(ids.sort()).toEqual(Object.keys(operations).sort());
});

describe("the example, sent as it stands, of", () => {
  // Those that replace a whole list come last: the others need the list as it was.
  const inTurn = Object.values(operations).sort(
    (a, b) => Number(a.id.startsWith("put")) - Number(b.id.startsWith("put")),
  );
  test.each(inTurn.map(({ id, method, path }) => [id, method, path] as const))("%s", async (_id, method, path) => {
    const described = (await document()).paths[path]?.[method];
    if (described === undefined) throw new Error("not described");
    await prepare(described);
    const { headers, ...sent } = await requestOf(path, described);
    const answer =
      typeof sent.body === "string"
        ? await sendText(method, sent.path, sent.body, headers)
        : await server.call(method.toUpperCase(), sent.path, sent.body, headers);
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(Object.keys(described.responses)).toContain(String(answer.status));
  });
});

/** What a person reading the page would have done before: there is a draft to check or to publish, a version to read. */
async function prepare({ operationId }: Described): Promise<void> {
  const place = "/v1/definitions/decision/large-order";
  const draft = await server.call("GET", `${place}/draft`);
  if (draft.status === 200)
    await server.call("DELETE", `${place}/draft`, undefined, { "if-match": draft.headers.get("etag") ?? "" });
  if (operationId === "getSheet" || operationId === "putSheet") await keepTable();
  if (
    ["getDraft", "checkDefinition", "publishDefinition", "publish", "previewPublish", "deleteDraft"].includes(
      operationId,
    )
  )
    await must(server.call("PUT", `${place}/draft`, { ...decisionExample, description: { en: operationId } }));
  if (operationId === "startWorkflow") await publishOwn();
  if (operationId === "getMetric") await publishMetric();
  if (["listVersions", "getVersion", "evaluateDecision"].includes(operationId)) {
    await must(server.call("PUT", `${place}/draft`, { ...decisionExample, description: { en: operationId } }));
    await must(server.call("POST", `${place}/publish`, { note: "first" }));
  }
}

/** A workflow that belongs to no order. */
async function publishOwn(): Promise<void> {
  const place = "/v1/definitions/workflow/stock-count";
  const nodes = { start: { type: "start", ports: { next: "end" } }, end: { type: "end", outcome: "done" } };
  const head = { kind: "workflow", schemaVersion: 1, id: "stock-count", name: { en: "Stock count" }, role: "own" };
  await must(server.call("PUT", `${place}/draft`, { ...head, nodes }));
  await must(server.call("POST", `${place}/publish`, { note: "first" }));
}

async function publishMetric(): Promise<void> {
  const place = "/v1/definitions/metric/channelOrdersGrowth";
  const head = { kind: "metric", schemaVersion: 1, id: "channelOrdersGrowth", name: { en: "Hourly growth" } };
  const of = { event: "order.received", aggregate: "count", by: ["=order.channel"] };
  await must(server.call("PUT", `${place}/draft`, { ...head, of, window: { length: "PT1H" } }));
  await must(server.call("POST", `${place}/publish`, { note: "first" }));
}

async function keepTable(): Promise<void> {
  const path = "/v1/definitions/decision/gift-table/draft";
  if ((await server.call("GET", path)).status === 404) await must(server.call("PUT", path, tableExample));
}

async function requestOf(
  path: string,
  { operationId, parameters, requestBody }: Described,
): Promise<{ readonly path: string; readonly body?: object | string; readonly headers: Record<string, string> }> {
  let filled = path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const parameter of parameters) {
    if (parameter.in === "path") filled = filled.replace(`{${parameter.name}}`, String(parameter.example));
    else if (parameter.in === "header" && parameter.example !== undefined)
      headers[parameter.name] = String(parameter.example);
    else if (parameter.in === "query" && parameter.example !== undefined)
      query.set(parameter.name, String(parameter.example));
  }
  const [content] = Object.values(requestBody?.content ?? {});
  const [type = ""] = Object.keys(requestBody?.content ?? {});
  if (typeof content?.example === "string") headers["content-type"] = type;
  const needsMatch = parameters.some(({ name }) => name === "If-Match") && operationId !== "putDraft";
  if (needsMatch) headers["if-match"] = (await server.call("GET", filled)).headers.get("etag") ?? "";
  return {
    path: query.size > 0 ? `${filled}?${query.toString()}` : filled,
    ...(typeof content?.example === "string" || (typeof content?.example === "object" && content.example !== null)
      ? { body: content.example }
      : {}),
    headers,
  };
}

/** A body that is no JSON: a spreadsheet. */
async function sendText(method: string, path: string, body: string, headers: Record<string, string>) {
  const answer = await fetch(server.url + path, { method: method.toUpperCase(), body, headers });
  return { status: answer.status, text: await answer.text() };
}

test("holds to the OpenAPI document's own rules where we can see them: every path parameter is described", async () => {
  const { paths } = await document();
  for (const [path, item] of Object.entries(paths)) {
    for (const { parameters, operationId } of Object.values(item)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name),
        operationId,
      ).toEqual(named);
    }
  }
});
