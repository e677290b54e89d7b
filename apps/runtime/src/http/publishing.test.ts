import {
  decisionExample,
  type ProblemDetails,
  type PublishAnswer,
  type PublishGate,
  type PublishPreview,
} from "@orderloom/api-contract";
import type { CasesDocument, RulesDecision, WorkflowDefinition } from "@orderloom/rule-dsl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textWith } from "./testing/matchers.ts";
import { anOrder, onCredit } from "./testing/orders.ts";
import { must, startTestServer, type TestServer } from "./testing/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(["gift-binding", "credit-term-review"]);
  await server.settle(onCredit("b2b-1004"));
  await server.settle(anOrder());
});
afterAll(() => server.stop());

interface Kept {
  readonly kind: string;
  readonly id: string;
}
const put = async (definition: Kept & Readonly<Record<string, unknown>>): Promise<void> => {
  const path = `/v1/definitions/${definition.kind}/${definition.id}/draft`;
  const etag = (await server.call("GET", path)).headers.get("etag");
  await must(server.as("lin")("PUT", path, definition, etag === null ? {} : { "if-match": etag }));
};
const discard = async ({ kind, id }: Kept): Promise<void> => {
  const path = `/v1/definitions/${kind}/${id}/draft`;
  const etag = (await server.call("GET", path)).headers.get("etag") ?? "";
  await must(server.call("DELETE", path, undefined, { "if-match": etag }));
};
const cases = async (kind: string, document: CasesDocument): Promise<void> => {
  const path = `/v1/definitions/${kind}/${document.of}/cases`;
  const etag = (await server.call("GET", path)).headers.get("etag");
  await must(server.call("PUT", path, document, etag === null ? {} : { "if-match": etag }));
};
const drafts = (...list: readonly Kept[]) => list.map(({ kind, id }) => ({ kind, id }));
const preview = (...list: readonly Kept[]) =>
  must(server.call<PublishPreview>("POST", "/v1/publish/preview", { drafts: drafts(...list) }));
const publish = (...list: readonly Kept[]) =>
  server.call<ProblemDetails & PublishAnswer>("POST", "/v1/publish", { drafts: drafts(...list), note: "试" });
const live = async <T>(kind: string, id: string): Promise<T> =>
  (await must(server.call<{ definition: T }>("GET", `/v1/definitions/${kind}/${id}/versions/latest`))).definition;
const stateOf = (gates: readonly PublishGate[]) => Object.fromEntries(gates.map(({ id, state }) => [id, state]));

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
const sizeCases = (of: string): CasesDocument => ({
  kind: "cases",
  of,
  given: { order: { total: { minorUnits: 60_000, currency: "CNY" } } },
  cases: [
    { id: "large", name: { "zh-CN": "六百元送审", en: "600 is reviewed" }, expect: { value: { type: "review" } } },
    { id: "small", name: { en: "400 is not" }, with: { "/order/total/minorUnits": 40_000 }, expect: { count: 0 } },
  ],
});

describe("a dry run", () => {
  test("of a first version: every gate passed, and what will be", async () => {
    await put(decision("fresh"));
    await cases("decision", sizeCases("fresh"));
    const { ok, gates, changes } = await preview(decision("fresh"));
    expect(ok).toBe(true);
    expect(stateOf(gates)).toEqual({ check: "passed", cases: "passed", "second-opinion": "passed" });
    expect(gates.find(({ id }) => id === "cases")).toMatchObject({
      ran: 2,
      cases: [{ case: "large", passed: true }, { case: "small" }],
    });
    expect(gates.find(({ id }) => id === "second-opinion")?.ran).toBe(4); // two cases, two orders
    expect(changes).toMatchObject([{ id: "fresh", change: "new", after: 1, running: 0, usedBy: [] }]);
    expect((await server.call("GET", "/v1/definitions/decision/fresh/versions")).status).toBe(404);
  });

  test("of a change: what kind of change, how many orders run on, who uses it", async () => {
    const review = await live<WorkflowDefinition>("workflow", "credit-term-review");
    await put({ ...review, description: { en: "In other words" } });
    expect((await preview(review)).changes).toMatchObject([
      { change: "words", before: 1, after: 2, binds: "at-start", running: 1 },
    ]);
    const gifts = await live<RulesDecision>("decision", "gift-binding");
    await put({ ...gifts, rules: gifts.rules.map((rule) => ({ ...rule, priority: 7 })) });
    const { changes } = await preview(gifts);
    expect(changes).toMatchObject([{ change: "logic", usedBy: [{ kind: "workflow", id: "gift-and-release" }] }]);
    await discard(review);
    await discard(gifts);
  });

  test("of a workflow that wants an order another one has: with the order that shows it", async () => {
    const { nodes } = await live<WorkflowDefinition>("workflow", "credit-term-review");
    const greedy = {
      kind: "workflow",
      schemaVersion: 1,
      id: "greedy",
      name: { en: "Greedy" },
      role: "main",
      nodes,
    } as const;
    await put(greedy);
    const { overlaps } = await preview(greedy);
    expect(overlaps).toContainEqual(
      expect.objectContaining({
        code: "routes-overlap",
        data: { workflow: "greedy", other: "credit-term-review", order: textWith("OL-") },
      }),
    );
    await discard(greedy);
  });

  test("of what is not right: says so, and runs nothing on it", async () => {
    await put({ kind: "decision", id: "half" });
    const { ok, gates } = await preview({ kind: "decision", id: "half" });
    expect([ok, stateOf(gates)]).toEqual([false, { check: "failed", cases: "skipped", "second-opinion": "skipped" }]);
  });

  test("of no draft: 404", async () => {
    const answer = await server.call<ProblemDetails>("POST", "/v1/publish/preview", {
      drafts: [{ kind: "decision", id: "nowhere" }],
    });
    expect([answer.status, answer.body.code]).toEqual([404, "draft-not-found"]);
  });
});

