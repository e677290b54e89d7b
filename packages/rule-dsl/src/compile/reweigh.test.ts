import fc from "fast-check";
import { expect, test } from "vitest";
import { fixture } from "../testing/fixtures.ts";
import { seed } from "../testing/seed.ts";
import type { ScoreDecision } from "../schema/decision.ts";
import { reweighed } from "./reweigh.ts";

const { criteria } = fixture("warehouse-routing.decision.json") as ScoreDecision; // the fixtures are checked by check/
const weights = (given: ScoreDecision["criteria"] | undefined) =>
  Object.fromEntries((given ?? []).map(({ id, weight }) => [id, weight]));

test.each<[string, string, number, Record<string, number>]>([
  ["time to 75: the others shrink in proportion", "hours", 75, { cost: 15.38, hours: 75, balance: 5.77, carbon: 3.85 }],
  ["all for the cost", "cost", 100, { cost: 100, hours: 0, balance: 0, carbon: 0 }],
  ["carbon no longer counts", "carbon", 0, { cost: 44.45, hours: 38.89, balance: 16.67, carbon: 0 }],
])("%s", (_, id, weight, expected) => {
  const changed = weights(reweighed(criteria, id, weight));
  expect(Object.values(changed).reduce((sum, each) => sum + each, 0)).toBeCloseTo(100, 9);
  for (const [name, value] of Object.entries(expected)) expect(changed[name]).toBeCloseTo(value, 1);
  expect(changed[id]).toBe(weight);
});

test.each([
  ["a criterion that is not there", "luck", 10],
  ["more than all", "cost", 101],
  ["less than nothing", "cost", -1],
])("%s changes nothing", (_, id, weight) => {
  expect(reweighed(criteria, id, weight)).toBeUndefined();
});

test("whatever the weights were, they sum to 100 to the hundredth", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 17 }),
      fc.integer({ min: 0, max: 10_000 }),
      (given, hundredths) => {
        const before = given.map((weight, place) => ({
          id: `c${String(place)}`,
          value: "=1",
          better: "lower" as const,
          weight,
        }));
        const changed = reweighed(before, "c0", hundredths / 100) ?? [];
        const sum = changed.reduce((total, { weight }) => total + Math.round(weight * 100), 0);
        expect(sum).toBe(10_000);
        expect(changed.every(({ weight }) => weight >= 0)).toBe(true);
      },
    ),
    { numRuns: 500, seed: seed() },
  );
});
