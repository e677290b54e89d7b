import { decisionExample, type DefinitionList, type ProblemDetails, type UsageList } from "@orderloom/api-contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aText } from "./testing/matchers.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
});
afterAll(() => server.stop());

type Row = DefinitionList["items"][number];
const put = (kind: string, definition: { readonly id: string }, headers?: Record<string, string>) =>
  must(server.as("lin")("PUT", `/v1/definitions/${kind}/${definition.id}/draft`, definition, headers));
const publish = (kind: string, id: string, more: object = {}) =>
  must(server.as("lin")("POST", `/v1/definitions/${kind}/${id}/publish`, { note: "test", ...more }));
const rows = async (kind: string) =>
  (await must(server.call<DefinitionList>("GET", `/v1/definitions?kind=${kind}`))).items;
const row = async (kind: string, id: string): Promise<Row | undefined> =>
  (await rows(kind)).find((one) => one.id === id);
const definitionOf = async (kind: string, id: string) =>
  (await must(server.call<{ definition: { id: string } }>("GET", `/v1/definitions/${kind}/${id}/versions/latest`)))
    .definition;
const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

describe("a row of the list", () => {
  test("of what is live: its role or type, its version, who published it and when", async () => {
    expect(await row("workflow", "credit-term-review")).toMatchObject({
      role: "main",
      latest: 1,
      live: 1,
      draft: false,
      updatedBy: { id: "api" },
      name: { "zh-CN": aText },
    });
    expect(await row("decision", "gift-binding")).toMatchObject({ type: "rules", live: 1 });
  });
  test("of a draft that says what is live, then something else, then nothing right", async () => {
    const live = await definitionOf("decision", "gift-binding");
    await put("decision", live);
    expect(await row("decision", "gift-binding")).toMatchObject({
      draft: true,
      draftState: "same",
      problems: { errors: 0 },
      updatedBy: { name: "林晓" },
    });
    const { headers } = await server.call("GET", "/v1/definitions/decision/gift-binding/draft");
    await put("decision", { ...live, rules: 7 } as never, { "if-match": headers.get("etag") ?? "" });
    const ahead = await row("decision", "gift-binding");
    expect(ahead).toMatchObject({ draftState: "ahead" });
    expect(ahead?.problems?.errors).toBeGreaterThan(0);
  });
  test("of what is only drafted: new, and by its own name", async () => {
    await put("decision", { ...decisionExample, id: "only-drafted" });
    expect(await row("decision", "only-drafted")).toMatchObject({ draft: true, draftState: "new", type: "rules" });
    expect((await row("decision", "only-drafted"))?.live).toBeUndefined();
  });
});

describe("a version with a window", () => {
  test("is not the latest before its day; the list says which is in force, which is to come, which is past", async () => {
    const decision = (description: string) => ({
      ...decisionExample,
      id: "windowed",
      description: { en: description },
    });
    await put("decision", decision("first"));
    await publish("decision", "windowed");
    await put("decision", decision("second"));
    await publish("decision", "windowed");
    await put("decision", decision("next week"));
    await publish("decision", "windowed", { effectiveFrom: soon(7 * 86_400_000) });
    const latest = await must(
      server.call<{ version: number }>("GET", "/v1/definitions/decision/windowed/versions/latest"),
    );
    expect(latest.version).toBe(2);
    const { items } = await must(
      server.call<{ items: readonly { version: number; state: string }[] }>(
        "GET",
        "/v1/definitions/decision/windowed/versions",
      ),
    );
    expect(items.map(({ version, state }) => [version, state])).toEqual([
      [3, "scheduled"],
      [2, "in-force"],
      [1, "past"],
    ]);
    expect(await row("decision", "windowed")).toMatchObject({ latest: 3, live: 2 });
  });
  test("that is all there is and has not begun: nothing is in force, and latest says so", async () => {
    await put("decision", { ...decisionExample, id: "to-come" });
    await publish("decision", "to-come", { effectiveFrom: soon(86_400_000) });
    const latest = await server.call<ProblemDetails>("GET", "/v1/definitions/decision/to-come/versions/latest");
    expect([latest.status, latest.body.code]).toEqual([404, "version-not-found"]);
  });
});

describe("who uses it", () => {
  const usage = async (kind: string, id: string) =>
    (await must(server.call<UsageList>("GET", `/v1/definitions/${kind}/${id}/usage`))).items;
  test.each([
    [
      "a decision, by a node of a workflow in force",
      "decision",
      "gift-binding",
      { kind: "workflow", id: "gift-and-release", in: "version", live: 1 },
    ],
    ["a form, by a task", "form", "credit-decision", { kind: "workflow", id: "credit-term-review", in: "version" }],
    [
      "a connector, by each action that is called",
      "connector",
      "finance",
      { kind: "workflow", id: "credit-term-review", action: "get-credit" },
    ],
    ["a workflow, by the route that leads to it", "workflow", "credit-term-review", { kind: "routing", in: "routing" }],
  ])("%s", async (_what, kind, id, place) => {
    expect(await usage(kind, id)).toContainEqual(expect.objectContaining(place));
  });
  test("a draft that names it counts too, with the place", async () => {
    const draft = {
      kind: "workflow",
      id: "asks-it",
      nodes: { ask: { type: "decision", decision: "gift-binding", version: 1 } },
    };
    await put("workflow", draft);
    expect(await usage("decision", "gift-binding")).toContainEqual({
      kind: "workflow",
      id: "asks-it",
      name: {},
      in: "draft",
      path: "/nodes/ask/decision",
      version: 1,
    });
  });
  test("nobody", async () => {
    expect(await usage("decision", "nowhere")).toEqual([]);
  });
});
