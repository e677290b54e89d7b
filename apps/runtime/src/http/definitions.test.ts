import {
  decisionExample,
  type DiagnosticLine,
  type EvaluateAnswer,
  type ProblemDetails,
} from "@orderloom/api-contract";
import type { WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrder } from "./testing/orders.ts";
import { aText, textLike } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

interface Checked {
  readonly ok: boolean;
  readonly diagnostics: readonly DiagnosticLine[];
}
const put = (kind: string, definition: object, headers?: Record<string, string>) =>
  server.as("lin")<ProblemDetails>("PUT", `/v1/definitions/${kind}/${idOf(definition)}/draft`, definition, headers);
const idOf = (definition: object): string => ("id" in definition ? String(definition.id) : "");
const etagOf = (answer: { headers: Headers }): string => answer.headers.get("etag") ?? "";
const check = (kind: string, id: string, body?: object) =>
  must(server.call<Checked>("POST", `/v1/definitions/${kind}/${id}/check`, body));
const publish = (kind: string, id: string, note = "test") =>
  server.as("lin")<ProblemDetails & { changeSet: { items: readonly { version: number }[] } }>(
    "POST",
    `/v1/definitions/${kind}/${id}/publish`,
    { note },
  );

const decision = (id: string, value = 500) => ({
  ...decisionExample,
  id,
  rules: [
    {
      ...decisionExample.rules[0],
      conditions: { all: [{ fact: "order", path: "$.total", operator: "greaterThanInclusive", value }] },
    },
  ],
});
/** Takes every order and ends at once. */
const workflow = (id: string, nodes: WorkflowDefinition["nodes"] = atOnce): WorkflowDefinition => ({
  kind: "workflow",
  schemaVersion: 1,
  id,
  name: { en: id },
  role: "main",
  nodes,
});
const atOnce: WorkflowDefinition["nodes"] = {
  start: { type: "start", ports: { next: "done" } },
  done: { type: "end", outcome: "done" },
};
/** Goes round between two nodes without ever stopping. */
const looping: WorkflowDefinition["nodes"] = {
  start: { type: "start", ports: { next: "one" } },
  one: { type: "assign", set: { "vars.a": 1 }, ports: { next: "two" } },
  two: { type: "assign", set: { "vars.a": 2 }, ports: { next: "one" } },
  done: { type: "end", outcome: "done" },
};

describe("a draft", () => {
  test("is created: 201 and an ETag; read again it is the same", async () => {
    const created = await put("decision", decision("created"));
    expect(created.status).toBe(201);
    const read = await server.call("GET", "/v1/definitions/decision/created/draft");
    expect([read.status, etagOf(read)]).toEqual([200, etagOf(created)]);
    expect(read.body).toMatchObject({ kind: "decision", id: "created", definition: { type: "rules" } });
  });
  test("is changed by who has seen its newest state; by nobody else", async () => {
    const first = etagOf(await put("decision", decision("changed")));
    const blind = await put("decision", decision("changed", 600));
    expect([blind.status, blind.body.code]).toEqual([428, "etag-required"]);
    const second = await put("decision", decision("changed", 600), { "if-match": first });
    expect(second.status).toBe(200);
    const late = await put("decision", decision("changed", 700), { "if-match": first });
    expect([late.status, late.body.code]).toEqual([412, "draft-changed"]);
    expect(late.body.detail).toContain("林晓");
  });
  test("is discarded with If-Match only", async () => {
    const etag = etagOf(await put("decision", decision("discarded")));
    const remove = (headers?: Record<string, string>) =>
      server.call<ProblemDetails>("DELETE", "/v1/definitions/decision/discarded/draft", undefined, headers);
    expect((await remove()).status).toBe(428);
    expect((await remove({ "if-match": '"older"' })).status).toBe(412);
    expect((await remove({ "if-match": etag })).status).toBe(204);
    expect((await remove({ "if-match": etag })).body.code).toBe("draft-not-found");
  });
  test.each([
    ["another id than its place", "decision", "elsewhere", { ...decision("here") }, 422, "not-in-list"],
    ["another kind than its place", "workflow", "here", { ...decision("here") }, 422, "not-in-list"],
    ["no object", "decision", "here", [1], 422, "wrong-type"],
  ])("refused: %s", async (_what, kind, id, body, status, code) => {
    const answer = await server.call<ProblemDetails>("PUT", `/v1/definitions/${kind}/${id}/draft`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
  test("may be half-finished; check says what is missing, publish refuses it", async () => {
    expect((await put("decision", { kind: "decision", id: "half" })).status).toBe(201);
    const found = await check("decision", "half");
    expect(found.ok).toBe(false);
    expect(found.diagnostics[0]).toMatchObject({ severity: "error", message: { "zh-CN": aText } });
    const refused = await publish("decision", "half");
    expect([refused.status, refused.body.code]).toEqual([422, "check-failed"]);
    expect(refused.body.errors.length).toBeGreaterThan(0);
  });
});

describe("check", () => {
  test("a right one: ok, nothing said", async () => {
    expect(await check("workflow", "w", workflow("w"))).toMatchObject({ ok: true });
  });
  test("one that loops without a stop: an error, at its place (S7)", async () => {
    const { ok, diagnostics } = await check("workflow", "w", workflow("w", looping));
    expect(ok).toBe(false);
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: "error", code: textLike(/cycle|loop/) }));
  });
  test.each([
    ["a node that nobody wrote", { start: { type: "start", ports: { next: "nowhere" } } }],
    [
      "a node of no known type",
      { start: { type: "begin", ports: { next: "done" } }, done: { type: "end", outcome: "x" } },
    ],
  ])("%s: an error with its place", async (_what, nodes) => {
    const { ok, diagnostics } = await check("workflow", "w", { ...workflow("w"), nodes });
    expect(ok).toBe(false);
    expect(diagnostics[0]?.path).toContain("/nodes/start");
  });
  test("one from a newer schema: says so, and what to do", async () => {
    const { ok, diagnostics } = await check("decision", "w", { ...decision("w"), schemaVersion: 99 });
    expect(ok).toBe(false);
    expect(diagnostics[0]?.path).toBe("/schemaVersion");
    expect(diagnostics[0]?.message.en).toContain("99");
  });
});

