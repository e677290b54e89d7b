import { describe, expect, test } from "vitest";
import { type LimitMessage, reduceLimit, type Take } from "./limit.ts";

/** One limit, kept as a host keeps it. */
function limitOf(limit: number) {
  const takes = new Map<string, Take>();
  let taken = 0;
  return {
    tell(type: LimitMessage["type"], id: string, amount = 1): string {
      const message: LimitMessage = type === "take" ? { type, id, amount, limit } : { type, id };
      const change = reduceLimit(taken, takes.get(id), message, 0);
      taken = change.taken;
      if (change.take) takes.set(id, change.take);
      return change.answer.kind;
    },
    get taken() {
      return taken;
    },
    sum: () =>
      [...takes.values()].reduce((sum, { amount, state }) => sum + (/open|settled/.test(state) ? amount : 0), 0),
  };
}

describe("one limit", () => {
  test("what is asked for twice is taken once, and never past the limit", () => {
    const limit = limitOf(2);
    expect(["a", "a", "b", "c", "a"].map((id) => limit.tell("take", id))).toEqual([
      "done",
      "done",
      "done",
      "used-up",
      "done",
    ]);
    expect(limit.taken).toBe(2);
  });

  test("more than is left is not taken in part", () => {
    const limit = limitOf(5);
    limit.tell("take", "a", 3);
    expect(limit.tell("take", "b", 3)).toBe("used-up");
    expect(limit.tell("take", "c", 2)).toBe("done");
  });

  test("given back once however often it is said, and never taken again under that name", () => {
    const limit = limitOf(1);
    limit.tell("take", "a");
    limit.tell("settle", "a");
    limit.tell("give-back", "a");
    limit.tell("give-back", "a");
    expect(limit.taken).toBe(0);
    expect(limit.tell("take", "a")).toBe("given-back");
    expect(limit.tell("take", "b")).toBe("done");
  });

  test("a withdrawn one may be taken again; a settled one cannot be withdrawn", () => {
    const limit = limitOf(1);
    limit.tell("take", "a");
    limit.tell("withdraw", "a");
    expect(limit.taken).toBe(0);
    expect(limit.tell("take", "a")).toBe("done");
    limit.tell("settle", "a");
    limit.tell("withdraw", "a");
    expect(limit.taken).toBe(1);
  });

  test("nobody gives back what was never taken", () => {
    expect(limitOf(1).tell("give-back", "a")).toBe("unknown");
  });

  test("under any history the count is the sum of what stands, and within the limit", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >> 8) % below;
    };
    const types = ["take", "take", "settle", "withdraw", "give-back"] as const;
    for (let run = 0; run < 200; run += 1) {
      const most = 1 + random(6);
      const limit = limitOf(most);
      for (let step = 0; step < 60; step += 1) {
        const amount = 1 + random(2);
        limit.tell(types[random(types.length)] ?? "take", `t${String(random(9))}`, amount);
        expect(limit.taken).toBe(limit.sum());
        expect(limit.taken).toBeLessThanOrEqual(most);
        expect(limit.taken).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
