import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { type Death, mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserveOnly, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const lin = person("lin", "operations");
let folder: string;
let remove: () => void;
let open: TestHost;
let reserved: string[];
const connectors = () =>
  new ScriptedConnectors({
    "wms.reserve-stock": {
      answer: ({ input }) => {
        reserved.push(JSON.stringify(input["orderId"]));
        return done({ id: "R" });
      },
    },
  });

beforeEach(async () => {
  reserved = [];
  ({ folder, remove } = temporaryFolder());
  open = await openTestHost({ folder });
  const atOnce = workflow("catch-all", { start: start("end"), end: end() });
  await publishAs(open.store, 1, reserveOnly("careful"), atOnce);
  await routeTo(open.store, "careful", "catch-all");
  await open.kill();
  open = await openTestHost({ folder, connectors: connectors() });
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

async function send(number: number): Promise<string> {
  const accepted = await open.host.accept(sampleOrder(number), channelActor);
  await open.rest();
  return accepted.kind === "refused" ? "" : accepted.orderId;
}
const row = (id: string) => open.host.row(id);

describe("a paused workflow", () => {
  it("takes nothing new: what it wants waits for it, and takes no other way that might be freer", async () => {
    expect(await open.host.pauseWorkflow("careful", "stock take", lin)).toMatchObject({ kind: "paused" });
    const id = await send(1);
    expect(await row(id)).toMatchObject({
      status: "unrouted",
      waitsFor: { workflow: "careful", reason: "stock take" },
    });
    expect((await open.host.history(id)).at(-1)).toMatchObject({
      type: "order.unrouted",
      data: { waitsFor: "careful", reason: "stock take" },
    });
    expect(reserved).toEqual([]);
  });

  it("goes on: those that waited are routed as they stand by then, the one that came first first", async () => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    const [first, second] = [await send(1), await send(2)];
    await open.host.orderEvent(second, { type: "order.tags-changed", data: { add: ["late"] } }, channelActor);
    expect(await open.host.resumeWorkflow("careful", "done", lin)).toEqual({ kind: "resumed", waiting: 2 });
    await open.rest();
    expect(reserved).toEqual([first, second].map((id) => JSON.stringify(id)));
    expect(await row(first)).toMatchObject({ status: "done", workflow: "careful" });
    expect((await row(first))?.waitsFor).toBeUndefined();
  });

  it("lets what runs run on, and a cancelled order stay where it is", async () => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    const cancelled = await send(1);
    await open.host.orderEvent(cancelled, { type: "order.cancelled" }, channelActor);
    await open.host.resumeWorkflow("careful", undefined, lin);
    await open.rest();
    expect(await row(cancelled)).toMatchObject({ status: "cancelled" });
    expect(reserved).toEqual([]);
  });

  it("an order that another way takes once the routing list says so need not wait", async () => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    const id = await send(1);
    const { etag } = await open.host.routing();
    await open.host.saveRouting({ routes: [{ id: "all", workflow: "catch-all" }] }, etag, lin);
    await open.rest();
    expect(await row(id)).toMatchObject({ status: "done", workflow: "catch-all" });
  });

  it("is paused once and resumed once; who did it, when and why is in its activity", async () => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    expect(await open.host.pauseWorkflow("careful", "again", lin)).toMatchObject({
      status: 409,
      code: "paused-already",
    });
    await open.host.resumeWorkflow("careful", "counted", lin);
    expect(await open.host.resumeWorkflow("careful", undefined, lin)).toMatchObject({
      status: 409,
      code: "not-paused",
    });
    expect(await open.host.pauseWorkflow("nowhere", "x", lin)).toMatchObject({ status: 404 });
    expect(await open.host.activity("workflow", "careful")).toMatchObject([
      { type: "workflow.paused", seq: 1, actor: { id: "lin" }, data: { reason: "stock take" } },
      { type: "workflow.resumed", seq: 2, data: { waiting: 0, reason: "counted" } },
    ]);
  });

  it("stays paused over a restart", async () => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    await open.kill();
    open = await openTestHost({ folder, connectors: connectors() });
    expect(await row(await send(1))).toMatchObject({ status: "unrouted", waitsFor: { workflow: "careful" } });
  });
});

describe("a process that dies while those that waited are routed", () => {
  const deaths = [1, 2].flatMap((atCommit) =>
    (["before", "after"] as const).map((when): Death => ({ atCommit, when })),
  );
  it.each(deaths)("$when commit $atCommit: each runs once", async (death) => {
    await open.host.pauseWorkflow("careful", "stock take", lin);
    const ids = [await send(1), await send(2), await send(3)];
    await open.kill();
    let isDead = false;
    open = await openTestHost({
      folder,
      connectors: connectors(),
      wrap: (store) => mortalStore(store, death, () => (isDead = true)),
    });
    await open.host.resumeWorkflow("careful", undefined, lin).catch(() => undefined);
    await open.rest();
    await open.kill();
    expect(isDead).toBe(true);
    open = await openTestHost({ folder, connectors: connectors() });
    await open.rest();
    for (const id of ids) expect(await row(id)).toMatchObject({ status: "done", workflow: "careful" });
    expect(new Set(reserved)).toEqual(new Set(ids.map((id) => JSON.stringify(id))));
  });
});
