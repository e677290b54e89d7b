import { describe, expect, it } from "vitest";
import { CallLane } from "./call-lane.ts";
import { FakeClock } from "./testing/fake-clock.ts";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("the way to a connector", () => {
  it("lets in no more at once than its manifest says, in the order they came", async () => {
    const lane = new CallLane(new FakeClock(0), () => ({ concurrent: 2 }));
    const inside: number[] = [];
    const leaves: (() => void)[] = [];
    for (const number of [1, 2, 3, 4])
      void lane.enter().then((leave) => {
        inside.push(number);
        leaves.push(leave);
      });
    await settle();
    expect([inside, lane.queued]).toEqual([[1, 2], 2]);
    leaves[0]?.();
    leaves[0]?.();
    await settle();
    expect([inside, lane.queued]).toEqual([[1, 2, 3], 1]);
  });

  it("starts no more in a second than its manifest says", async () => {
    const clock = new FakeClock(0);
    const lane = new CallLane(clock, () => ({ perSecond: 5 }));
    let started = 0;
    for (let number = 0; number < 20; number++)
      void lane.enter().then((leave) => {
        started += 1;
        leave();
      });
    await settle();
    expect(started).toBe(5);
    await clock.forward(1000, settle);
    expect(started).toBe(10);
    await clock.forward(2000, settle);
    expect(started).toBe(20);
  });

  it("follows limits that are changed while calls wait", async () => {
    const clock = new FakeClock(0);
    let limits: { readonly perSecond?: number } = { perSecond: 1 };
    const lane = new CallLane(clock, () => limits);
    let started = 0;
    const enter = () =>
      void lane.enter().then((leave) => {
        started += 1;
        leave();
      });
    for (let number = 0; number < 50; number++) enter();
    await settle();
    expect(started).toBe(1);
    limits = { perSecond: 20 };
    await clock.forward(1000, settle);
    expect(started).toBeGreaterThan(15);
    limits = {};
    enter();
    await settle();
    expect(started).toBe(51);
  });
});
