import { expect, test } from "vitest";
import { parseOrder } from "../../order/receive-order.ts";
import type { Condition } from "../../schema/condition.ts";
import { valueAt } from "../fixes/edits.ts";
import { commonOrder, type Taking } from "./common-order.ts";
import { large, leaf, small, tmall } from "./testing/finding-cases.ts";

const channels = (...values: string[]): Condition => leaf("$.channel", "in", values);

test.each<[string, Taking, Taking, Readonly<Record<string, unknown>> | undefined]>([
  ["two that ask for different channels", { takes: tmall }, { takes: channels("jd", "douyin") }, undefined],
  [
    "one channel in both lists",
    { takes: channels("tmall", "jd") },
    { takes: channels("jd", "douyin") },
    { "/order/channel": "jd" },
  ],
  [
    "a channel and an amount",
    { takes: tmall },
    { takes: large },
    { "/order/channel": "tmall", "/order/total/minorUnits": 50_000 },
  ],
  ["amounts that exclude each other", { takes: small }, { takes: { all: [large, tmall] } }, undefined],
  [
    "a named condition of one of them",
    { takes: { condition: "ours" }, conditions: { ours: tmall } },
    { takes: { condition: "ours" }, conditions: { ours: large } },
    { "/order/channel": "tmall", "/order/total/minorUnits": 50_000 },
  ],
  ["one that takes everything", {}, { takes: tmall }, { "/order/channel": "tmall" }],
])("%s", (_, one, other, expected) => {
  const witness = commonOrder(one, other);
  const shown = Object.keys(expected ?? {}).map((pointer) => [pointer, valueAt(witness, pointer)] as const);
  expect(witness === undefined ? undefined : Object.fromEntries(shown)).toEqual(expected);
  if (witness !== undefined) expect(parseOrder(witness.order).ok).toBe(true);
});
