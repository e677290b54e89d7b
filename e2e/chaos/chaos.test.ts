import { expect, test } from "vitest";
import { runChaos } from "./chaos.ts";

/*
 * A sample of what `npm run chaos -- --orders 10000` does: the process dies in the middle of it, and in the end each order is there once, done,
 * reserved and picked once at the warehouse, with a timeline that misses nothing, and an event
 * stream that kept nothing back.
 */
test.each([
  { name: "killed three times", seed: 11, torn: false },
  { name: "killed three times, on a store that tears its batches", seed: 12, torn: true },
])(
  "1,500 orders, $name: none lost, none doubled, all done",
  async ({ seed, torn }) => {
    const said: string[] = [];
    const result = await runChaos({ orders: 1500, kills: 3, seed, torn, say: (text) => said.push(text) });
    const { lost, doubled, wrongState, brokenTimelines, unheard, kills, orders, faults } = result;
    expect(
      { lost, doubled, wrongState, brokenTimelines, unheard, kills, orders },
      [`seed ${String(seed)}`, ...faults, ...said].join("\n"),
    ).toEqual({ lost: 0, doubled: 0, wrongState: 0, brokenTimelines: 0, unheard: 0, kills: 3, orders: 1500 });
    expect(result.approvals).toBeGreaterThan(0);
  },
  300_000,
);
