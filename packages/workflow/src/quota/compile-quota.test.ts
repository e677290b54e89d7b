import type { QuotaDefinition } from "@orderloom/rule-dsl";
import { expect, test } from "vitest";
import { compileQuota, quotaFact } from "./compile-quota.ts";

const definition: QuotaDefinition = {
  kind: "quota",
  schemaVersion: 1,
  id: "cleanserGift",
  name: { en: "Cleanser gift" },
  allow: [
    { id: "customer", amount: 1, by: ["=order.customer.identity"] },
    { id: "campaign", amount: 2000 },
  ],
  period: { from: "2026-11-10T20:00:00+08:00", until: "2026-11-12T00:00:00+08:00" },
};
const quota = compileQuota(definition);
const facts = { order: { customer: { identity: "f1" } } };

test("a limit is somebody's by its key, or everybody's", () => {
  expect(quota.limits.map((limit) => [limit.id, limit.isShared, limit.keyOf(facts)])).toEqual([
    ["customer", false, ["f1"]],
    ["campaign", true, []],
  ]);
  expect(quota.limits[0]?.keyOf({ order: { customer: {} } })).toBeUndefined();
});

test.each([
  ["just before it begins", "2026-11-10T19:59:59+08:00", false],
  ["as it begins", "2026-11-10T20:00:00+08:00", true],
  ["just before it ends", "2026-11-11T23:59:59+08:00", true],
  ["as it ends", "2026-11-12T00:00:00+08:00", false],
])("%s", (_when, at, isOpen) => {
  expect(quota.isOpen(Date.parse(at))).toBe(isOpen);
});

test("the fact says what each limit leaves, and what all of them do", () => {
  const taken = { customer: 0, campaign: 1999 } as Record<string, number>;
  expect(quotaFact(quota, facts, ({ id }) => taken[id] ?? 0)).toEqual({
    customer: { left: 1, taken: 0, amount: 1 },
    campaign: { left: 1, taken: 1999, amount: 2000 },
    left: 1,
  });
});

test("a key without a value leaves nothing, and an amount that was lowered leaves no less than nothing", () => {
  expect(quotaFact(quota, {}, () => 2500)).toMatchObject({ customer: { left: 0 }, campaign: { left: 0 }, left: 0 });
});
