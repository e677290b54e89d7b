import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PromiseTable, WorkflowDefinition } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, NOON, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const MINUTE = 60_000;
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

const reserving = workflow("reserve", {
  start: start("reserve"),
  reserve: {
    type: "action",
    action: { connector: "wms", name: "reserve-stock" },
    input: { orderId: "=order.channelOrderId", deadline: '=if order.deadline = null then "none" else order.deadline' },
    ports: { done: "end" },
  },
  end: end(),
});

const reviewed = workflow("reviewed", {
  ...reserving.nodes,
  start: start("review"),
  review: review("reserve", { due: { after: "PT2H" } }),
  rejected: end("rejected"),
});

async function opened(
  table: PromiseTable,
  connectors: ScriptedConnectors,
  definition: WorkflowDefinition = reserving,
): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, definition);
  await routeTo(first.store, definition.id);
  await first.kill();
  open = await openTestHost({ folder, connectors });
  await open.host.savePromises(table, "unset");
  return open;
}

const reading = () => new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done() } });
const deadlineOf = (connectors: ScriptedConnectors) => connectors.told.map(({ input }) => input["deadline"]);
const iso = (at: number) => new Date(at).toISOString().replace(".000", "");

describe("what a channel was promised", () => {
  it.each<[string, PromiseTable, string]>([
    ["counts from when the order came", { promises: [{ id: "a", within: "PT30M" }] }, iso(NOON + 30 * MINUTE)],
    [
      "is that of the first line that fits",
      {
        promises: [
          { id: "jd", channels: ["jd"], within: "PT1M" },
          { id: "vip", levels: ["nobody"], within: "PT2M" },
          { id: "rest", within: "PT2H" },
        ],
      },
      iso(NOON + 120 * MINUTE),
    ],
    ["may be nothing", { promises: [{ id: "jd", channels: ["jd"], within: "PT1M" }] }, "none"],
  ])("%s, and every rule can read it", async (_what, table, deadline) => {
    const connectors = reading();
    const { host, rest } = await opened(table, connectors);
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    expect(deadlineOf(connectors)).toEqual([deadline]);
  });

  it("binds when the order comes: a later change leaves it, and a restart keeps it", async () => {
    const { host, rest, kill } = await opened({ promises: [{ id: "a", within: "PT30M" }] }, reading());
    await host.accept(sampleOrder(1), channelActor);
    await rest();
    await host.savePromises({ promises: [] }, host.promises().etag);
    await kill();
    open = await openTestHost({ folder, connectors: reading() });
    expect((await open.host.order("OL-20261111-000001"))?.order.deadline).toBe(NOON + 30 * MINUTE);
    expect((await open.host.row("OL-20261111-000001"))?.deadline).toBe(NOON + 30 * MINUTE);
  });

  it("is changed by one of two who change it at once", async () => {
    const { host } = await opened({ promises: [] }, reading());
    const { etag } = host.promises();
    const table = { promises: [{ id: "a", within: "PT30M" }] };
    expect(await host.savePromises(table, etag)).toMatchObject(table);
    expect(await host.savePromises({ promises: [] }, etag)).toMatchObject({ kind: "refused" });
    expect(host.promises()).toMatchObject(table);
  });
});

describe("when calls queue up", () => {
  it("the most urgent goes first: a customer who goes ahead overtakes, and whoever waited long enough is next", async () => {
    const free: (() => void)[] = [];
    const answer = () => new Promise<ReturnType<typeof done>>((resolve) => free.push(() => resolve(done())));
    const connectors = new ScriptedConnectors({ "wms.reserve-stock": { answer } }, { concurrent: 1 });
    const table = { promises: [], ahead: [{ level: "vip", by: "PT12H" }] };
    const { host, clock } = await opened(table, connectors);
    const accept = async (number: number, level: string) => {
      const customer = { name: "李晓婷", phone: "13800006021", level };
      await host.accept(sampleOrder(number, { customer }), channelActor);
    };
    await accept(1, "member");
    await accept(2, "member");
    clock.jump(13 * 60 * MINUTE);
    await accept(3, "member");
    await accept(4, "vip");
    for (let left = 4; left > 0; left--) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      free.shift()?.();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(connectors.told.map(({ input }) => input["orderId"])).toEqual(["TM-1", "TM-2", "TM-4", "TM-3"]);
  });
});

describe("held orders", () => {
  const table: PromiseTable = {
    promises: [
      { id: "jd", levels: ["gold"], within: "PT30M" },
      { id: "rest", within: "PT6H" },
    ],
    ahead: [{ level: "vip", by: "PT2H" }],
  };
  /** Level of each order, in the order they come. */
  const levels = ["member", "member", "vip", "gold", "member"];

  it("are listed by whose turn it is, and those decided together go out in that order at the connector's pace", async () => {
    const connectors = new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done() } }, { perSecond: 1 });
    const test = await opened(table, connectors, reviewed);
    const { host } = test;
    for (const [index, level] of levels.entries()) {
      await host.accept(
        sampleOrder(index + 1, { customer: { name: "李晓婷", phone: "13800006021", level } }),
        channelActor,
      );
      test.clock.jump(MINUTE);
    }
    await test.rest();
    const listed = await host.tasks({}, "urgency", { limit: 10 });
    const found = "items" in listed ? listed.items : [];
    expect(found.map(({ task }) => task.channelOrderId)).toEqual(["TM-4", "TM-1", "TM-2", "TM-3", "TM-5"]);
    expect(found.map(({ about }) => about?.deadline)).toContain(NOON + 33 * MINUTE);

    const decide = (channelOrderId: string) => {
      const id = found.find(({ task }) => task.channelOrderId === channelOrderId)?.task.id ?? "";
      return host.decide(id, { outcome: "approve", batch: 4 }, person("li-na", "supervisor"));
    };
    await decide("TM-1");
    await Promise.all(["TM-5", "TM-2", "TM-3", "TM-4"].map(decide));
    for (const _ of levels) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      test.clock.jump(1000);
    }
    await test.rest();
    expect(connectors.told.map(({ input }) => input["orderId"])).toEqual(["TM-1", "TM-4", "TM-3", "TM-2", "TM-5"]);
  });
});