describe("a case that fails", () => {
  test("stops its own definition: named, with what was expected and what came", async () => {
    await put(decision("sized", 700));
    await cases("decision", sizeCases("sized"));
    const answer = await publish(decision("sized"));
    expect([answer.status, answer.body.code]).toEqual([422, "cases-failed"]);
    expect(answer.body.errors).toMatchObject([
      { pointer: "/decision/sized/cases/large", code: "case-failed", message: { "zh-CN": textWith("六百元送审") } },
    ]);
    expect(stateOf(answer.body.gates)).toMatchObject({ cases: "failed", "second-opinion": "passed" });
    expect((await server.call("GET", "/v1/definitions/decision/sized/versions")).status).toBe(404);
    await put(decision("sized", 500));
    const again = await publish(decision("sized"));
    expect([again.status, stateOf(again.body.gates)]).toMatchObject([200, { cases: "passed" }]);
  });

  test("of a workflow in force that decides by it stops it as well", async () => {
    const gifts = await live<RulesDecision>("decision", "gift-binding");
    const own = await must(server.call<CasesDocument>("GET", "/v1/definitions/decision/gift-binding/cases"));
    const none = { ...gifts, rules: [] };
    await put(none);
    // Its own cases are made to say the same; the workflow's still expect a gift.
    await cases("decision", { ...own, cases: [{ id: "none", name: { en: "None" }, expect: { count: 0 } }] });
    const { ok, gates } = await preview(none);
    const failed = gates.flatMap(({ cases: runs = [] }) => runs.filter(({ passed }) => !passed));
    expect(ok).toBe(false);
    expect(new Set(failed.map(({ kind, id }) => `${kind}/${id}`))).toEqual(new Set(["workflow/gift-and-release"]));
    await discard(none);
    await cases("decision", own);
  });

  test("of a decision in force that calls it stops it as well", async () => {
    const caller = {
      kind: "decision",
      schemaVersion: 1,
      id: "asks-sized",
      name: { en: "Asks sized" },
      type: "expression",
      calls: [{ id: "size", decision: "sized" }],
      entries: [{ id: "result", value: "=size.type" }],
      result: "=result",
    } as const;
    await put(caller);
    const given = { order: { total: { minorUnits: 60_000, currency: "CNY" } } };
    const large = { id: "large", name: { en: "600" }, expect: { value: "review" } };
    await cases("decision", { kind: "cases", of: "asks-sized", given, cases: [large] });
    const first = await publish(caller);
    expect(first.status, first.text).toBe(200);
    // Its own case is made to say the same; the caller's still expects a review.
    await put(decision("sized", 5000));
    await cases("decision", {
      ...sizeCases("sized"),
      cases: [{ id: "large", name: { en: "600" }, expect: { count: 0 } }],
    });
    const { ok, gates } = await preview(decision("sized"));
    expect(ok).toBe(false);
    const failed = gates.flatMap(({ cases: runs = [] }) => runs.filter(({ passed }) => !passed));
    expect(failed.map(({ id, case: name }) => [id, name])).toEqual([["asks-sized", "large"]]);
    await discard(decision("sized"));
  });

  test("that fails already as things are is told, and stops nothing", async () => {
    const gifts = await live<RulesDecision>("decision", "gift-binding");
    const path = "/v1/definitions/workflow/gift-and-release/cases";
    const own = await must(server.call<CasesDocument>("GET", path));
    const broken = { id: "broken-before", name: { en: "Broken before" }, expect: { outcome: "nowhere" } };
    await cases("workflow", { ...own, cases: [...own.cases, broken] });
    await put({ ...gifts, description: { en: "Reworded" } });
    const { ok, gates } = await preview(gifts);
    expect(ok).toBe(true);
    expect(gates.flatMap(({ cases: runs = [] }) => runs)).toContainEqual(
      expect.objectContaining({ case: "broken-before", passed: false, wasFailing: true }),
    );
    await discard(gifts);
  });
});

test("a window that ends before it begins is refused", async () => {
  await put(decision("windowless"));
  const answer = await server.call<ProblemDetails>("POST", "/v1/definitions/decision/windowless/publish", {
    note: "x",
    effectiveFrom: "2026-11-12T00:00:00+08:00",
    effectiveUntil: "2026-11-11T00:00:00+08:00",
  });
  expect([answer.status, answer.body.code]).toEqual([422, "window-empty"]);
});

test("a template with other values than its cases speak of goes live, and says which do not pass", async () => {
  const imported = await must(
    server.call<PublishAnswer>("POST", "/v1/templates/credit-term-review/import", {
      publish: true,
      parameters: { reviewWithin: "PT1M" },
    }),
  );
  expect(imported.changeSet.items.length).toBeGreaterThan(0);
});
