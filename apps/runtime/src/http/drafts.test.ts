import { decisionExample, type DefinitionList, type ProblemDetails } from "@orderloom/api-contract";
import type { Draft } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());

const lin = <T = Draft & ProblemDetails>(
  method: string,
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => server.as("lin")<T>(method, `/v1/definitions/${path}`, body, headers);
const etagOf = (answer: { headers: Headers }): string => answer.headers.get("etag") ?? "";
const errorsOf = async (kind: string, id: string) => {
  const { body } = await lin<{ diagnostics: readonly { severity: string; code: string }[] }>(
    "POST",
    `${kind}/${id}/check`,
  );
  return body.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
};

describe("from blank", () => {
  test.each([
    ["workflow", { name: { "zh-CN": "大促加急", en: "Rush hour" } }, "rush-hour", { role: "main" }],
    ["workflow", { name: { "zh-CN": "催收" }, role: "side" }, "workflow", { role: "side" }],
    ["workflow", { name: { "zh-CN": "催发" } }, "workflow-2", {}],
    ["decision", { name: { en: "Who ships" }, type: "score" }, "who-ships", { type: "score" }],
    ["decision", { name: { en: "Freight" }, type: "table" }, "freight", { type: "table" }],
    ["decision", { name: { en: "Codes" }, type: "mapping" }, "codes", { type: "mapping" }],
    ["decision", { name: { en: "Sums" }, type: "expression" }, "sums", { type: "expression" }],
    ["form", { name: { en: "Reason" } }, "reason", {}],
    ["decision", { name: { en: "Named" }, id: "my-own-id" }, "my-own-id", { type: "rules" }],
  ])("a %s called %j becomes %s", async (kind, asked, id, expected) => {
    const created = await lin("POST", kind, asked);
    expect([created.status, created.body.id, created.body.updatedBy.name]).toEqual([201, id, "林晓"]);
    expect(created.body.definition).toMatchObject({ kind, id, name: asked.name, ...expected });
    expect(etagOf(created)).toBe(etagOf(await lin("GET", `${kind}/${id}/draft`)));
    // What is still to be filled in may be asked for; its form is right.
    expect(await errorsOf(kind, id)).not.toContain("missing-field");
  });
  test.each([
    ["an id that is taken", "workflow", { name: { en: "X" }, id: "credit-term-review" }, 409, "definition-exists"],
    ["a kind that is installed", "connector", { name: { en: "X" } }, 422, "kind-not-drawn"],
    ["a kind that is none", "wish", { name: { en: "X" } }, 422, "not-in-list"],
    ["no name", "workflow", {}, 422, "missing-field"],
  ])("refused: %s", async (_what, kind, asked, status, code) => {
    const answer = await lin("POST", kind, asked);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe("a copy", () => {
  test("of what is live, with its layout and its cases, under a name and an id of its own", async () => {
    const copied = await lin("POST", "workflow/gift-and-release/duplicate", {});
    expect(copied.status).toBe(201);
    const { id, definition } = copied.body;
    expect(definition["name"]).toMatchObject({
      "zh-CN": expect.stringContaining("副本"),
      en: expect.stringContaining("copy"),
    });
    expect(await errorsOf("workflow", id)).toEqual([]);
    expect((await lin<{ of: string }>("GET", `workflow/${id}/layout`)).body.of).toBe(id);
    expect((await lin<{ of: string }>("GET", `workflow/${id}/cases`)).body.of).toBe(id);
  });
  test("of the draft where there is one, of a version where that is asked for", async () => {
    await must(
      lin("PUT", "decision/written/draft", { ...decisionExample, id: "written", description: { en: "draft" } }),
    );
    const copied = await lin("POST", "decision/written/duplicate", { name: { en: "Another" } });
    expect([copied.body.id, copied.body.definition["description"]]).toEqual(["another", { en: "draft" }]);
    expect((await lin("POST", "decision/gift-binding/duplicate", { version: 9 })).body.code).toBe("version-not-found");
    expect((await lin("POST", "decision/nowhere/duplicate", {})).body.code).toBe("definition-not-found");
  });
});

describe("a version brought back", () => {
  test("becomes the draft; over a draft only by who has seen it", async () => {
    const restored = await lin("POST", "decision/gift-binding/versions/1/restore");
    expect([restored.status, restored.body.basedOn]).toEqual([201, 1]);
    expect((await lin("POST", "decision/gift-binding/versions/1/restore")).body.code).toBe("etag-required");
    const again = await lin("POST", "decision/gift-binding/versions/1/restore", undefined, {
      "if-match": etagOf(restored),
    });
    expect(again.status).toBe(200);
    const late = await lin("POST", "decision/gift-binding/versions/1/restore", undefined, {
      "if-match": etagOf(restored),
    });
    expect(late.body.code).toBe("draft-changed");
    await lin("DELETE", "decision/gift-binding/draft", undefined, { "if-match": etagOf(again) });
    const { items } = (await lin<{ items: readonly { type: string }[] }>("GET", "decision/gift-binding/activity")).body;
    expect(items.map(({ type }) => type).slice(0, 3)).toEqual(["draft.discarded", "draft.restored", "draft.restored"]);
  });
  test.each([
    ["a version nobody published", "decision/gift-binding/versions/9/restore", "version-not-found"],
    ["a version in words", "decision/gift-binding/versions/first/restore", "version-not-found"],
    ["a definition nobody wrote", "decision/nowhere/versions/1/restore", "definition-not-found"],
  ])("%s: 404", async (_what, path, code) => {
    const answer = await lin("POST", path);
    expect([answer.status, answer.body.code]).toEqual([404, code]);
  });
});

test("a draft says which version it was begun from, however often it is saved", async () => {
  const decision = (text: string) => ({ ...decisionExample, id: "begun", description: { en: text } });
  expect((await lin("PUT", "decision/begun/draft", decision("one"))).body.basedOn).toBeUndefined();
  await must(lin("POST", "decision/begun/publish", { note: "one" }));
  const begun = await lin("PUT", "decision/begun/draft", decision("two"));
  const again = await lin("PUT", "decision/begun/draft", decision("three"), { "if-match": etagOf(begun) });
  expect([begun.body.basedOn, again.body.basedOn]).toEqual([1, 1]);
});

test("discarding what was never published leaves nothing of it", async () => {
  const { id } = (await lin("POST", "workflow/gift-and-release/duplicate", { name: { en: "Not wanted" } })).body;
  const draft = await lin("GET", `workflow/${id}/draft`);
  await must(lin("DELETE", `workflow/${id}/draft`, undefined, { "if-match": etagOf(draft) }));
  for (const part of ["draft", "layout", "cases"])
    expect((await lin("GET", `workflow/${id}/${part}`)).status).toBe(404);
  const { items } = await must(server.call<DefinitionList>("GET", "/v1/definitions?kind=workflow"));
  expect(items.some((row) => row.id === id)).toBe(false);
});

test("discarding a draft of what is live keeps its layout and its cases", async () => {
  const restored = await lin("POST", "workflow/gift-and-release/versions/1/restore");
  await must(lin("DELETE", "workflow/gift-and-release/draft", undefined, { "if-match": etagOf(restored) }));
  expect((await lin("GET", "workflow/gift-and-release/layout")).status).toBe(200);
});
