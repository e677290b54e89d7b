import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { Traffic } from "./traffic-queries.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, reserve, review, start, workflow } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, NOON, openTestHost, person, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const DAY_MS = 86_400_000;
const review1 = workflow("walk", {
  start: start("review"),
  review: review("reserve"),
  reserve: reserve("end"),
  rejected: end("rejected", true),
  end: end(),
});

let folder: string;
let remove: () => void;
let open: TestHost;
const connectors = () => new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done({ id: "R-1" }) } });
const opened = (clock: FakeClock, wrap?: (store: HostStore) => HostStore) =>
  openTestHost({ folder, clock, connectors: connectors(), ...(wrap && { wrap }) });

beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  open = await opened(new FakeClock(NOON));
  await publishAs(open.store, 1, review1);
  await routeTo(open.store, "walk");
  await open.kill();
  open = await opened(new FakeClock(NOON));
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

async function send(...numbers: number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const number of numbers) {
    const accepted = await open.host.accept(sampleOrder(number), channelActor);
    if (accepted.kind !== "refused") ids.push(accepted.orderId);
  }
  await open.rest();
  return ids;
}
async function decide(orderId: string | undefined, outcome: string): Promise<void> {
  await open.host.decide(`${orderId}/walk/2`, { outcome }, person("chen", "supervisor"));
  await open.rest();
}
async function walked(days = 7): Promise<Traffic["nodes"]> {
  const traffic = await open.host.traffic("walk", days);
  if ("kind" in traffic) throw new Error(traffic.code);
  return traffic.nodes;
}

describe("how orders walk", () => {
  it("how many came to each node, by which port they left, who stands there and since when", async () => {
    const [first, second] = await send(1, 2, 3);
    await decide(first, "approve");
    await decide(second, "reject");
    expect(await walked()).toEqual({
      start: { entered: 3, open: 0, ports: { next: 3 } },
      review: { entered: 3, open: 1, openSince: NOON, ports: { approve: 1, reject: 1 } },
      reserve: { entered: 1, open: 0, ports: { done: 1 } },
      end: { entered: 1, open: 0, ports: {} },
      rejected: { entered: 1, open: 0, ports: {} },
    });
  });

  it("by the business day: what is older than asked for does not count, what still stands there does", async () => {
    await send(1);
    await open.forward(3 * DAY_MS);
    await send(2);
    expect(await walked(2)).toMatchObject({ review: { entered: 1, open: 2, openSince: NOON } });
    expect(await walked(4)).toMatchObject({ review: { entered: 2 } });
  });

  it("who was at a node lately, the newest first, and which way they took", async () => {
    const [first, second, third] = await send(1, 2, 3);
    await open.forward(1000);
    await decide(first, "approve");
    await decide(third, "reject");
    const at = async (port?: string) => {
      const found = await open.host.passedOrders("walk", "review", {
        days: 7,
        limit: 10,
        ...(port !== undefined && { port }),
      });
      return "kind" in found ? [] : found.map(({ row, port: taken }) => [row.id, taken]);
    };
    expect((await at()).sort()).toEqual([
      [first, "approve"],
      [second, undefined],
      [third, "reject"],
    ]);
    expect(await at("reject")).toEqual([[third, "reject"]]);
  });

  it("a workflow that nobody wrote", async () => {
    expect(await open.host.traffic("nowhere", 7)).toMatchObject({ status: 404, code: "definition-not-found" });
  });
});

describe("counts after a death", () => {
  it("are level again: each turn once, whether it was counted on disk before or not", async () => {
    await send(1, 2);
    await open.forward(5000); // counted on disk
    const [third] = await send(3);
    await decide(third, "approve"); // in memory only
    await open.kill();
    open = await opened(new FakeClock(NOON + 5000));
    await send(4);
    expect(await walked()).toMatchObject({
      start: { entered: 4, ports: { next: 4 } },
      review: { entered: 4, open: 3, ports: { approve: 1 } },
      end: { entered: 1 },
    });
  });

  it("a write that fails is made up for", async () => {
    let fails = 1;
    await open.host.stop();
    open = await opened(new FakeClock(NOON), (store) => ({
      ...store,
      addTraffic: (...all) => (fails-- > 0 ? Promise.reject(new Error("disk full")) : store.addTraffic(...all)),
    }));
    await send(1);
    await open.forward(5000);
    await send(2);
    expect(await walked()).toMatchObject({ start: { entered: 2 } });
  });
});
