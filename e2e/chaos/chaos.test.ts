import { afterAll, expect, test } from "vitest";
import { mongoForTests } from "../../apps/runtime/src/stores/mongo/testing/mongo-for-tests.ts";
import { type ChaosOptions, runChaos } from "./chaos.ts";

/*
 * A sample of what `npm run chaos -- --orders 10000` does: the process dies in the middle of it, and in the end each order is there once, done,
 * reserved and picked once at the warehouse, as many gifts are given as the quota counts, with a timeline that misses nothing, and an event
 * stream that kept nothing back.
 */
const mongo = await mongoForTests();
afterAll(() => mongo?.stop());

const outcome = "none lost, none doubled, all done";

test.each<{ readonly name: string } & ChaosOptions>([
  { name: "killed at random and at points of a turn", seed: 11, kills: 8, orders: 1000 },
  { name: "killed on a store that tears its batches", seed: 12, kills: 3, orders: 1000, torn: true },
  { name: "killed while the warehouse system misbehaves", seed: 13, kills: 4, orders: 1000, troubled: true },
])(`$orders orders, $name: ${outcome}`, expectAllDone, 300_000);

test.skipIf(mongo === undefined)(
  `300 orders on a MongoDB that lives on, killed and with torn batches: ${outcome}`,
  () => expectAllDone({ seed: 5, kills: 3, orders: 300, torn: true, mongodbUri: mongo?.database().uri }),
  300_000,
);

async function expectAllDone(options: ChaosOptions): Promise<void> {
  const said: string[] = [];
  const say = (text: string): number => said.push(text);
  const result = await runChaos({ ...options, say });
  const { lost, doubled, wrongState, brokenTimelines, miscounted, unheard, kills, orders, faults } = result;
  expect(
    { lost, doubled, wrongState, brokenTimelines, miscounted, unheard, kills, orders },
    [`seed ${String(options.seed)}`, ...faults, ...said].join("\n"),
  ).toEqual({
    lost: 0,
    doubled: 0,
    wrongState: 0,
    brokenTimelines: 0,
    miscounted: 0,
    unheard: 0,
    kills: options.kills,
    orders: options.orders,
  });
  expect(result.approvals).toBeGreaterThan(0);
}
