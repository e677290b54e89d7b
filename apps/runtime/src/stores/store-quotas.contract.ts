import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";
import { instanceSample, limitSample, orderSample, projectSample, takeSample, write } from "./testing/sample-writes.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };
const CAMPAIGN = "gift/campaign";
const customer = (name: string) => `gift/customer/${name}`;

/** Counts of quotas, the takes they are made of (S22), and who waits for what many share (S12). */
export function quotaContract(store: () => HostStore, reopen: () => Promise<void>): void {
  describe("quotas", () => {
    it("keeps a count as an aggregate with a row for each take, over a restart", async () => {
      const a = takeSample("a");
      expect(await store().commit(main, [write(limitSample(CAMPAIGN, 1, [a]))])).toEqual([{ kind: "done" }]);
      const b = takeSample("b", { orderId: "OL-2", amount: 2, at: 1001 });
      await store().commit(main, [write(limitSample(CAMPAIGN, 3, [b]), 1)]);
      expect(await store().commit(main, [write(limitSample(CAMPAIGN, 9, []), 1)])).toEqual([{ kind: "conflict" }]);
      await reopen();
      expect(await store().load(main, "quota", [CAMPAIGN])).toMatchObject([{ kind: "quota", revision: 2 }]);
      expect(await store().takesIn(main, CAMPAIGN, ["a", "b", "c"])).toEqual([a, b]);
      expect(await store().takesIn(other, CAMPAIGN, ["a"])).toEqual([]);
      expect(await store().load(other, "quota", [CAMPAIGN])).toEqual([]);
    });

    it("follows a take from open to given back, and keeps no second row", async () => {
      const take = takeSample("a");
      await store().commit(main, [write(limitSample(CAMPAIGN, 1, [take]))]);
      expect(await store().openTakes(main, undefined, 10)).toEqual([{ ...take, aggregateId: CAMPAIGN }]);
      const back = { ...take, state: "given-back" as const, changedAt: 2000 };
      await store().commit(main, [write(limitSample(CAMPAIGN, 0, [back]), 1)]);
      expect(await store().openTakes(main, undefined, 10)).toEqual([]);
      expect(await store().takes(main, { id: "a" })).toEqual([{ ...back, aggregateId: CAMPAIGN }]);
    });

    it("leaves out the takes of a write that another was before", async () => {
      await store().commit(main, [write(limitSample(CAMPAIGN, 1, [takeSample("a")]))]);
      await store().commit(main, [write(limitSample(CAMPAIGN, 1, [takeSample("late")]))]);
      expect(await store().takesIn(main, CAMPAIGN, ["late"])).toEqual([]);
    });

    it("finds takes by call, by order, and by instance where there is no order", async () => {
      const one = takeSample("a", { limit: "customer" });
      const { orderId: _, ...lone } = takeSample("c", { instanceId: "timer/1" });
      await store().commit(main, [
        write(limitSample(customer("x"), 1, [one])),
        write(limitSample(CAMPAIGN, 2, [takeSample("a"), lone])),
      ]);
      const where = async (query: Parameters<HostStore["takes"]>[1]) =>
        (await store().takes(main, query)).map(({ aggregateId, id }) => `${id} in ${aggregateId}`);
      expect(await where({ id: "a" })).toEqual([`a in ${CAMPAIGN}`, `a in ${customer("x")}`]);
      expect(await where({ quota: "gift", orderId: "OL-1" })).toEqual([`a in ${CAMPAIGN}`, `a in ${customer("x")}`]);
      expect(await where({ quota: "gift", instanceId: "timer/1" })).toEqual([`c in ${CAMPAIGN}`]);
      expect(await where({ quota: "other", orderId: "OL-1" })).toEqual([]);
    });

    it("pages through open takes by limit and id", async () => {
      const takes = ["a", "b", "c"].map((id) => takeSample(id));
      await store().commit(main, [
        write(limitSample(CAMPAIGN, 3, takes)),
        write(limitSample("gift/x", 1, [takeSample("a")])),
      ]);
      const first = await store().openTakes(main, undefined, 2);
      expect(first.map(({ id }) => id)).toEqual(["a", "b"]);
      expect((await store().openTakes(main, first[1], 10)).map(({ aggregateId, id }) => [aggregateId, id])).toEqual([
        [CAMPAIGN, "c"],
        ["gift/x", "a"],
      ]);
    });

    it("lists what was taken last and who has most, and sums a limit up", async () => {
      await store().commit(main, [
        write(limitSample(customer("x"), 1, [])),
        write(limitSample(customer("y"), 3, [])),
        write(limitSample(customer("gave-back"), 0, [])),
        write(
          limitSample(CAMPAIGN, 4, [
            takeSample("a", { at: 1 }),
            takeSample("b", { at: 3 }),
            takeSample("c", { at: 2 }),
            takeSample("w", { at: 4, state: "withdrawn" }),
          ]),
        ),
      ]);
      expect((await store().recentTakes(main, "gift", "campaign", 2)).map(({ id }) => id)).toEqual(["b", "c"]);
      expect(
        (await store().countedKeys(main, "gift", "customer", 5)).map((key) => [key.aggregateId, key.taken]),
      ).toEqual([
        [customer("y"), 3],
        [customer("x"), 1],
        [customer("gave-back"), 0],
      ]);
      expect(await store().countedSum(main, "gift", "customer")).toEqual({ keys: 2, taken: 4 });
      expect(await store().countedSum(main, "gift", "none")).toEqual({ keys: 0, taken: 0 });
    });

    it("brings the takes of the last write level", async () => {
      const take = takeSample("a");
      await store().commit(main, [write(limitSample(CAMPAIGN, 1, [take]))]);
      await reopen();
      await store().repair(main, (aggregate) => {
        const projection = projectSample(aggregate);
        return { ...projection, takes: [{ ...take, state: "settled" }] };
      });
      expect(await store().takesIn(main, CAMPAIGN, ["a"])).toMatchObject([{ state: "settled" }]);
    });
  });

  describe("who waits for what many share", () => {
    const GIFT = "quota/gift";
    const waits = (number: number, awaits: NonNullable<Parameters<typeof instanceSample>[1]>["awaits"]) => {
      const order = orderSample(number);
      return [write(order), write(instanceSample(order, { ...(awaits && { awaits }) }))];
    };

    it("is told by deadline, then by age, in slices", async () => {
      await store().commit(main, [
        ...waits(1, { what: [GIFT], since: 5 }),
        ...waits(2, { what: [GIFT], since: 3 }),
        ...waits(3, { what: ["quota/other", GIFT], since: 9, deadline: 100 }),
        ...waits(4, { what: ["quota/other"], since: 1 }),
        ...waits(5, undefined),
      ]);
      const first = await store().awaiting(main, GIFT, undefined, 2);
      const numbers = (found: typeof first) => found.map(({ id }) => Number(id.split("/")[0]?.slice(-1)));
      expect(numbers(first)).toEqual([3, 2]);
      expect(numbers(await store().awaiting(main, GIFT, first[1], 2))).toEqual([1]);
      expect(await store().awaiting(other, GIFT, undefined, 2)).toEqual([]);
    });

    it("is forgotten once it waits no longer", async () => {
      await store().commit(main, waits(1, { what: [GIFT], since: 5 }));
      await store().commit(main, [write(instanceSample(orderSample(1)), 1)]);
      expect(await store().awaiting(main, GIFT, undefined, 2)).toEqual([]);
    });
  });
}
