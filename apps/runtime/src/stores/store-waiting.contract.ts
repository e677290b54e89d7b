import { describe, expect, it } from "vitest";
import type { HostStore } from "../ports/host-store.ts";
import type { Scope } from "../ports/scope.ts";

const main: Scope = { organisationId: "main" };
const other: Scope = { organisationId: "other" };

/** What is kept for a while: answers by idempotency key, events of orders that have not come. */
export function waitingContract(store: () => HostStore, reopen: () => Promise<void>): void {
  describe("answers by key", () => {
    const answer = (at: number) => ({ fingerprint: `f${at}`, answer: { status: 200, body: { at } }, at });

    it("are kept over a restart and forgotten when they are old", async () => {
      await store().keepAnswer(main, "a", answer(10), 0);
      await reopen();
      expect(await store().keptAnswer(main, "a")).toEqual(answer(10));
      expect(await store().keptAnswer(other, "a")).toBeUndefined();
      await store().keepAnswer(main, "b", answer(100), 50);
      expect(await store().keptAnswer(main, "a")).toBeUndefined();
      expect(await store().keptAnswer(main, "b")).toEqual(answer(100));
    });
  });

  describe("events of orders that have not come (S5)", () => {
    const key = { channel: "jd", channelOrderId: "JD-1" };
    const event = (sourceId: string, until = 1000) => ({ ...key, sourceId, until, message: { event: sourceId } });

    it("are kept in their order, each once, until they are taken", async () => {
      expect(await store().park(main, event("b"), 0)).toBe(true);
      expect(await store().park(main, event("a"), 0)).toBe(true);
      expect(await store().park(main, event("b"), 0)).toBe(false);
      expect(await store().park(main, { ...event("b"), channelOrderId: "JD-2" }, 0)).toBe(true);
      await reopen();
      expect(await store().parkedOf(main, key)).toEqual([event("b"), event("a")]);
      expect(await store().parkedOf(other, key)).toEqual([]);
      expect(await store().parkedKeys(main)).toEqual(expect.arrayContaining([key, { ...key, channelOrderId: "JD-2" }]));
      await store().unpark(main, event("b"));
      expect(await store().parkedOf(main, key)).toEqual([event("a")]);
    });

    it("are forgotten when their time is over", async () => {
      await store().park(main, event("old", 500), 0);
      await store().park(main, event("new", 2000), 500);
      expect((await store().parkedOf(main, key)).map(({ sourceId }) => sourceId)).toEqual(["new"]);
    });
  });
}
