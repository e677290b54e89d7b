import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DecisionDefinition } from "@orderloom/rule-dsl";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
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

const route: DecisionDefinition = {
  kind: "decision",
  schemaVersion: 1,
  id: "route",
  name: { en: "Route" },
  type: "expression",
  entries: [{ id: "warehouse", value: '="HZ"' }],
};

/** Decides on a warehouse, reserves there, waits for the release, and is past changing once it is released. */
const routing = workflow("routing", {
  start: start("route"),
  route: {
    type: "decision",
    decision: "route",
    output: "vars.route",
    replan: { on: "warehouse.failed", until: "release" },
    ports: { done: "reserve" },
  },
  reserve: {
    type: "action",
    action: { connector: "wms", name: "reserve-stock" },
    input: { orderId: "=order.id" },
    output: "vars.reservation",
    compensate: {
      action: { connector: "wms", name: "release-stock" },
      input: { reservationId: "=vars.reservation.id" },
    },
    ports: { done: "hold" },
  },
  hold: { type: "wait", until: { event: "order.paid" }, ports: { done: "release" } },
  release: { type: "action", action: { connector: "wms", name: "pick" }, ports: { done: "sent" } },
  sent: { type: "wait", for: "P1D", ports: { done: "end" } },
  end: end(),
});

const wms = () =>
  new ScriptedConnectors({
    "wms.reserve-stock": { answer: () => done({ id: "R-1" }) },
    "wms.release-stock": { answer: () => done() },
    "wms.pick": { answer: () => done() },
  });

async function opened(connectors: ScriptedConnectors): Promise<TestHost> {
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, route, routing);
  await routeTo(first.store, "routing");
  await first.kill();
  open = await openTestHost({ folder, connectors });
  return open;
}
const counts = (connectors: ScriptedConnectors) => [
  connectors.count("wms.reserve-stock"),
  connectors.count("wms.release-stock"),
  connectors.count("wms.pick"),
];

describe("when the world changes", () => {
  it("orders that are not past the point are decided anew, what they had is given back first; those past it say so", async () => {
    const connectors = wms();
    const { host, rest, clock } = await opened(connectors);
    for (const number of [1, 2, 3]) await host.accept(sampleOrder(number), channelActor);
    await rest();
    await host.orderEvent("OL-20261111-000003", { type: "order.paid" }, channelActor);
    await rest();
    expect(counts(connectors)).toEqual([3, 0, 1]);
    clock.jump(1000);
    await host.announce("warehouse.failed", { warehouse: "HZ" }, person("lin"));
    await rest();
    expect(counts(connectors)).toEqual([5, 2, 1]);
    const told = (await host.history("OL-20261111-000001")).map(({ type }) => type);
    expect(told).toContain("instance.restarted");
    const past = (await host.history("OL-20261111-000003")).map(({ type }) => type);
    expect(past.filter((type) => type === "replan.skipped" || type === "instance.restarted")).toEqual([
      "replan.skipped",
    ]);
    for (const number of [1, 2])
      await host.orderEvent(`OL-20261111-00000${String(number)}`, { type: "order.paid" }, channelActor);
    await rest();
    expect(counts(connectors)).toEqual([5, 2, 3]);
  });

  it("each change counts once, also when the process dies while it is told and tells it again", async () => {
    const connectors = wms();
    const { host, rest, clock, store } = await opened(connectors);
    for (const number of [1, 2]) await host.accept(sampleOrder(number), channelActor);
    await rest();
    clock.jump(1000);
    const { id } = await host.announce("warehouse.failed", {}, person("lin"));
    await rest();
    expect(counts(connectors)).toEqual([4, 2, 0]);
    // As if death had come before it was noted that all had been told.
    const setting = await store.setting({ organisationId: "main" }, "announcements");
    const again = [{ id, event: "warehouse.failed", data: {}, at: clock.now(), actor: person("lin") }];
    await store.saveSetting({ organisationId: "main" }, "announcements", { value: again, etag: "9" }, setting?.etag);
    await open?.kill();
    open = await openTestHost({ folder, connectors, clock });
    await open.rest();
    expect(counts(connectors)).toEqual([4, 2, 0]);
    expect((await open.store.setting({ organisationId: "main" }, "announcements"))?.value).toEqual([]);
    clock.jump(1000);
    await open.host.announce("warehouse.failed", {}, person("lin"));
    await open.rest();
    expect(counts(connectors)).toEqual([6, 4, 0]);
  });
});
