import type { Condition, Definition, RulesDecision } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, reserveAndReview, reserveOnly, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, type TestHost } from "./testing/test-host.ts";

let remove: () => void;
let open: TestHost;

beforeEach(async () => {
  const { folder, remove: removeFolder } = temporaryFolder();
  remove = removeFolder;
  const connectors = new ScriptedConnectors({
    "wms.reserve-stock": { answer: () => done({ id: "R-1" }) },
    "wms.release-stock": { answer: () => done() },
    "finance.get-credit": { read: true, answer: () => done({ limit: 1000 }) },
  });
  open = await openTestHost({ folder, connectors });
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

const chen = person("chen-yu");
const wu = person("wu-min");

async function publish(note: string, ...definitions: readonly Definition[]) {
  const { host } = open;
  for (const definition of definitions) {
    const draft = await host.draft(definition.kind, definition.id);
    const saved = await host.saveDraft(definition, "etag" in draft ? draft.etag : undefined, chen);
    expect(saved).toMatchObject({ kind: definition.kind });
  }
  return host.publish(
    definitions.map(({ kind, id }) => ({ kind, id })),
    { note },
    chen,
  );
}

async function route(...workflows: readonly string[]): Promise<void> {
  const { etag } = await open.host.routing();
  const saved = await open.host.saveRouting(
    { routes: workflows.map((one) => ({ id: one, workflow: one })) },
    etag,
    chen,
  );
  expect(saved).toMatchObject({ routes: workflows.map((one) => ({ workflow: one })) });
}

const gifts = (sku: string): RulesDecision => ({
  kind: "decision",
  schemaVersion: 1,
  id: "gifts",
  name: { en: "Gifts" },
  type: "rules",
  each: { of: "=order.lines", as: "line" },
  policy: "first",
  rules: [
    {
      id: "exact",
      conditions: { all: [{ fact: "line", path: "$.sku", operator: "equal", value: sku }] },
      event: { type: "gift", params: { sku: "GF-9", boundTo: "=line.id" } },
    },
  ],
});

describe("a published change", () => {
  it("is followed by the next order, while running ones keep their version (H6)", async () => {
    const { host, rest } = open;
    const slow = reserveAndReview();
    await publish("first", slow);
    await route(slow.id);
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    const changed = workflow(slow.id, {
      start: start("reserve"),
      reserve: reserve("end"),
      end: end("released-at-once"),
    });
    expect(await publish("no review any more", changed)).toMatchObject({
      kind: "published",
      changeSet: { catalogueRevision: 2, items: [{ kind: "workflow", id: slow.id, version: 2 }] },
    });
    await host.accept(sampleOrder(2), channelActor);
    await rest();
    const [first, second] = [await host.row("OL-20261111-000001"), await host.row("OL-20261111-000002")];
    expect([first?.status, first?.workflowVersion]).toEqual(["held", 1]);
    expect([second?.status, second?.workflowVersion]).toEqual(["done", 2]);
    await host.decide(first?.open?.taskId ?? "", { outcome: "approve" }, person("li-na", "supervisor"));
    await rest();
    expect(await host.instance("OL-20261111-000001/reserve-and-review")).toMatchObject({
      status: "done",
      state: { version: 1, outcome: "done" },
    });
  });

  it("comes into force at its hour (S24)", async () => {
    const { host, rest, clock } = open;
    await publish("now", reserveOnly());
    await route("reserve-only");
    await host.saveDraft(reserveAndReviewAs("reserve-only"), undefined, chen);
    const from = clock.now() + 3_600_000;
    expect(
      await host.publish(
        [{ kind: "workflow", id: "reserve-only" }],
        { note: "from one o'clock", effectiveFrom: from },
        chen,
      ),
    ).toMatchObject({ kind: "published" });
    expect(await host.accept(sampleOrder(1), channelActor)).toMatchObject({ instances: [{ version: 1 }] });
    await open.forward(3_600_000);
    expect(await host.accept(sampleOrder(2), channelActor)).toMatchObject({ instances: [{ version: 2 }] });
    await rest();
  });

  it("is refused whole when one part of the set is wrong, with its places", async () => {
    const { host } = open;
    const broken = workflow("broken", { start: start("nowhere"), end: end() });
    const result = await publish("both", reserveOnly(), broken);
    expect(result).toMatchObject({ kind: "refused", status: 422, code: "check-failed" });
    expect("diagnostics" in result ? result.diagnostics.map(({ code, path }) => [code, path]) : []).toContainEqual([
      "dangling-reference",
      "/workflow/broken/nodes/start/ports/next",
    ]);
    expect(await host.versions("workflow", "reserve-only")).toMatchObject({
      kind: "refused",
      code: "definition-not-found",
    });
    expect(await host.drafts()).toHaveLength(2);
  });

  it("shows an order that could come where none has come yet that two main workflows both want", async () => {
    const tmall: Condition = { fact: "order", path: "$.channel", operator: "equal", value: "tmall" };
    const large: Condition = { fact: "order", path: "$.total", operator: "greaterThan", value: 8_000 };
    await publish("first", { ...reserveOnly(), takes: tmall });
    const second = await publish("second", { ...reserveOnly(), id: "reserve-too", takes: large });
    const found =
      "diagnostics" in second ? second.diagnostics.find(({ code }) => code === "routes-overlap") : undefined;
    expect(found?.witness?.order).toMatchObject({ channel: "tmall", total: { minorUnits: 800_100, currency: "CNY" } });
    expect(found?.message["zh-CN"]).toContain("样例");
  });

  it("shows an order that two main workflows both want; the routing list decides", async () => {
    await publish("first", reserveOnly());
    await route("reserve-only");
    await open.host.accept(sampleOrder(1), channelActor);
    await open.rest();
    const second = await publish("second", { ...reserveOnly(), id: "reserve-too" });
    expect("diagnostics" in second ? second.diagnostics : []).toContainEqual(
      expect.objectContaining({
        code: "routes-overlap",
        severity: "warning",
        data: { workflow: "reserve-too", other: "reserve-only", order: "OL-20261111-000001" },
      }),
    );
  });

  it("may bring what its parts refer to in the same set", async () => {
    const decide = workflow("give-gifts", {
      start: start("decide"),
      decide: { type: "decision", decision: "gifts", output: "vars.gifts", ports: { done: "end", error: "end" } },
      end: end(),
    });
    expect(await publish("workflow alone", decide)).toMatchObject({ code: "check-failed" });
    expect(await publish("together", decide, gifts("CL-100"))).toMatchObject({
      kind: "published",
      changeSet: { catalogueRevision: 1 },
    });
    await route("give-gifts");
    await open.host.accept(sampleOrder(1), channelActor);
    await open.rest();
    expect(await open.host.instance("OL-20261111-000001/give-gifts")).toMatchObject({
      state: { vars: { gifts: [{ params: { boundTo: "1" } }] } },
    });
    expect(await open.host.list()).toMatchObject([
      { kind: "decision", id: "gifts", latest: 1, draft: false },
      { kind: "workflow", latest: 1 },
    ]);
  });

  it("is nothing when it says what is live already", async () => {
    await publish("first", reserveOnly());
    expect(await publish("again", reserveOnly())).toMatchObject({ kind: "refused", code: "nothing-to-publish" });
    expect(await open.host.publish([], { note: "" }, chen)).toMatchObject({ code: "nothing-to-publish" });
  });
});

const reserveAndReviewAs = (id: string) =>
  workflow(id, {
    start: start("reserve"),
    reserve: reserve("review"),
    review: review("end"),
    rejected: end("rejected", true),
    end: end(),
  });

describe("two writers (ETag)", () => {
  it("do not overwrite each other's draft", async () => {
    const { host } = open;
    const first = await host.saveDraft(reserveOnly(), undefined, chen);
    expect(await host.saveDraft(reserveOnly(), undefined, wu)).toMatchObject({ kind: "refused", status: 428 });
    const etag = "etag" in first ? first.etag : "";
    await host.saveDraft({ ...reserveOnly(), tags: ["changed"] }, etag, wu);
    expect(await host.saveDraft(reserveOnly(), etag, chen)).toMatchObject({
      kind: "refused",
      status: 412,
      code: "draft-changed",
      data: { by: "wu-min" },
    });
    expect(await host.removeDraft("workflow", "reserve-only", etag, chen)).toMatchObject({ status: 412 });
    expect(await host.removeDraft("workflow", "nothing", etag, chen)).toMatchObject({ status: 404 });
  });

  it("do not overwrite each other's routing list or stages", async () => {
    const { host } = open;
    const { etag } = await host.routing();
    await host.saveRouting({ routes: [] }, etag, chen);
    expect(await host.saveRouting({ routes: [] }, etag, wu)).toMatchObject({ kind: "refused", status: 412 });
    const stages = await host.stages();
    const renamed = stages.stages.slice(0, 2);
    expect(await host.saveStages(renamed, stages.etag)).toMatchObject({ stages: renamed });
    expect(await host.saveStages(renamed, stages.etag)).toMatchObject({ kind: "refused", status: 412 });
    expect((await host.stages()).stages).toEqual(renamed);
  });
});

describe("one decision by itself", () => {
  it("answers for an order as a channel sends it, in the version asked for", async () => {
    const { host } = open;
    await publish("cleanser", gifts("CL-100"));
    await publish("serum", gifts("SR-20"));
    const order = JSON.parse(sampleOrder(1).text) as never;
    const asked = (version?: number) => host.evaluate("gifts", version, { order }, { trace: true, fetch: false });
    expect(await asked()).toMatchObject({
      kind: "value",
      version: 2,
      value: [{ params: { boundTo: "2" } }],
      trace: { type: "rules" },
    });
    expect(await asked(1)).toMatchObject({ version: 1, value: [{ params: { boundTo: "1" } }] });
    expect(await asked(9)).toMatchObject({ kind: "refused", status: 404, code: "version-not-found" });
    expect(await host.evaluate("nothing", undefined, {}, { trace: false, fetch: false })).toMatchObject({
      status: 404,
    });
  });

  it("calls nobody unless it is asked to (S15)", async () => {
    const { host } = open;
    const credit: Definition = {
      kind: "decision",
      schemaVersion: 1,
      id: "credit",
      name: { en: "Credit" },
      type: "expression",
      facts: [{ id: "credit", action: { connector: "finance", name: "get-credit" } }],
      entries: [{ id: "limit", value: "=credit.limit" }],
      result: "=limit",
    };
    await publish("credit", credit);
    expect(await host.evaluate("credit", undefined, {}, { trace: false, fetch: false })).toMatchObject({
      kind: "refused",
      code: "facts-needed",
      data: { facts: ["credit"] },
    });
    expect(await host.evaluate("credit", undefined, {}, { trace: false, fetch: true })).toMatchObject({
      kind: "value",
      value: 1000,
    });
    expect(
      await host.evaluate("credit", undefined, { credit: { limit: 5 } }, { trace: false, fetch: false }),
    ).toMatchObject({ value: 5 });
  });
});
