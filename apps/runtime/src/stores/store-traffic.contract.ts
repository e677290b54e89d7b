import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import { instanceSample, orderSample, write } from "./testing/sample-writes.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** How orders walk: counters beside the aggregates. */
export function trafficContract(store: () => HostStore, reopen: () => Promise<void>): void {
  describe("how orders walk", () => {
    const count = (day: string, port: string, amount: number, ...orders: string[]) => ({
      workflow: "main",
      day,
      node: "review",
      port,
      amount,
      recent: orders.map((orderId, at) => ({ orderId, at })),
    });

    it("adds up by day, node and port, keeps the last few that passed, and knows how far it is", async () => {
      expect(await store().trafficMark(main)).toBe(0);
      await store().addTraffic(main, [count("20261110", "", 1, "a"), count("20261111", "", 2, "a", "b")], 7, 3);
      await store().addTraffic(main, [count("20261111", "", 3, "c", "d"), count("20261111", "approve", 1, "c")], 9, 3);
      await reopen();
      expect(await store().trafficMark(main)).toBe(9);
      const rows = await store().traffic(main, "main", "20261111");
      expect(rows.map(({ port, amount, recent }) => [port, amount, recent.map(({ orderId }) => orderId)])).toEqual([
        ["", 5, ["b", "c", "d"]],
        ["approve", 1, ["c"]],
      ]);
      expect(await store().traffic(main, "main", "20261110")).toHaveLength(3);
      expect([await store().traffic(main, "side", "0"), await store().traffic(other, "main", "0")]).toEqual([[], []]);
    });

    it("tells where live instances stand, and since when", async () => {
      const [first, second] = [orderSample(1), orderSample(2)];
      await store().commit(main, [
        write(first),
        write(instanceSample(first, { standsAt: { review: 10, parcel: 20 } })),
        write(second),
        write(instanceSample(second, { standsAt: { review: 30 } })),
      ]);
      expect(await store().openNodes(main, "main")).toEqual(
        expect.arrayContaining([
          { node: "review", since: 10 },
          { node: "parcel", since: 20 },
          { node: "review", since: 30 },
        ]),
      );
      await store().commit(main, [write(instanceSample(first, { status: "done" }), 1)]);
      expect(await store().openNodes(main, "main")).toEqual([{ node: "review", since: 30 }]);
      expect(await store().openNodes(main, "side")).toEqual([]);
      expect([await store().countLive(main, "main"), await store().countLive(main, "side")]).toEqual([1, 0]);
    });
  });
}