describe("publishing", () => {
  test("freezes the draft as version 1; again with nothing changed: nothing to publish", async () => {
    await put("decision", decision("frozen"));
    expect((await publish("decision", "frozen", "第一版")).body.changeSet).toMatchObject({
      items: [{ kind: "decision", id: "frozen", version: 1 }],
      note: "第一版",
      author: { name: "林晓" },
    });
    expect((await publish("decision", "frozen")).status).toBe(404);
    const versions = await server.call<{ items: readonly { version: number; digest: string }[] }>(
      "GET",
      "/v1/definitions/decision/frozen/versions",
    );
    expect(versions.body.items).toHaveLength(1);
    const version = await server.call("GET", "/v1/definitions/decision/frozen/versions/1");
    expect(version.body).toMatchObject({ version: 1, definition: { id: "frozen" } });
    expect(etagOf(version)).toBe(`"${versions.body.items[0]?.digest ?? ""}"`);
  });
  test("a change set goes live together, or not at all", async () => {
    await put("decision", decision("together"));
    await put("workflow", workflow("loops", looping));
    const both = {
      drafts: [
        { kind: "decision", id: "together" },
        { kind: "workflow", id: "loops" },
      ],
      note: "x",
    };
    const refused = await server.call<ProblemDetails>("POST", "/v1/publish", both);
    expect([refused.status, refused.body.code]).toEqual([422, "check-failed"]);
    expect((await server.call("GET", "/v1/definitions/decision/together/versions")).status).toBe(404);
    expect((await publish("decision", "together")).status).toBe(200);
  });
  test.each([
    ["no draft", { drafts: [{ kind: "decision", id: "nowhere" }], note: "x" }, 404, "draft-not-found"],
    ["none", { drafts: [], note: "x" }, 422, "too-short"],
    ["no note", { drafts: [{ kind: "decision", id: "x" }] }, 422, "missing-field"],
    ["from no day", { drafts: [{ kind: "decision", id: "x" }], note: "x", effectiveFrom: "soon" }, 422, "wrong-format"],
  ])("refused: %s", async (_what, body, status, code) => {
    const answer = await server.call<ProblemDetails>("POST", "/v1/publish", body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
  test.each([
    ["a version nobody published", "decision/frozen/versions/9", "version-not-found"],
    ["a version in words", "decision/frozen/versions/first", "version-not-found"],
    ["a definition nobody wrote", "decision/nowhere/versions", "definition-not-found"],
  ])("%s: 404", async (_what, path, code) => {
    const answer = await server.call<ProblemDetails>("GET", `/v1/definitions/${path}`);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  });
});

describe("one decision by itself", () => {
  const evaluate = (id: string, body: object) =>
    server.call<EvaluateAnswer & Omit<ProblemDetails, "instance">>(
      "POST",
      `/v1/definitions/decision/${id}/evaluate`,
      body,
    );
  const large = { facts: { order: { total: 1280 } } };
  beforeAll(async () => {
    await put("decision", decision("large"));
    await publish("decision", "large");
    const etag = etagOf(await put("decision", decision("large", 2000)));
    expect(etag).not.toBe("");
    await publish("decision", "large");
  });

  test("is taken by the newest version, or by the one that is asked for", async () => {
    expect((await evaluate("large", large)).body).toMatchObject({ decision: "large", version: 2, value: null });
    expect((await evaluate("large", { ...large, version: 1 })).body).toMatchObject({
      version: 1,
      value: { type: "review" },
    });
  });
  test.each(["zh-CN", "en"])("says why, in %s", async (lang) => {
    const { body } = await evaluate("large", { ...large, version: 1, lang, trace: true });
    expect(body.explanation?.sentence.length).toBeGreaterThan(0);
    expect(JSON.stringify(body.explanation)).toMatch(/500/);
    expect(body.trace).toBeDefined();
  });
  test("a missing fact is a warning, never a guess (S10)", async () => {
    const { body } = await evaluate("large", { facts: { order: {} } });
    expect(body).toMatchObject({ value: null, warnings: [{ code: "missing-value" }] });
  });
  test.each([
    ["a decision nobody wrote", "nowhere", large, 404, "definition-not-found"],
    ["a version nobody published", "large", { ...large, version: 9 }, 404, "version-not-found"],
    ["no facts", "large", {}, 422, "missing-field"],
  ])("%s", async (_what, id, body, status, code) => {
    const answer = await evaluate(id, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
  test("never calls out unless it is asked to", async () => {
    const asks = {
      ...decision("asks"),
      facts: [
        {
          id: "credit",
          action: { connector: "finance", name: "get-credit" },
          input: { customerId: "=order.customer.channelCustomerId" },
        },
      ],
      rules: [
        {
          ...decisionExample.rules[0],
          conditions: { all: [{ fact: "credit", path: "$.limit", operator: "greaterThan", value: 1000 }] },
        },
      ],
    };
    expect(await check("decision", "asks", asks)).toMatchObject({ ok: true });
    await put("decision", asks);
    expect((await publish("decision", "asks")).status).toBe(200);
    const facts = { order: { customer: { channelCustomerId: "b2b-1003" } } };
    const told = async () =>
      (await (await fetch(`${server.finance}/told`)).json()) as { actions: Record<string, unknown> };
    const alone = await evaluate("asks", { facts });
    expect([alone.status, alone.body.code]).toEqual([422, "facts-needed"]);
    expect((await told()).actions["get-credit"]).toBeUndefined();
    expect((await evaluate("asks", { facts, fetch: true })).body.value).toMatchObject({ type: "review" });
    expect((await told()).actions["get-credit"]).toMatchObject({ calls: 1 });
    await fetch(`${server.finance}/control`, {
      method: "POST",
      body: JSON.stringify({ action: "get-credit", mode: "fail", status: 500, times: 1 }),
    });
    const failed = await evaluate("asks", { facts, fetch: true });
    expect([failed.status, failed.body.code]).toEqual([422, "fact-failed"]);
    expect(failed.body.detail).toContain("credit");
  });
});

describe("the lists that users edit", () => {
  test.each([
    ["/v1/routing", { routes: [] }, { routes: [{ id: "r", workflow: 7 }] }],
    ["/v1/stages", { stages: [{ id: "received", name: { en: "In" } }] }, { stages: "none" }],
  ])("%s: If-Match or nothing", async (path, right, wrong) => {
    const etag = etagOf(await server.call("GET", path));
    const save = (body: object, headers?: Record<string, string>) =>
      server.call<ProblemDetails>("PUT", path, body, headers);
    expect((await save(right)).status).toBe(428);
    expect((await save(wrong, { "if-match": etag })).status).toBe(422);
    const saved = await save(right, { "if-match": etag });
    expect(saved.status).toBe(200);
    expect((await save(right, { "if-match": etag })).status).toBe(412);
    expect(etagOf(await server.call("GET", path))).toBe(etagOf(saved));
  });
  test("an order that no route wants is unrouted and visible; the next follows the list as it then is", async () => {
    const { row } = await server.settle(anOrder());
    expect(row).toMatchObject({ status: "unrouted" });
    await put("workflow", workflow("takes-all"));
    expect((await publish("workflow", "takes-all")).status).toBe(200);
    const etag = etagOf(await server.call("GET", "/v1/routing"));
    const routes = [{ id: "all", workflow: "takes-all" }];
    await must(server.call("PUT", "/v1/routing", { routes }, { "if-match": etag }));
    expect((await server.settle(anOrder())).row).toMatchObject({ status: "done", workflow: "takes-all" });
  });
});

test("connectors are told where their system stands; what is wrong with it is said", async () => {
  const config = (id: string, body: object) => server.call<ProblemDetails>("PUT", `/v1/connectors/${id}/config`, body);
  expect((await config("wms", { config: { baseUrl: server.wms } })).status).toBe(204);
  expect((await config("wms", { config: { baseUrl: 7 } })).body.code).toBe("bad-config");
  expect((await config("fax", { config: {} })).body.code).toBe("unknown-connector");
});
