import { describe, expect, test } from "vitest";
import { testStores } from "../harness/stores.ts";
import { onCredit } from "./orders.ts";
import { callsTo, openShop } from "./shop.ts";

describe.each(await testStores())("an order on credit, kept by $name", ({ isMissing, place }) => {
  if (isMissing) {
    test.skip("there is no such store here");
    return;
  }
  const shop = openShop(place);

  test("within the limit: one of finance approves, stock is held once, it is released, and ends when signed for", async () => {
    const id = await shop.send(onCredit(10));
    expect(await shop.warehouse.reservations(id)).toEqual([]);
    expect(await shop.decide("wu", id, "approve")).toEqual({ status: 200 });
    await shop.comesTo(id, { stage: "pack" });
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "active", pieces: { "CL-100": 10 } }]);
    expect(await shop.warehouse.pickTasks(id)).toEqual([{ state: "open", pieces: { "CL-100": 10 } }]);
    const { instances } = await shop.deliver(id);
    expect(instances[0]).toMatchObject({ workflow: "credit-term-review", status: "done", outcome: "signed" });
  });

  test("over the limit: the same person twice is not two people", async () => {
    const id = await shop.send(onCredit(2000));
    await shop.decide("wu", id, "approve");
    expect(await shop.decide("wu", id, "approve")).toEqual({ status: 200 });
    expect(await shop.warehouse.reservations(id)).toEqual([]);
    expect((await shop.comesTo(id, { stage: "review" })).tasks[0]).toMatchObject({
      approvalsNeeded: 2,
      approvals: [{ by: "吴敏" }],
    });
    await shop.decide("zhou", id, "approve");
    await shop.comesTo(id, { stage: "pack" });
    expect(await shop.warehouse.reservations(id)).toHaveLength(1);
  });

  test("its author cannot approve it", async () => {
    const id = await shop.send(onCredit(10, "wu"));
    expect(await shop.decide("wu", id, "approve")).toEqual({ status: 403, code: "task-excluded" });
    expect(await shop.decide("zhou", id, "approve")).toEqual({ status: 200 });
    await shop.comesTo(id, { stage: "pack" });
  });

  test("rejected: cancelled, and nothing is undone that was never done", async () => {
    const releasedBefore = await shop.warehouse.told("release-stock");
    const id = await shop.send(onCredit(2000));
    expect(await shop.decide("wu", id, "reject")).toEqual({ status: 200 });
    const detail = await shop.comesTo(id, { status: "cancelled" });
    expect(detail.order.cancelled).toBe(true);
    expect(callsTo(detail, "wms")).toEqual([]);
    expect(await shop.warehouse.reservations(id)).toEqual([]);
    expect(await shop.warehouse.told("release-stock")).toEqual(releasedBefore);
  });

  test("cancelled by the customer after it was released: picking stops and the stock comes back", async () => {
    const id = await shop.send(onCredit(10));
    await shop.decide("wu", id, "approve");
    await shop.comesTo(id, { stage: "pack" });
    await shop.tell(id, { type: "order.cancelled", data: { reason: "不要了" } });
    await shop.comesTo(id, { status: "cancelled" });
    expect(await shop.warehouse.pickTasks(id)).toMatchObject([{ state: "cancelled" }]);
    expect(await shop.warehouse.reservations(id)).toEqual([{ state: "released", pieces: {} }]);
  });

  test("of a company finance does not know: a person decides, nothing is held meanwhile (S10)", async () => {
    const id = await shop.send({ ...onCredit(10), customer: { channelCustomerId: "b2b-1099" } });
    const { row } = await shop.comesTo(id, { status: "incident" });
    expect(row.next.kind).toBe("incident");
    expect(await shop.warehouse.reservations(id)).toEqual([]);
  });
});
