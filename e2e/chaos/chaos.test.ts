import { expect, test } from "vitest";
import { runChaos } from "./chaos.ts";

/*
 * A sample of what `npm run chaos -- --orders 10000` does: the process dies in the middle of it, and in the end each order is there once, done,
 * reserved and picked once at the warehouse, with a timeline that misses nothing, and an event
 * stream that kept nothing back.
 */
test.each([
  { name: "killed at random and at points of a turn", seed: 11, kills: 8, torn: false, troubled: false },
  { name: "killed on a store that tears its batches", seed: 12, kills: 3, torn: true, troubled: false },
  { name: "killed while the warehouse system misbehaves", seed: 13, kills: 4, torn: false, troubled: true },
])(
  "1,000 orders, $name: none lost, none doubled, all done",
  async ({ seed, kills: wanted, torn, troubled }) => {
    const said: string[] = [];
    const say = (text: string): number => said.push(text);
    const result = await runChaos({ orders: 1000, kills: wanted, seed, torn, troubled, say });
    const { lost, doubled, wrongState, brokenTimelines, unheard, kills, orders, faults } = result;
    expect(
      { lost, doubled, wrongState, brokenTimelines, unheard, kills, orders },
      [`seed ${String(seed)}`, ...faults, ...said].join("\n"),
    ).toEqual({ lost: 0, doubled: 0, wrongState: 0, brokenTimelines: 0, unheard: 0, kills: wanted, orders: 1000 });
    expect(result.approvals).toBeGreaterThan(0);
  },
  300_000,
);
