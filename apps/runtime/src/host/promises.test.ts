import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PromiseTable } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, NOON, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

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

async function opened(table: PromiseTable, connectors: ScriptedConnectors): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, reserving);
  await routeTo(first.store, "reserve");
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
