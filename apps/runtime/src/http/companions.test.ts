import type { ProblemDetails } from "@orderloom/api-contract";
import type { CasesDocument, LayoutDocument } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding"]);
});
afterAll(() => server.stop());

const etagOf = ({ headers }: Answer<unknown>): string => headers.get("etag") ?? "";
const layout = (of: string, x = 0) => ({ kind: "layout", of, nodes: { start: { x, y: 0 } } });
const one = { id: "one", name: { en: "One" }, expect: { count: 0 } };
const cases = (of: string, list: readonly object[] = [one]) => ({ kind: "cases", of, given: {}, cases: list });

describe.each([
  ["a layout", "/v1/definitions/workflow/drawn/layout", layout("drawn"), layout("drawn", 96), "layout-not-found"],
  [
    "cases",
    "/v1/definitions/decision/tried/cases",
    cases("tried"),
    cases("tried", [{ ...one, id: "two" }]),
    "cases-not-found",
  ],
])("%s", (_what, path, first, second, missing) => {
  const put = (body: object, headers?: Record<string, string>) =>
    server.as("lin")<ProblemDetails>("PUT", path, body, headers);
  test("is not there before somebody saves it; is created, read and changed by who has seen its newest state", async () => {
    expect((await server.call<ProblemDetails>("GET", path)).body.code).toBe(missing);
    expect((await put(first, { "if-match": '"any"' })).status).toBe(404);
    const created = await put(first);
    expect(created.status).toBe(201);
    const read = await server.call("GET", path);
    expect([read.status, read.body, etagOf(read)]).toEqual([200, first, etagOf(created)]);
    const blind = await put(second);
    expect([blind.status, blind.body.code]).toEqual([428, "etag-required"]);
    expect((await put(second, { "if-match": etagOf(created) })).status).toBe(200);
    const late = await put(first, { "if-match": etagOf(created) });
    expect([late.status, late.body.code]).toEqual([412, "changed-meanwhile"]);
    expect(late.body.detail).toContain("林晓");
    expect((await server.call("GET", path)).body).toEqual(second);
  });
});

test("cases are removed by who has seen them only", async () => {
  const path = "/v1/definitions/decision/removed/cases";
  const etag = etagOf(await server.call("PUT", path, cases("removed")));
  expect((await server.call("DELETE", path)).status).toBe(428);
  expect((await server.call("DELETE", path, undefined, { "if-match": '"older"' })).status).toBe(412);
  expect((await server.call("DELETE", path, undefined, { "if-match": etag })).status).toBe(204);
  expect((await server.call("GET", path)).status).toBe(404);
});

test.each([
  ["a layout of another workflow", "workflow/here/layout", layout("there"), "/of", "not-in-list"],
  [
    "a box that stands nowhere",
    "workflow/here/layout",
    { ...layout("here"), nodes: { start: { x: 1 } } },
    "/nodes/start/y",
    "missing-field",
  ],
  ["cases of another decision", "decision/here/cases", cases("there"), "/of", "not-in-list"],
  ["two cases of one id", "decision/here/cases", cases("here", [one, one]), "/cases/1/id", "duplicate-id"],
  ["no case at all", "decision/here/cases", cases("here", []), "/cases", "too-short"],
  [
    "a case that expects nothing we know",
    "decision/here/cases",
    cases("here", [{ ...one, expect: { sum: 1 } }]),
    "/cases/0/expect/sum",
    "unknown-field",
  ],
])("refused, with its place: %s", async (_what, path, body, pointer, code) => {
  const answer = await server.call<ProblemDetails>("PUT", `/v1/definitions/${path}`, body);
  expect([answer.status, answer.body.errors[0]]).toMatchObject([422, { pointer, code }]);
});

test("only decisions and workflows have cases", async () => {
  const answer = await server.call<ProblemDetails>("GET", "/v1/definitions/form/any/cases");
  expect([answer.status, answer.body.code]).toEqual([422, "not-in-list"]);
});

describe("what a template brings", () => {
  const read = <T>(path: string) => server.call<T>("GET", `/v1/definitions/${path}`);
  test("its layouts and its cases lie beside its definitions", async () => {
    expect((await must(read<LayoutDocument>("workflow/gift-and-release/layout"))).nodes["start"]).toBeDefined();
    expect((await must(read<CasesDocument>("workflow/gift-and-release/cases"))).cases.length).toBeGreaterThan(5);
    expect((await must(read<CasesDocument>("decision/gift-binding/cases"))).of).toBe("gift-binding");
  });
  test("moving a box changes no digest (H9), and importing again leaves it where it was put", async () => {
    const before = await read<LayoutDocument>("workflow/gift-and-release/layout");
    const digest = etagOf(await read("workflow/gift-and-release/versions/latest"));
    const nodes = { ...before.body.nodes, start: { x: -960, y: 8 } };
    const path = "/v1/definitions/workflow/gift-and-release/layout";
    await must(server.call("PUT", path, { ...before.body, nodes }, { "if-match": etagOf(before) }));
    expect(etagOf(await read("workflow/gift-and-release/versions/latest"))).toBe(digest);
    await must(server.call("POST", "/v1/templates/gift-binding/import", { publish: true }));
    expect((await must(read<LayoutDocument>("workflow/gift-and-release/layout"))).nodes).toEqual(nodes);
  });
});
