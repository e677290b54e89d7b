import type { OrderEventInput } from "@orderloom/rule-dsl";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { type Death, mortalStore } from "./testing/mortal-store.ts";
import { sampleOrder } from "./testing/sample-order.ts";
import { end, start, workflow } from "./testing/sample-workflows.ts";
import { channelActor, NOON, openTestHost, publishAs, routeTo, type TestHost } from "./testing/test-host.ts";

const DAY_MS = 86_400_000;
/** Ends when the parcel is signed for. */
const parcel = workflow("parcel", {
  start: start("wait"),
  wait: { type: "wait", until: { event: "parcel.signed" }, ports: { done: "end" } },
  end: end("signed"),
});

let folder: string;
let remove: () => void;
let open: TestHost;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  open = await openTestHost({ folder });
  await publishAs(open.store, 1, parcel);
  await routeTo(open.store, "parcel");
  await open.kill();
  open = await openTestHost({ folder });
});
afterEach(async () => {
  await open.host.stop();
  remove();
});

const early = (event: OrderEventInput, order = "tmall:TM-1") => open.host.orderEvent(order, event, channelActor);
async function arrives(number = 1): Promise<string> {
  const accepted = await open.host.accept(sampleOrder(number), channelActor);
  await open.rest();
  return accepted.kind === "refused" ? "" : accepted.orderId;
}
const tagsOf = async (id: string) => (await open.host.order(id))?.order.tags;

describe("an event whose order has not come", () => {
  it("waits for it and is told to it: a parcel signed for before the order was sent ends the order's workflow", async () => {
    expect(await early({ type: "parcel.signed" })).toEqual({ kind: "parked", until: NOON + 7 * DAY_MS });
    const id = await arrives();
    expect(await open.host.row(id)).toMatchObject({ status: "done" });
    expect(await open.store.parkedKeys({ organisationId: "main" })).toEqual([]);
  });

  it("several are told in the order of their source's time, whenever they came", async () => {
    await early({ type: "order.tags-changed", at: "2026-11-11T02:00:00Z", data: { remove: ["hot"] } });
    await early({ type: "order.tags-changed", at: "2026-11-11T01:00:00Z", data: { add: ["hot", "late"] } });
    expect(await tagsOf(await arrives())).toEqual(["late"]);
  });

  it("the same again is parked once, and told once", async () => {
    const event = { id: "e-1", type: "order.tags-changed", data: { add: ["hot"] } };
    expect([(await early(event)).kind, (await early(event)).kind]).toEqual(["parked", "parked-already"]);
    const id = await arrives();
    expect(await early(event)).toMatchObject({ kind: "duplicate", orderId: id });
  });

  it("is for one order of one channel: others are not told", async () => {
    await early({ type: "parcel.signed" }, "jd:TM-1");
    await early({ type: "parcel.signed" }, "tmall:TM-2");
    expect(await open.host.row(await arrives(1))).toMatchObject({ status: "waiting" });
  });

  it("that the order refuses when it comes is told as an incident, not lost", async () => {
    await early({ type: "order.line-cancelled", data: { lineId: "nine" } });
    const id = await arrives();
    expect((await open.host.history(id)).find(({ type }) => type === "incident.raised")).toMatchObject({
      data: { code: "amendment-refused" },
    });
  });

  it("is forgotten after seven days", async () => {
    await early({ type: "parcel.signed" });
    await open.forward(7 * DAY_MS + 1);
    expect(await open.host.row(await arrives())).toMatchObject({ status: "waiting" });
  });

  it("waits over a restart", async () => {
    await early({ type: "parcel.signed" });
    await open.kill();
    open = await openTestHost({ folder, clock: new FakeClock(NOON + DAY_MS) });
    expect(await open.host.row(await arrives())).toMatchObject({ status: "done" });
  });
});

describe("an order by its channel's number", () => {
  it("that is known is told at once", async () => {
    const id = await arrives();
    expect(await early({ type: "parcel.signed" })).toMatchObject({ kind: "done", orderId: id });
  });
  it.each([
    ["a channel that we do not know", "fax:TM-1", { status: 422, code: "unknown-channel" }],
    ["an id of ours that was never given", "OL-20261111-000099", { status: 404, code: "order-not-found" }],
  ])("%s is refused", async (_what, order, refused) => {
    expect(await early({ type: "parcel.signed" }, order)).toMatchObject(refused);
  });
  it("an amendment that is not right is refused before it is parked", async () => {
    expect(await early({ type: "order.tags-changed", data: { add: 7 } })).toMatchObject({ status: 422 });
    expect(await open.store.parkedKeys({ organisationId: "main" })).toEqual([]);
  });
});

describe("a process that dies while it tells", () => {
  const deaths = [1, 2, 3].flatMap((atCommit) =>
    (["before", "after"] as const).map((when): Death => ({ atCommit, when })),
  );
  it.each(deaths)("$when commit $atCommit: the order hears it once", async (death) => {
    await early({ type: "order.tags-changed", data: { add: ["hot"] } });
    await early({ type: "parcel.signed" });
    await open.kill();
    open = await openTestHost({ folder, wrap: (store) => mortalStore(store, death, () => undefined) });
    await open.host.accept(sampleOrder(1), channelActor).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await open.kill();
    open = await openTestHost({ folder });
    const id = await arrives(); // whoever got no answer sends again
    expect(await open.host.row(id)).toMatchObject({ status: "done" });
    const history = await open.host.history(id);
    expect(history.filter(({ type }) => type === "order.amended")).toHaveLength(1);
    expect(history.filter(({ type }) => type === "order.noted")).toHaveLength(1);
  });
});
