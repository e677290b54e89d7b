import type { Definition } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailableError } from "../ports/store-errors.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, reserveAndReview, reserveOnly, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

let folder: string;
let remove: () => void;
let open: TestHost | undefined;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  await open?.host.stop();
  open = undefined;
  remove();
});

const wms = () =>
  new ScriptedConnectors({
    "wms.reserve-stock": { answer: () => done({ id: "R-1" }) },
    "wms.release-stock": { answer: () => done() },
    "message.send": { answer: () => done() },
  });

/** A shop with these definitions live; main workflows are routed to in this order. */
async function shop(connectors: ScriptedConnectors, ...definitions: readonly Definition[]): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, ...definitions);
  const mains = definitions.filter((one) => one.kind === "workflow" && one.role === "main");
  await routeTo(first.store, ...mains.map(({ id }) => id));
  await first.kill();
  open = await openTestHost({ folder, connectors });
  return open;
}

const FIRST = "OL-20261111-000001";
const typesOf = async ({ host }: TestHost, id = FIRST) => (await host.history(id)).map(({ type }) => type);

describe("an order's life", () => {
  it("is accepted, reserved once and done", async () => {
    const connectors = wms();
    const shopping = await shop(connectors, reserveOnly());
    expect(await shopping.host.accept(sampleOrder(1), channelActor)).toMatchObject({
      kind: "accepted",
      orderId: FIRST,
      status: "running",
      instances: [{ id: `${FIRST}/reserve-only`, workflow: "reserve-only", version: 1 }],
    });
    await shopping.rest();
    expect(await shopping.host.row(FIRST)).toMatchObject({ status: "done", stage: "stock", customer: "李*婷" });
    expect(connectors.told).toMatchObject([{ action: "wms.reserve-stock", attempt: 1, input: { orderId: FIRST } }]);
    expect(await typesOf(shopping)).toEqual([
      "order.received",
      "order.routed",
      "instance.started",
      "call.requested",
      "call.completed",
      "instance.ended",
    ]);
  });

  it("is the same order when it is sent again, and refused when it differs (S31)", async () => {
    const { host, rest } = await shop(wms(), reserveOnly());
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    expect(await host.accept(sampleOrder(1), channelActor)).toMatchObject({
      kind: "duplicate",
      orderId: FIRST,
      status: "done",
    });
    expect(await host.accept(sampleOrder(1, { note: "leave at the door" }), channelActor)).toMatchObject({
      kind: "refused",
      status: 409,
      code: "order-differs",
    });
  });

  it("is compared with what was received, not with what was amended since", async () => {
    const { host, rest } = await shop(wms(), reserveOnly());
    await host.accept(sampleOrder(1), channelActor);
    await host.orderEvent(FIRST, { type: "order.line-cancelled", data: { lineId: "2" } }, channelActor);
    await rest();
    expect(await host.accept(sampleOrder(1), channelActor)).toMatchObject({ kind: "duplicate" });
  });

  it("waits for its twin in flight: fifty at once are one order, reserved once", async () => {
    const connectors = wms();
    const { host, rest } = await shop(connectors, reserveOnly());
    const answers = await Promise.all(Array.from({ length: 50 }, () => host.accept(sampleOrder(1), channelActor)));
    await rest();
    expect(answers.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "duplicate")).toHaveLength(49);
    expect(connectors.count("wms.reserve-stock")).toBe(1);
  });

  it("is taken by the first workflow that wants it, though two do (S2)", async () => {
    const connectors = wms();
    const shopping = await shop(connectors, reserveOnly("first"), reserveOnly("second"));
    await shopping.host.accept(sampleOrder(1), channelActor);
    await shopping.rest();
    const order = await shopping.host.order(FIRST);
    expect(order?.instances.map(({ state }) => state.workflow)).toEqual(["first"]);
    expect(connectors.count("wms.reserve-stock")).toBe(1);
  });

  it("is visible when no workflow wants it, and side workflows run beside it", async () => {
    const jdOnly = workflow(
      "jd-only",
      { start: start("end"), end: end() },
      { takes: { all: [{ fact: "order", path: "$.channel", operator: "equal", value: "jd" }] } },
    );
    const tell = { type: "action", action: { connector: "message", name: "send" }, ports: { done: "end" } } as const;
    const side = workflow("tell-the-group", { start: start("tell"), tell, end: end() }, { role: "side" });
    const connectors = wms();
    const { host, rest } = await shop(connectors, jdOnly, side);
    expect(await host.accept(sampleOrder(1), channelActor)).toMatchObject({ status: "unrouted" });
    await rest();
    expect(connectors.count("message.send")).toBe(1);
    expect(await host.row(FIRST)).toMatchObject({ status: "unrouted", stuck: true });
    expect(await host.counts()).toMatchObject({ byStatus: { unrouted: 1 }, stuck: 1 });
  });

  it("is not taken when the disk is full, and nothing is left of it", async () => {
    const first = await openTestHost({ folder });
    await publishAs(first.store, 1, reserveOnly());
    await routeTo(first.store, "reserve-only");
    await first.kill();
    let isFull = true;
    open = await openTestHost({
      folder,
      connectors: wms(),
      wrap: (store) => ({
        ...store,
        commit: (scope, writes) =>
          isFull ? Promise.reject(new StoreUnavailableError("disk full")) : store.commit(scope, writes),
      }),
    });
    await expect(open.host.accept(sampleOrder(1), channelActor)).rejects.toBeInstanceOf(StoreUnavailableError);
    isFull = false;
    expect(await open.host.accept(sampleOrder(1), channelActor)).toMatchObject({ kind: "accepted" });
  });
});

