import { expect, test } from "vitest";
import type { MappingDecision } from "../schema/decision.ts";
import { fixture } from "../testing/fixtures.ts";
import { entriesTo, mayMove } from "./mapping-lookups.ts";

const statuses = fixture("channel-status.decision.json") as MappingDecision; // the fixtures are checked by check/

test("the way back from a unified code names each channel's word for it", () => {
  const words = entriesTo(statuses, "ORD_004").map(({ from }) => `${from["channel"] ?? ""} ${from["code"] ?? ""}`);
  expect(words).toEqual(expect.arrayContaining(["douyin 订单已发出", "dewu 已发货"]));
  expect(words).not.toContain("pinduoduo 已发货");
  expect(entriesTo(statuses, "ORD_999")).toEqual([]);
});

test.each<[string, string | undefined, string, boolean]>([
  ["the first status an order has", undefined, "ORD_003", true],
  ["forwards", "ORD_003", "ORD_004", true],
  ["a late message would move it backwards", "ORD_004", "ORD_003", false],
  ["the same once more", "ORD_004", "ORD_004", false],
  ["out of the row, such as cancelled, at any time", "ORD_004", "ORD_006", true],
  ["and back into it", "ORD_006", "ORD_002", true],
])("%s: %s to %s is %s", (_, from, to, expected) => {
  expect(mayMove(statuses, from, to)).toBe(expected);
});
