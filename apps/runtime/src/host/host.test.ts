import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelActor, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { reserveOnly } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";

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

async function shop(connectors: ScriptedConnectors): Promise<TestHost> {
  const first = await openTestHost({ folder, connectors });
  await publishAs(first.store, 1, reserveOnly());
  await routeTo(first.store, "reserve-only");
  await first.kill();
  open = await openTestHost({ folder, connectors });
  return open;
}

describe("an order's life", () => {
  it("is accepted, reserved once and done", async () => {
    const connectors = new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done({ id: "R-1" }) } });
    const { host, rest } = await shop(connectors);
    const accepted = await host.accept(sampleOrder(1), channelActor);
    expect(accepted).toMatchObject({
      kind: "accepted",
      orderId: "OL-20261111-000001",
      status: "running",
      instances: [{ id: "OL-20261111-000001/reserve-only", workflow: "reserve-only", version: 1 }],
    });
    await rest();
    expect(await host.row("OL-20261111-000001")).toMatchObject({ status: "done", stage: "stock", customer: "李*婷" });
    expect(connectors.told).toEqual([
      {
        action: "wms.reserve-stock",
        effectKey: expect.stringContaining("OL-20261111-000001/reserve-only/"),
        attempt: 1,
        input: { orderId: "OL-20261111-000001" },
      },
    ]);
    const types = (await host.history("OL-20261111-000001")).map(({ type }) => type);
    expect(types).toEqual([
      "order.received",
      "order.routed",
      "instance.started",
      "call.requested",
      "call.completed",
      "instance.ended",
    ]);
  });
});