describe("an order that changes (S1)", () => {
  it("tells its workflow, once, however often the source says it", async () => {
    const waiting = workflow("wait-for-tracking", {
      start: start("wait"),
      wait: { type: "wait", until: { event: "shipment.dispatched" }, output: "vars.shipment", ports: { done: "end" } },
      end: end(),
    });
    const { host, rest } = await shop(wms(), waiting);
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    const event = { id: "carrier-77", type: "shipment.dispatched", data: { number: "SF-1" } };
    expect(await host.orderEvent(FIRST, event, channelActor)).toMatchObject({ kind: "done", revision: 1 });
    expect(await host.orderEvent(FIRST, event, channelActor)).toMatchObject({ kind: "duplicate", revision: 1 });
    await rest();
    const record = await host.instance(`${FIRST}/wait-for-tracking`);
    expect(record).toMatchObject({ status: "done", state: { vars: { shipment: { number: "SF-1" } } } });
  });

  it("refuses what does not fit, and says why", async () => {
    const { host } = await shop(wms(), reserveOnly());
    await host.accept(sampleOrder(1), channelActor);
    const cancel = (lineId: string) =>
      host.orderEvent(FIRST, { type: "order.line-cancelled", data: { lineId } }, channelActor);
    expect(await cancel("9")).toMatchObject({ kind: "refused", status: 409, code: "line-not-found" });
    expect(await host.orderEvent(FIRST, { type: "order.line-cancelled", data: {} }, channelActor)).toMatchObject({
      status: 422,
    });
    expect(await host.orderEvent("OL-0", { type: "order.noted" }, channelActor)).toMatchObject({
      status: 404,
      code: "order-not-found",
    });
    expect(await cancel("2")).toMatchObject({ kind: "done", revision: 2 });
    expect(await cancel("2")).toMatchObject({ kind: "refused", code: "line-cancelled-already" });
  });

  it("is changed by its workflow, which goes on with what it changed", async () => {
    const tagging = workflow("tag-it", {
      start: start("tag"),
      tag: { type: "amend", tags: { add: ["checked"] }, ports: { next: "check" } },
      check: {
        type: "switch",
        cases: [{ id: "tagged", when: { feel: 'list contains(order.tags, "checked")' } }],
        ports: { tagged: "end", otherwise: "lost" },
      },
      end: end("tagged"),
      lost: end("lost"),
    });
    const shopping = await shop(wms(), tagging);
    await shopping.host.accept(sampleOrder(1), channelActor);
    await shopping.rest();
    expect(await shopping.host.order(FIRST)).toMatchObject({
      order: { tags: ["checked"], revision: 2 },
      instances: [{ state: { outcome: "tagged" } }],
    });
    expect(await typesOf(shopping)).toContain("order.amended");
  });

  it("stops a workflow that did not think of a cancelled order, and undoes what was done", async () => {
    const connectors = wms();
    const { host, rest } = await shop(connectors, reserveAndReview());
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    expect(await host.row(FIRST)).toMatchObject({
      status: "held",
      stage: "review",
      open: { kind: "task", group: "supervisor" },
    });
    await host.orderEvent(FIRST, { type: "order.cancelled", data: { reason: "changed their mind" } }, channelActor);
    await rest();
    expect(await host.row(FIRST)).toMatchObject({ status: "cancelled" });
    expect(connectors.told.map(({ action }) => action)).toEqual(["wms.reserve-stock", "wms.release-stock"]);
  });
});

