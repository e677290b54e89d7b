import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import { instanceSample, orderSample, projectSample, write } from "./testing/sample-writes.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** Orders that ended long ago, out of the way of the others. */
export function archiveContract(store: () => HostStore, reopen: () => Promise<void>): void {
  describe("the archive", () => {
    const ended = orderSample(1);
    const open = orderSample(2);
    const busy = orderSample(3);
    const slice = { endedBefore: 100_000, limit: 10 };
    const ids = async (): Promise<readonly string[]> =>
      (await store().orderRows(main, { limit: 9 })).map(({ id }) => id);
    const everything = async (id: string) => ({
      order: await store().load(main, "order", [id]),
      instances: await store().load(main, "instance", await store().instancesOf(main, id, "all")),
      history: await store().historyOf(main, id),
      row: await store().orderRow(main, id),
      found: await store().findOrder(main, { channel: "tmall", channelOrderId: "TM-1" }),
    });

    const shop = async (): Promise<void> => {
      await store().commit(main, [
        ...[ended, open, busy].map((order) => write(order)),
        write(instanceSample(ended, { status: "done", stage: "sign" })),
        write(instanceSample(open)),
        write(instanceSample(busy, { status: "done", pending: true })),
      ]);
    };

    it("takes what ended and has nothing left to do, and only that", async () => {
      await shop();
      await store().commit(other, [write(ended), write(instanceSample(ended, { status: "done" }))]);
      expect(await store().archiveOrders(main, { ...slice, endedBefore: 1500 })).toEqual({ moved: 0 });
      expect(await store().archiveOrders(main, slice)).toEqual({ moved: 1 });
      expect(await ids()).toEqual([busy.id, open.id]);
      expect(await store().counters(main)).toMatchObject({ total: 2, byStatus: { running: 1, done: 1 } });
      expect(await store().orderRow(other, ended.id)).toBeDefined();
      await reopen();
      expect(await store().counters(main)).toMatchObject({ total: 2, byChannel: { tmall: 2 } });
    });

    it("gives it by its id as it was", async () => {
      await shop();
      const before = await everything(ended.id);
      expect(before.instances).toHaveLength(1);
      await store().archiveOrders(main, slice);
      expect(await everything(ended.id)).toEqual(before);
      expect(await store().instancesOf(main, ended.id, "live")).toEqual([]);
      await reopen();
      expect(await store().repair(main, projectSample)).toMatchObject({ dropped: [], unstarted: [] });
      expect(await everything(ended.id)).toEqual(before);
    });

    it("keeps the channel's number taken", async () => {
      await shop();
      await store().archiveOrders(main, slice);
      const again = { ...orderSample(9), channelOrderId: ended.channelOrderId };
      expect(await store().commit(main, [write(again)])).toEqual([{ kind: "exists", orderId: ended.id }]);
    });

    it.each([
      ["the order", write({ ...ended, pending: true }, 1)],
      ["an instance of it", write(instanceSample(ended, { status: "done" }), 1)],
    ])("gives it back to whoever writes %s, after a conflict", async (_name, later) => {
      await shop();
      const before = await everything(ended.id);
      await store().archiveOrders(main, slice);
      expect(await store().commit(main, [later])).toEqual([{ kind: "conflict" }]);
      expect(await ids()).toEqual([busy.id, open.id, ended.id]);
      expect(await everything(ended.id)).toEqual(before);
      expect(await store().counters(main)).toMatchObject({ total: 3, byStatus: { running: 1, done: 2 } });
      expect(await store().commit(main, [later])).toEqual([expect.objectContaining({ kind: "done" })]);
    });

    it("goes through the orders in slices", async () => {
      await shop();
      const first = await store().archiveOrders(main, { ...slice, limit: 1 });
      expect(first).toEqual({ moved: 1, next: { receivedAt: ended.receivedAt, id: ended.id } });
      const second = await store().archiveOrders(main, {
        ...slice,
        limit: 2,
        ...(first.next && { after: first.next }),
      });
      expect(second).toEqual({ moved: 0, next: { receivedAt: busy.receivedAt, id: busy.id } });
      expect(await store().archiveOrders(main, { ...slice, ...(second.next && { after: second.next }) })).toEqual({
        moved: 0,
      });
    });
  });
}
