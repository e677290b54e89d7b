// @vitest-environment node
import { expect, test } from "vitest";
import type { Condition, WorkflowDefinition } from "@orderloom/rule-dsl";
import { boundaryOrders } from "./boundary-orders.ts";

const asking = (when: Condition): WorkflowDefinition => ({
  kind: "workflow",
  schemaVersion: 1,
  id: "try",
  name: { en: "Try" },
  role: "main",
  nodes: {
    start: { type: "start", ports: { next: "ask" } },
    ask: { type: "switch", cases: [{ id: "yes", when }], ports: { yes: "end", otherwise: "end" } },
    end: { type: "end", outcome: "done" },
  },
});
const sides = (when: Condition) =>
  boundaryOrders(asking(when), { total: { minorUnits: 100, currency: "CNY" } }).map(({ field, side, value }) => [
    field,
    side,
    value,
  ]);

test.each([
  [
    "a total of 500: a cent less, exactly, a cent more",
    { fact: "order", path: "$.total", operator: "greaterThanInclusive", value: 500 },
    [
      ["order.total", "below", 499.99],
      ["order.total", "at", 500],
      ["order.total", "above", 500.01],
    ],
  ],
  [
    "one of two channels: an order of each, and one of another",
    { fact: "order", path: "$.channel", operator: "in", value: ["tmall", "jd"] },
    [
      ["order.channel", "same", "tmall"],
      ["order.channel", "same", "jd"],
      ["order.channel", "other", "taobao"],
    ],
  ],
  [
    "cold chain: with and without",
    { all: [{ fact: "order", path: "$.service.coldChain", operator: "equal", value: true }] },
    [
      ["order.service.coldChain", "same", true],
      ["order.service.coldChain", "other", false],
    ],
  ],
  [
    "a variable, which is no part of an order: none",
    { fact: "vars", path: "$.level", operator: "equal", value: 3 },
    [],
  ],
] satisfies readonly (readonly [string, Condition, unknown])[])("%s", (_title, when, expected) =>
  expect(sides(when)).toEqual(expected),
);

test("the order keeps all else, and money its currency", () => {
  const when: Condition = { fact: "order", path: "$.total", operator: "lessThan", value: 80 };
  const [below] = boundaryOrders(asking(when), { channel: "jd", total: { minorUnits: 1, currency: "USD" } });
  expect(below?.order).toEqual({ channel: "jd", total: { minorUnits: 7999, currency: "USD" } });
});