describe("a subworkflow", () => {
  it("runs as a child with its parent's catalogue and hands its reservation back to be undone (S9)", async () => {
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": {
        answer: () => {
          open?.clock.jump(10);
          return done({ id: "R-1" });
        },
      },
      "wms.release-stock": { answer: () => done() },
    });
    const part = workflow(
      "reserve-part",
      { start: start("reserve"), reserve: reserve("end"), end: end() },
      { role: "part" },
    );
    const parent = workflow("parent", {
      start: start("child"),
      child: { type: "subworkflow", workflow: "reserve-part", ports: { done: "review" } },
      review: review("end"),
      rejected: end("rejected", true),
      end: end(),
    });
    const { host, rest } = await shop(connectors, parent, part);
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    const order = await host.order(FIRST);
    expect(order?.instances.map(({ state, status }) => [state.workflow, status])).toEqual([
      ["parent", "held"],
      ["reserve-part", "done"],
    ]);
    expect(order?.row.stages.map(({ stage }) => stage)).toEqual(["stock", "review"]);
    const task = order?.row.open?.taskId ?? "";
    await host.decide(task, { outcome: "reject" }, person("wu-min", "supervisor"));
    await rest();
    expect(connectors.told.map(({ action }) => action)).toEqual(["wms.reserve-stock", "wms.release-stock"]);
    expect(await host.row(FIRST)).toMatchObject({ status: "cancelled" });
  });
});

describe("an incident", () => {
  it("waits for a person, who has it tried again", async () => {
    let isBroken = true;
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": {
        answer: () => (isBroken ? { kind: "failed", message: "no", retryable: false } : done({ id: "R-1" })),
      },
    });
    const { host, rest } = await shop(connectors, reserveOnly());
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    const row = await host.row(FIRST);
    expect(row).toMatchObject({ status: "incident", stuck: true, open: { kind: "incident" } });
    isBroken = false;
    const activation = row?.open?.activation ?? 0;
    const chen = person("chen-yu", "supervisor");
    expect(await host.remedy(`${FIRST}/reserve-only`, { activation, remedy: "dance" }, chen)).toMatchObject({
      kind: "refused",
      status: 422,
    });
    expect(await host.remedy(`${FIRST}/reserve-only`, { activation, remedy: "retry" }, chen)).toEqual({ kind: "done" });
    await rest();
    expect(await host.row(FIRST)).toMatchObject({ status: "done" });
  });
});

describe("a stop", () => {
  it("takes nothing new on, and what a call was doing is taken up again at the next start", async () => {
    let hang = true;
    const connectors = new ScriptedConnectors({
      "wms.reserve-stock": {
        answer: ({ signal }) =>
          hang
            ? new Promise((resolve) =>
                signal.addEventListener("abort", () =>
                  resolve({ kind: "failed", message: "stopped", retryable: true }),
                ),
              )
            : done({ id: "R-1" }),
      },
    });
    const { host, store } = await shop(connectors, reserveOnly());
    expect(store).toBeDefined();
    await host.accept(sampleOrder(1), channelActor);
    await host.stop();
    await expect(host.accept(sampleOrder(2), channelActor)).rejects.toMatchObject({ code: "shutting-down" });
    hang = false;
    open = await openTestHost({ folder, connectors });
    await open.rest();
    expect(await open.host.row(FIRST)).toMatchObject({ status: "done" });
    expect(new Set(connectors.told.map(({ effectKey }) => effectKey)).size).toBe(1);
  });
});
