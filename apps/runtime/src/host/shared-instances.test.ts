import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Keyed } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

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

/** Orders of one customer share a parcel: half an hour for others to come, then one call for all of them. */
const oneParcel = (keyed: Keyed) =>
  workflow(
    "one-parcel",
    {
      start: start("collect"),
      collect: { type: "wait", for: "PT30M", ports: { done: "pick" } },
      pick: {
        type: "action",
        action: { connector: "wms", name: "pick" },
        input: { orders: "=for o in orders return o.id", pieces: "=sum(for o in orders return o.pieces)" },
        output: "vars.parcel",
        ports: { done: "tell" },
      },
      tell: { type: "emit", event: "shipment.merged", data: { parcel: "=vars.parcel.id" }, ports: { next: "end" } },
      end: end("sent"),
    },
    { role: "part", keyed },
  );

const merging = workflow("merging", {
  start: start("share"),
  share: {
    type: "subworkflow",
    workflow: "one-parcel",
    key: "=order.customer.identity",
    input: { pieces: "=sum(order.lines.quantity)" },
    output: "vars.shared",
    ports: { sent: "end", error: "alone" },
  },
  end: end("merged"),
  alone: end("alone"),
});

const wms = () => new ScriptedConnectors({ "wms.pick": { answer: () => done({ id: "P-1" }) } });

async function opened(keyed: Keyed, connectors = wms()): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, oneParcel(keyed), merging);
  await routeTo(first.store, "merging");
  await first.kill();
  open = await openTestHost({ folder, connectors });
  return open;
}

const ids = (...numbers: number[]) => numbers.map((number) => `OL-20261111-00000${String(number)}`);
const outcomeOf = async (host: TestHost["host"], id: string) => (await host.instance(`${id}/merging`))?.state.outcome;

describe("orders with the same key", () => {
  it("share one instance, which acts once for all of them and tells each how it ended", async () => {
    const connectors = wms();
    const { host, rest, forward } = await opened({}, connectors);
    for (const number of [1, 2, 3]) await host.accept(sampleOrder(number), channelActor);
    await host.accept(
      sampleOrder(4, { customer: { name: "王五", phone: "13900001111" }, shipTo: elsewhere }),
      channelActor,
    );
    await rest();
    await forward(31 * MINUTE);
    expect(connectors.told.map(({ input }) => input)).toEqual([
      { orders: ids(1, 2, 3), pieces: 15 },
      { orders: ids(4), pieces: 5 },
    ]);
    expect(await Promise.all(ids(1, 2, 3, 4).map((id) => outcomeOf(host, id)))).toEqual(Array(4).fill("merged"));
    const events = await host.history(ids(2)[0] ?? "");
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["subworkflow.started", "subworkflow.ended"]),
    );
  });

  it("begin the next generation when the last has just ended, takes nobody any more, or is full", async () => {
    const connectors = wms();
    const { host, rest, forward } = await opened({ most: 2 }, connectors);
    for (const number of [1, 2, 3]) await host.accept(sampleOrder(number), channelActor);
    await rest();
    await forward(31 * MINUTE);
    await host.accept(sampleOrder(4), channelActor);
    await rest();
    await forward(31 * MINUTE);
    expect(connectors.told.map(({ input }) => input["orders"])).toEqual([ids(1, 2), ids(3), ids(4)]);
  });

  it("come too late for one that has begun to act", async () => {
    let free: () => void = () => undefined;
    const connectors = new ScriptedConnectors({
      "wms.pick": {
        answer: ({ effectKey }) =>
          effectKey.includes("/1/")
            ? new Promise((resolve) => (free = () => resolve(done({ id: "P-1" }))))
            : done({ id: "P-2" }),
      },
    });
    const { host, clock } = await opened({ until: "pick" }, connectors);
    const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
    await host.accept(sampleOrder(1), channelActor);
    await settle();
    await clock.forward(31 * MINUTE, settle);
    await host.accept(sampleOrder(2), channelActor);
    await settle();
    free();
    await settle();
    await clock.forward(31 * MINUTE, settle);
    expect(connectors.told.map(({ input }) => input["orders"])).toEqual([ids(1), ids(2)]);
  });

  it("may leave: the others go on without it, and when nobody is left it is over", async () => {
    const connectors = wms();
    const { host, rest, forward } = await opened({}, connectors);
    for (const number of [1, 2]) await host.accept(sampleOrder(number), channelActor);
    await rest();
    await host.cancel(`${ids(1)[0] ?? ""}/merging`, "not wanted", person("lin"));
    await forward(31 * MINUTE);
    expect(connectors.told.map(({ input }) => input["orders"])).toEqual([ids(2)]);
    await host.accept(sampleOrder(3), channelActor);
    await rest();
    await host.cancel(`${ids(3)[0] ?? ""}/merging`, "not wanted", person("lin"));
    await forward(31 * MINUTE);
    expect(connectors.count("wms.pick")).toBe(1);
    expect(await outcomeOf(host, ids(3)[0] ?? "")).toBe("cancelled");
  });
});

describe("a process that dies at any commit while orders join", () => {
  const commits = [1, 2, 3, 4, 5, 6, 7, 8];
  it.each(commits.flatMap((atCommit) => (["before", "after"] as const).map((when) => [when, atCommit] as const)))(
    "%s commit %i: each order is in one parcel, once",
    async (when, atCommit) => {
      const first = await openTestHost({ folder });
      await publishAs(first.store, 1, oneParcel({}), merging);
      await routeTo(first.store, "merging");
      await first.kill();
      const connectors = wms();
      let died: () => void = () => undefined;
      const death = new Promise<void>((resolve) => (died = resolve));
      const dying = await openTestHost({
        folder,
        connectors,
        wrap: (store) => mortalStore(store, { atCommit, when }, died),
      });
      const sent = [1, 2].map((number) => dying.host.accept(sampleOrder(number), channelActor).catch(() => undefined));
      await Promise.race([death, Promise.all(sent).then(() => dying.rest())]);
      await dying.kill();
      open = await openTestHost({ folder, connectors });
      await open.rest();
      for (const number of [1, 2]) await open.host.accept(sampleOrder(number), channelActor);
      await open.rest();
      await open.forward(31 * MINUTE);
      const told = connectors.told.flatMap(({ input }) => input["orders"] as readonly string[]);
      expect(new Set(told).size).toBe(told.length);
      expect(told).toHaveLength(2);
    },
  );
});

const elsewhere = {
  country: "CN",
  province: "广东省",
  city: "深圳市",
  street: "科技园 1 号",
  name: "王五",
  phone: "13900001111",
};
