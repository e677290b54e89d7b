// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@orderloom/rule-dsl";
import { changedNodes, changesOf, groupChanges } from "./changes.ts";

const over = (amount: number): JsonObject => ({
  fact: "order",
  path: "$.total",
  operator: "greaterThan",
  value: amount,
});
const flow: JsonObject = {
  kind: "workflow",
  schemaVersion: 1,
  id: "review",
  name: { "zh-CN": "审核" },
  nodes: {
    start: { type: "start", ports: { next: "ask" } },
    ask: {
      type: "switch",
      cases: [
        { id: "large", when: over(500) },
        { id: "small", when: over(0) },
      ],
      ports: { large: "hold", small: "end", otherwise: "end" },
    },
    hold: { type: "task", group: "finance", outcomes: [{ id: "yes" }], ports: { yes: "end" } },
    end: { type: "end", outcome: "done" },
  },
};
const nodes = flow["nodes"] as JsonObject; // the literal above
const withNodes = (changed: JsonObject): JsonObject => ({ ...flow, nodes: { ...nodes, ...changed } });
const ask = nodes["ask"] as JsonObject;
const brief = (before: JsonObject, after: JsonObject) =>
  changesOf(before, after).map(({ kind, path }) => `${kind} ${path.join("/")}`);

describe("what changed, by name", () => {
  test("nothing, also when only the order of keys differs", () => {
    expect(brief(flow, { ...Object.fromEntries(Object.entries(flow).reverse()) })).toEqual([]);
  });

  test.each([
    [
      "a threshold",
      withNodes({
        ask: {
          ...ask,
          cases: [
            { id: "large", when: over(800) },
            { id: "small", when: over(0) },
          ],
        },
      }),
      ["changed nodes/ask/cases/large/when"],
    ],
    [
      "a case more",
      withNodes({
        ask: {
          ...ask,
          cases: [
            { id: "large", when: over(500) },
            { id: "small", when: over(0) },
            { id: "gift", when: over(1) },
          ],
        },
      }),
      ["added nodes/ask/cases/gift"],
    ],
    [
      "cases asked in another order",
      withNodes({
        ask: {
          ...ask,
          cases: [
            { id: "small", when: over(0) },
            { id: "large", when: over(500) },
          ],
        },
      }),
      ["moved nodes/ask/cases"],
    ],
    [
      "a port led elsewhere",
      withNodes({ ask: { ...ask, ports: { large: "end", small: "end", otherwise: "end" } } }),
      ["changed nodes/ask/ports/large"],
    ],
    [
      "a port let go",
      withNodes({ ask: { ...ask, ports: { large: "hold", small: "end" } } }),
      ["removed nodes/ask/ports/otherwise"],
    ],
    ["a new name", { ...flow, name: { "zh-CN": "复核" } }, ["changed name"]],
    ["a first named condition", { ...flow, conditions: { rich: over(9000) } }, ["added conditions/rich"]],
    ["a node more", withNodes({ tell: { type: "emit", event: "told", ports: { next: "end" } } }), ["added nodes/tell"]],
  ] satisfies readonly (readonly [string, JsonObject, readonly string[]])[])("%s", (_title, after, expected) =>
    expect(brief(flow, after)).toEqual(expected),
  );

  test("the way back says the opposite", () => {
    const after = withNodes({ tell: { type: "emit", event: "told" } });
    expect(brief(after, flow)).toEqual(["removed nodes/tell"]);
  });
});

test("a rule's condition is one thing, the cells of a row are each their own", () => {
  const rules = (when: JsonObject): JsonObject => ({ rules: [{ id: "r", conditions: when, event: { type: "yes" } }] });
  expect(brief(rules({ all: [over(1)] }), rules({ all: [over(2)] }))).toEqual(["changed rules/r/conditions"]);
  const rows = (sku: string): JsonObject => ({
    rows: [{ id: "1", when: { sku, channel: "-" }, then: { gift: '"GF-9"' } }],
  });
  expect(brief(rows('"CL-100"'), rows('"CL-200"'))).toEqual(["changed rows/1/when/sku"]);
});

test("changes are told by what they are about, the definition itself first where it was touched", () => {
  const after = {
    ...withNodes({ ask: { ...ask, ports: { large: "end" } }, tell: { type: "emit", event: "told" } }),
    name: { en: "Review" },
  };
  const changes = changesOf(flow, after);
  expect(groupChanges(changes).map(({ part, id, kind, changes: all }) => [part, id, kind, all.length])).toEqual([
    [undefined, undefined, "changed", 1],
    ["nodes", "ask", "changed", 3],
    ["nodes", "tell", "added", 1],
  ]);
  expect([...changedNodes(changes)]).toEqual([
    ["ask", "changed"],
    ["tell", "added"],
  ]);
});
