import type { OrderLoomEvent } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import type { StreamedEvent } from "./queries.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { reserveAndReview } from "./testing/sample-workflows.ts";
import { done, ScriptedConnectors } from "./testing/scripted-connectors.ts";
import { channelActor, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

let remove: () => void;
let open: TestHost;

beforeEach(async () => {
  const { folder, remove: removeFolder } = temporaryFolder();
  remove = removeFolder;
  const first = await openTestHost({ folder });
  await publishAs(first.store, 1, reserveAndReview());
  await routeTo(first.store, "reserve-and-review");
  await first.kill();
  const connectors = new ScriptedConnectors({ "wms.reserve-stock": { answer: () => done({ id: "R-1" }) } });
  open = await openTestHost({ folder, connectors });
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

async function take(amount: number): Promise<void> {
  for (let index = 0; index < amount; index++) {
    open.clock.jump(1000);
    await open.host.accept(sampleOrder(index, index % 2 ? { channel: "jd" } : {}), channelActor);
  }
  await open.rest();
}

describe("the orders list (S33)", () => {
  it("is read in pages that neither skip nor repeat while orders come in", async () => {
    await take(7);
    const { host } = open;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await host.orders({ channel: ["tmall"] }, { limit: 2, ...(cursor !== undefined && { cursor }) });
      if (!("items" in page)) throw new Error("the cursor was refused");
      seen.push(...page.items.map(({ channelOrderId }) => channelOrderId));
      cursor = page.nextCursor;
      await host.accept(sampleOrder(`late-${seen.length}`), channelActor);
    } while (cursor !== undefined);
    expect(seen).toEqual(["TM-6", "TM-4", "TM-2", "TM-0"]);
  });

  it("refuses a cursor of another query, and one that is none", async () => {
    await take(3);
    const page = await open.host.orders({}, { limit: 1 });
    const cursor = ("items" in page && page.nextCursor) || "";
    expect(await open.host.orders({ status: ["done"] }, { limit: 1, cursor })).toEqual({ kind: "bad-cursor" });
    expect(await open.host.orders({}, { limit: 1, cursor: "nonsense" })).toEqual({ kind: "bad-cursor" });
  });

  it("calls stuck what stays three times as long as its stage usually takes", async () => {
    const { host, clock } = open;
    await take(6);
    const tasks = await host.tasks({}, "urgency", { limit: 10 });
    open.clock.jump(60_000);
    for (const { task } of "items" in tasks ? tasks.items.slice(0, 5) : [])
      await host.decide(
        task.id,
        { outcome: "approve" },
        { kind: "person", id: "li-na", name: "Li Na", groups: ["supervisor"] },
      );
    await open.rest();
    const stuck = async () => {
      const page = await host.orders({ stuck: true }, { limit: 10 });
      return "items" in page ? page.items.map(({ id }) => id) : [];
    };
    expect(await stuck()).toEqual([]);
    clock.jump(600_000);
    expect(await stuck()).toEqual(["OL-20261111-000006"]);
    expect(await host.row("OL-20261111-000006")).toMatchObject({ stuck: true, stage: "review" });
    expect(await host.counts()).toMatchObject({ total: 6, stuck: 1, byStatus: { done: 5, held: 1 } });
  });
});

describe("the stream of events (S30)", () => {
  const ids = (events: readonly StreamedEvent[]): string[] => events.map(({ event }) => event.id);

  it("is told live in commit order, and the same again from a cursor", async () => {
    const live: StreamedEvent[] = [];
    const stop = open.host.subscribe((events) => live.push(...events));
    await take(3);
    stop();
    await take(0);
    const all = await open.host.eventsAfter(undefined, 1000);
    if (!Array.isArray(all)) throw new Error("refused");
    expect(ids(all as StreamedEvent[])).toEqual(ids(live));
    const from = live[4]?.cursor;
    const rest = await open.host.eventsAfter(from, 1000);
    expect(Array.isArray(rest) ? ids(rest as StreamedEvent[]) : []).toEqual(ids(live.slice(5)));
    expect(await open.host.eventsAfter("?", 10)).toEqual({ kind: "bad-cursor" });
  });

  it("numbers the events of an aggregate one after the other, in envelopes that name it (S39)", async () => {
    await take(1);
    const events: readonly OrderLoomEvent[] = await open.host.history("OL-20261111-000001");
    const instance = events.filter(({ instanceId }) => instanceId !== undefined);
    expect(instance.map(({ seq }) => seq)).toEqual(instance.map((_, index) => index + 1));
    expect(events[0]).toMatchObject({
      id: "OL-20261111-000001#1",
      v: 1,
      organisationId: "main",
      orderId: "OL-20261111-000001",
      actor: { id: "tmall" },
    });
  });

  it("tells which rows changed", async () => {
    const changed = new Set<string>();
    open.host.subscribeRows((orderIds) => orderIds.forEach((id) => changed.add(id)));
    await take(2);
    expect([...changed]).toEqual(["OL-20261111-000001", "OL-20261111-000002"]);
  });

  it("holds no personal value (H10)", async () => {
    await take(1);
    const told = JSON.stringify(await open.host.history("OL-20261111-000001"));
    for (const personal of ["李晓婷", "13800006021", "文一西路"]) expect(told).not.toContain(personal);
  });
});
